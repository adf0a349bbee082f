import { LD, LIBDIR } from '../machine.ts';
import { attack, type Details, home, type Scenario } from '../scenario.ts';

interface Way extends Details {
  readonly id: string;
  /** Leaves a copy of the loader under the name `into` in the scenario's directory. */
  readonly make: string;
  readonly into?: string;
  /** Words between the copy and the payload. */
  readonly options?: string;
}

const ways: readonly Way[] = [
  { id: 'cp', make: `cp ${LD} x`, as: 'user' },
  { id: 'cp-hidden', make: `cp ${LD} .x`, into: '.x' },
  { id: 'cp-options', make: `cp ${LD} x`, options: `--library-path ${LIBDIR} --argv0 sshd`, as: 'user' },
  { id: 'install', make: `install -m 755 ${LD} x` },
  { id: 'dd', make: `dd if=${LD} of=x bs=64k; chmod 755 x`, as: 'user' },
  { id: 'rsync', make: `rsync -aL ${LD} x`, needs: ['rsync'] },
  { id: 'cat', make: `cat ${LD} >x; chmod 755 x`, as: 'user' },
  {
    id: 'cat-stdin',
    make: `cat <${LD} >x; chmod 755 x`,
    as: 'user',
    note: 'No command line names the loader.',
  },
  { id: 'cat-options', make: `cat <${LD} >x; chmod 755 x`, options: '--inhibit-cache', as: 'user' },
  { id: 'hard-link', make: `ln $(readlink -f ${LD}) x` },
  { id: 'cp-then-mv', make: `cp ${LD} notes.txt; mv notes.txt x`, as: 'user' },
  { id: 'mv-directory', make: `mkdir d; cp ${LD} d; mv d e; mv e/ld* x` },
  { id: 'tar', make: `tar chf - -C / .${LD} | tar xf - --transform 's,.*/,,'; mv ld* x`, as: 'user' },
  {
    id: 'python',
    make: `/usr/bin/python3 -c 'open("x", "wb").write(open("${LD}", "rb").read())'; chmod 755 x`,
    needs: ['/usr/bin/python3'],
    as: 'user',
  },
  { id: 'perl', make: `perl -MFile::Copy -e 'copy("${LD}", "x")'; chmod 755 x`, needs: ['perl'] },
  { id: 'base64', make: `base64 ${LD} >t; base64 -d t >x; chmod +x x`, as: 'user' },
  { id: 'gzip', make: `gzip -c <${LD} >t.gz; gunzip t.gz; mv t x; chmod 755 x`, as: 'user' },
  { id: 'busybox', make: `busybox cp ${LD} x`, needs: ['busybox'], as: 'user' },
  { id: 'into-directory-renamed', make: `mkdir d; cp ${LD} d/; mv d/ld* x`, as: 'user' },
  { id: 'into-directory', make: `mkdir d; cp ${LD} d/; mv d/ld* d/x; ln d/x x` },
  { id: 'of-a-copy', make: `cp ${LD} a; cp a b; rm a; cp b x`, as: 'user' },
  { id: 'of-a-link', make: `ln -s ${LD} l; cp l x` },
  {
    id: 'recursive',
    make: `cp -rL ${LD.slice(0, LD.lastIndexOf('/'))} d; mv d/ld*.so.* x`,
    needs: ['/lib64'],
  },
  {
    id: 'wildcard-directory',
    make: `cd ${LD.slice(0, LD.lastIndexOf('/'))}; cp ld*.so.? ${home('copy-wildcard-directory')}/x; cd - >/dev/null`,
  },
  {
    id: 'relative-source',
    make: `cd /; cp .${LD} ${home('copy-relative-source')}/x; cd - >/dev/null`,
    as: 'user',
  },
  { id: 'target-directory-option', make: `mkdir d; cp -t d -L ${LD}; cp d/* x` },
  { id: 'deleted', make: `cp ${LD} x; exec 9<x; rm x; ln -s /proc/self/fd/9 x`, as: 'user' },
  { id: 'named-sshd', make: `cp ${LD} sshd`, into: 'sshd' },
  { id: 'named-ldd', make: `cp ${LD} ldd`, into: 'ldd', as: 'user' },
  { id: 'named-ld', make: `cat <${LD} >ld; chmod 755 ld`, into: 'ld', as: 'user' },
  { id: 'named-blank', make: `cp ${LD} 'x y'`, into: "'x y'" },
  { id: 'named-bash', make: `cp ${LD} bash`, into: 'bash', options: '--argv0 -bash', as: 'user' },
  { id: 'named-loader', make: `cp ${LD} ld-linux.so.2`, into: 'ld-linux.so.2', as: 'user' },
  { id: 'named-library', make: `cp ${LD} libm.so.6`, into: 'libm.so.6' },
  { id: 'same-name', make: `mkdir lib64; cp ${LD} lib64/`, into: 'lib64/ld-*', as: 'user' },
  {
    id: 'same-name-silently',
    make: `mkdir lib64; cat <${LD} >lib64/ld-2.31.so; chmod 755 lib64/*`,
    into: 'lib64/ld-2.31.so',
    as: 'user',
  },
  { id: 'trailing-bytes', make: `cp ${LD} x; echo pad >>x`, as: 'user' },
  { id: 'curl', make: `curl -s file://${LD} -o x; chmod 755 x`, needs: ['curl'], as: 'user' },
  { id: 'sed', make: `sed '' ${LD} >x; chmod 755 x` },
  { id: 'xxd', make: `xxd -p <${LD} | xxd -r -p >x; chmod 755 x`, needs: ['xxd'] },
  { id: 'truncate-after', make: `cp ${LD} x; chmod 711 x`, as: 'user' },
  { id: 'sudo', make: `sudo cp ${LD} x`, needs: ['sudo'] },
  { id: 'sh-c', make: `sh -c 'cp "$1" "$2"' sh ${LD} x`, as: 'user' },
  { id: 'find-exec', make: `find ${LD} -exec cp {} x ';'`, as: 'user' },
];

/** The loader copied in many ways, and the copy run. */
export const copies: readonly Scenario[] = [
  ...ways.map(({ id, make, into, options, ...more }) =>
    attack(`copy-${id}`, `${make}\n./${into ?? 'x'}${options ? ` ${options}` : ''} $PWD/p`, {
      stages: true,
      ...more,
    }),
  ),
  attack(
    'copy-in-hidden-home',
    `mkdir -p $HOME/.cache/.fonts; cp ${LD} $HOME/.cache/.fonts/f; $HOME/.cache/.fonts/f $PWD/p; rm -r $HOME/.cache/.fonts`,
    { stages: true },
  ),
  attack('copy-in-system-directory', `cp ${LD} /usr/local/lib/libx.so.1; /usr/local/lib/libx.so.1 $PWD/p`, {
    stages: true,
    makes: ['/usr/local/lib/libx.so.1'],
  }),
  attack('copy-with-arguments', `cp ${LD} x; ./x $PWD/p --list -c a b`, { stages: true, as: 'user' }),
  attack('copy-relative-payload', `cp ${LD} x; ./x ./p`, { payload: './p', stages: true, as: 'user' }),
  attack(
    'copy-run-later',
    `cp ${LD} x; for i in 1 2 3 4 5 6 7 8 9; do /bin/true; done; sleep 2; ./x $PWD/p`,
    { stages: true },
  ),
  attack(
    'copy-by-root-run-by-user',
    `cp ${LD} x; export F=$PWD/p; setpriv --reuid 1001 --regid 1001 --clear-groups bash -c './x $F'`,
    { stages: true },
  ),
  attack('copy-system-payload', `cp ${LD} x; ./x /bin/sh -c 'echo RAN'`, {
    payload: '/bin/sh',
    stages: true,
    as: 'user',
  }),
];
