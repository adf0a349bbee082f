import { LD, LD_FILE } from '../machine.ts';
import { attack, home, type Scenario, scene } from '../scenario.ts';

const python = { needs: ['/usr/bin/python3'] };

/** Runs a file descriptor, so that the exec names no file; MEMFD text puts the loader's bytes into memory first. */
const descriptor = (argv0: string, memory: boolean): string => `/usr/bin/python3 -c '
import os, sys
fd = os.open("${LD}", os.O_RDONLY)
${memory ? 'm = os.memfd_create("kworker/u8:2"); os.write(m, os.read(fd, 1 << 24)); fd = m' : 'pass'}
os.execve(fd, ["${argv0}", sys.argv[1]], {})
' $PWD/p`;

/** The loader's own file under names that are not the loader's. */
export const otherNames: readonly Scenario[] = [
  attack('hard-link', `ln ${LD_FILE} x; ./x $PWD/p`),
  attack(
    'hard-link-system-directory',
    `ln ${LD_FILE} ${LD_FILE}.old; ${LD_FILE}.old $PWD/p; rm ${LD_FILE}.old`,
    { makes: [`${LD_FILE}.old`] },
  ),
  attack('bind-mount', `cp /bin/ls x; unshare -m bash -c 'mount --bind ${LD_FILE} x; ./x $PWD/p'`, {
    needs: ['unshare'],
  }),
  attack(
    'bind-mount-over-program',
    `export F=$PWD/p; unshare -m bash -c 'mount --bind ${LD_FILE} /usr/bin/id; id $F'`,
    { needs: ['unshare'] },
  ),
  attack(
    'bind-mount-private-tmpfs',
    `cp p /tmp/.w-bind; unshare -m bash -c 'mount -t tmpfs x /mnt; cp ${LD} /mnt/ls; /mnt/ls /tmp/.w-bind'; rm /tmp/.w-bind`,
    {
      payload: '/tmp/.w-bind',
      needs: ['unshare'],
    },
  ),
  attack('user-namespace-bind', `cp /bin/ls x; unshare -rm bash -c 'mount --bind ${LD_FILE} x; ./x $PWD/p'`, {
    needs: ['unshare'],
    as: 'user',
  }),
  attack('link-chain', `ln -s ${LD} a; ln -s a b; ln -s b sshd; ./sshd $PWD/p`, { as: 'user' }),
  attack(
    'link-directory',
    `ln -s /lib64 d; ln -s /usr e; d/${LD.split('/').pop()} $PWD/p; e/bin/../..${LD} $PWD/p`,
    { needs: ['/lib64'] },
  ),
  attack('link-in-path', `mkdir bin; ln -s ${LD} bin/git; PATH=$PWD/bin:$PATH git $PWD/p`, { as: 'user' }),
  attack('usr-bin-ld-so', 'ld.so $PWD/p', { needs: ['/usr/bin/ld.so'], as: 'user' }),
  attack(
    'relative-loader',
    `cd ${LD.slice(0, LD.lastIndexOf('/'))}; ./${LD.split('/').pop()} ${home('relative-loader')}/p`,
  ),
  attack('double-slashes', `//lib64///${LD.split('/').pop()} $PWD/p`, { needs: ['/lib64'] }),
  attack('proc-self-fd-loader', `exec 9<${LD}; /proc/self/fd/9 $PWD/p`, { as: 'user' }),
  attack('dev-fd-loader', `exec 9<${LD}; exec -a sshd /dev/fd/9 $PWD/p`),
  attack('proc-self-root-loader', `/proc/self/root${LD} $PWD/p`, { as: 'user' }),
  attack('proc-cwd-loader', `cd /; /proc/self/cwd${LD} ${home('proc-cwd-loader')}/p`),
  attack('proc-pid-root-loader', `/proc/$$/root${LD_FILE} $PWD/p`),
  attack('fexecve', descriptor('/usr/bin/ls', false), { ...python, as: 'user' }),
  attack('fexecve-memory', descriptor('/usr/bin/ls', true), { ...python, as: 'user' }),
  attack('fexecve-deleted-copy', `cp ${LD} x; exec 9<x; rm x; /proc/self/fd/9 $PWD/p`, { as: 'user' }),
  attack('payload-fd', `exec 9<p; ${LD} /proc/self/fd/9`, { payload: '/proc/self/fd/9', as: 'user' }),
  attack('payload-dev-fd', `exec 9<p; rm p; ${LD} /dev/fd/9 x`, { payload: '/dev/fd/9' }),
  attack('payload-dev-stdin', `${LD} /dev/stdin <p`, { payload: '/dev/stdin', as: 'user' }),
  scene('payload-proc-pid-fd', 'execute', `exec 9<p; ${LD} /proc/$$/fd/9`, {
    note: "The payload's name holds a process id.",
  }),
  attack(
    'payload-memory',
    `/usr/bin/python3 -c '
import os
m = os.memfd_create("x", 0); os.write(m, open("p", "rb").read()); os.set_inheritable(m, True)
os.execv("${LD}", ["${LD}", "/proc/self/fd/%d" % m, "x"])'`,
    { ...python, payload: '/proc/self/fd/3', as: 'user' },
  ),
  attack('both-descriptors', `exec 8<p 9<${LD}; /proc/self/fd/9 /proc/self/fd/8`, {
    payload: '/proc/self/fd/8',
    as: 'user',
  }),
  attack(
    'root-directory-changed',
    `mkdir -p r/lib64 r/tmp; cp -L ${LD} r/rt; cp p r/tmp/p; mkdir -p r/lib; cp -L ../lib/libc.so.6 r/lib
chroot r /rt --library-path /lib /tmp/p`,
    { payload: '/tmp/p' },
  ),
  attack('shebang', `printf '#!%s %s\\n' ${LD} $PWD/p >s; chmod 755 s; ./s q`, { as: 'user' }),
  attack('shebang-copy', `cp ${LD} x; printf '#!%s %s\\n' $PWD/x $PWD/p >s; chmod 755 s; ./s`, {
    as: 'user',
  }),
  attack(
    'shebang-of-link',
    `ln -s ${LD} x; printf '#! %s %s\\n' $PWD/x $PWD/p >ldd; chmod 755 ldd; ./ldd --verify`,
  ),
  scene(
    'other-name-inspects',
    'inspect',
    `ln -s ${LD} x; ./x --verify $PWD/p; ./x --list $PWD/p; ./x --help`,
    { tolerate_stage: true, as: 'user' },
  ),
  scene('shebang-of-script', 'inspect', `printf '#!%s --verify\\n' ${LD} >s; chmod 755 s; ./s; true`),
];
