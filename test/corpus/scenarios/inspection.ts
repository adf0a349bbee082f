import { LD, LD_FILE, LD32, MUSL, REFUSES_UNKNOWN_OPTIONS } from '../machine.ts';
import { type Details, home, type Scenario, scene, WORK } from '../scenario.ts';

const ldd = ['/usr/bin/ldd'];
const look = (id: string, script: string, more: Details = {}): Scenario =>
  scene(`look-${id}`, 'inspect', script, { needs: ldd, ...more });
const user: Details = { as: 'user' };

/** The loader asked for information, by ldd and directly: nothing is run. */
export const inspection: readonly Scenario[] = [
  look('ldd-one', 'ldd /bin/ls', user),
  look('ldd-payload', 'ldd $PWD/p', user),
  look('ldd-many', 'ldd /usr/bin/*sum /bin/ls /bin/bash', user),
  look('ldd-options', 'ldd -v /bin/ls; ldd -r /bin/ls; ldd -u /bin/ls; ldd -d /bin/cat; ldd -v -r p', user),
  look('ldd-relative', 'ldd p; ldd ./p; cd ..; ldd look-ldd-relative/p', user),
  look(
    'ldd-odd-names',
    "mkdir 'a b'; mv p 'a b/p q'; cd 'a b'; ldd 'p q'; cp 'p q' größe; ldd größe; cp größe $'x\\ny'; ldd ./$'x\\ny'",
    user,
  ),
  look('ldd-like-option', 'mv p ./--list; ldd -- --list; ldd ./--list', user),
  look('ldd-script', "echo '#!/bin/sh' >s; chmod 755 s; ldd ./s; ldd /usr/bin/ldd; true", user),
  look('ldd-static', 'ldd ../static; true', { needs: [...ldd, 'static'], as: 'user' }),
  look('ldd-missing', 'ldd /nonexistent/p; ldd; ldd /tmp; true', user),
  look('ldd-32', 'ldd ../payload32', { needs: [...ldd, 'm32'], as: 'user' }),
  look(
    'ldd-library',
    `ldd ${LD_FILE.slice(0, LD_FILE.lastIndexOf('/'))}/libm.so.6; ldd ${LD}; ldd ../evil.so; true`,
    user,
  ),
  look('ldd-no-x-bit', 'chmod 644 p; ldd p', user),
  look('ldd-broken', 'head -c 3000 ../payload >p; ldd p; true', user),
  look('ldd-foreign-libc', 'ldd ../payload-musl; true', { needs: [...ldd, 'musl-gcc'], as: 'user' }),
  look('ldd-by-bash', 'bash /usr/bin/ldd ./p; /bin/bash /usr/bin/ldd p', user),
  look('ldd-by-sh', 'sh /usr/bin/ldd ./p; bash -x /usr/bin/ldd $PWD/p', {
    ...user,
    note: 'With sh another shell reads the script.',
  }),
  look(
    'ldd-by-others',
    'nice -n 19 ldd p; timeout 5 ldd p; env -i ldd p; setsid -w ldd p; busybox env ldd p',
    { needs: [...ldd, 'busybox'] },
  ),
  look('ldd-by-sudo', 'sudo ldd $PWD/p; sudo -u nobody ldd $PWD/p', { needs: [...ldd, 'sudo'] }),
  look(
    'ldd-by-python',
    '/usr/bin/python3 -c \'import subprocess; print(subprocess.check_output(["ldd", "p"]))\'',
    { needs: [...ldd, '/usr/bin/python3'] },
  ),
  look('ldd-by-find', "find /usr/bin -name 'z*' -exec ldd {} ';'; find . -type f -exec ldd {} +", user),
  look('ldd-by-xargs', 'ls /usr/bin/*sum | xargs -P8 -n1 ldd', user),
  look(
    'ldd-pipelines',
    "ldd p | grep libc | awk '{ print $3 }' | xargs ls -l; for l in $(ldd p | grep -o '/[^ ]*'); do ldd $l; done; true",
    user,
  ),
  look('ldd-in-background', 'for i in 1 2 3 4 5 6; do ldd $PWD/p & done; wait', user),
  look('ldd-same-file-quickly', 'for i in $(seq 20); do ldd p >/dev/null; done', user),
  look('ldd-link', 'ln -s p q; ldd q; ln -s /usr/bin/ldd l; ./l p', user),
  look('ldd-in-chroot', `mkdir -p r; mount --bind / r && { chroot r ldd ${WORK}/payload; umount r; }`, {}),
  look('ldd-own-mounts', 'unshare -m ldd $PWD/p', { needs: [...ldd, 'unshare'] }),
  look('ldd-own-processes', 'unshare -p -f --mount-proc ldd $PWD/p', { needs: [...ldd, 'unshare'] }),
  look('ldd-after-copy', 'cp p q; ldd $PWD/q; ./q; ldd $PWD/q; rm q', {
    ...user,
    ran: true,
    note: 'The program runs in the ordinary way.',
  }),
  look(
    'list',
    `${LD} --list $PWD/p; ${LD} --list p; ${LD} --inhibit-cache --list ./p; ${LD} --list --library-path ../lib ./p`,
    user,
  ),
  look(
    'verify',
    `${LD} --verify $PWD/p; ${LD} --library-path ../lib --verify ./p; ${LD} --verify ../payload.c; ${LD} --verify; true`,
    user,
  ),
  look(
    'usage',
    `${LD} --version; ${LD} --help; ${LD} --help $PWD/p; ${LD} --version $PWD/p; ${LD}; ${LD} --list-tunables; ${LD} --list-diagnostics; true`,
    user,
  ),
  look('tunables-list', `${LD} --list-tunables --list $PWD/p; ${LD} --list --list-tunables $PWD/p`, user),
  look(
    'unknown-option',
    `${LD} --arg x $PWD/p; ${LD} --argv0=x $PWD/p; ${LD} --library-path=/lib $PWD/p; ${LD} --preload; true`,
    {
      ...user,
      ...(REFUSES_UNKNOWN_OPTIONS ? {} : { tolerate: true }),
      note: 'Before glibc 2.33 such a word is the name of a program, and only the disk tells whether that exists.',
    },
  ),
  look(
    'listed-option-values',
    `${LD} --argv0 $PWD/p --list /bin/true; ${LD} --preload libm.so.6 --verify $PWD/p`,
    user,
  ),
  look('32', `${LD32} --list ../payload32; ${LD32} --verify ../payload32; ${LD32} --version`, {
    needs: ['m32'],
    as: 'user',
  }),
  look('musl', `${MUSL}; ${MUSL} --list ../payload-musl; true`, { needs: ['musl-gcc', MUSL], as: 'user' }),
  look('trace-by-environment', 'LD_TRACE_LOADED_OBJECTS=1 /bin/ls; LD_TRACE_LOADED_OBJECTS=1 ./p', user),
  look('trace-through-loader', `LD_TRACE_LOADED_OBJECTS=1 ${LD} $PWD/p`, {
    ...user,
    tolerate: true,
    note: 'The environment that makes it a listing is not recorded.',
  }),
  look('missing-file', `${LD} --list ${home('x')}/nothing; ${LD} --verify ${home('x')}/nothing; true`, user),
];
