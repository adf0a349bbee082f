import { LD, LD_FILE, LD32, LIBDIR, MUSL } from '../machine.ts';
import type { Details } from '../scenario.ts';
import { type Scenario, WORK } from '../scenario.ts';

const P = `${WORK}/payload`;
const musl = { needs: ['musl-gcc', MUSL] };

const attack = (id: string, script: string, payload: string, more: Details = {}): Scenario => ({
  id,
  verdict: 'execute',
  payload,
  script,
  ran: 'either',
  ...more,
});
const look = (id: string, script: string, more: Details = {}): Scenario => ({
  id,
  verdict: 'inspect',
  script,
  ran: 'either',
  ...more,
});
const calm = (id: string, script: string, more: Details = {}): Scenario => ({
  id,
  verdict: 'benign',
  script,
  ran: 'either',
  ...more,
});

/** The plain forms of everything. */
export const base: readonly Scenario[] = [
  calm(
    'setup',
    `rm -rf ${WORK}; mkdir -p ${WORK}/lib; cp /bin/echo ${P}; cp /bin/echo ${WORK}/noexec; chmod 644 ${WORK}/noexec; cp ${LIBDIR}/libc.so.6 ${WORK}/lib/; `,
  ),
  attack('direct', `${LD} ${P} hello`, P),
  attack('direct-real-path', `${LD_FILE} ${P}`, P),
  attack('no-x-bit', `${LD} ${WORK}/noexec hello`, `${WORK}/noexec`),
  attack('library-path', `${LD} --library-path ${WORK}/lib:${LIBDIR} ${P} a b`, P),
  attack('preload', `${LD} --preload ${LIBDIR}/libm.so.6 ${P}`, P),
  attack('argv0', `${LD} --argv0 /usr/sbin/sshd ${P}`, P),
  attack(
    'many-options',
    `${LD} --inhibit-cache --inhibit-rpath '' --library-path ${LIBDIR} --argv0 x ${P} z`,
    P,
  ),
  attack('relative-payload', `cd ${WORK} && ${LD} ./payload rel`, './payload'),
  attack(
    'dev-shm',
    `cp /bin/echo /dev/shm/.x && chmod 600 /dev/shm/.x && ${LD} /dev/shm/.x; rm -f /dev/shm/.x`,
    '/dev/shm/.x',
  ),
  attack('system-binary', `${LD} /bin/sh -c 'id; true'`, '/bin/sh'),
  attack('symlinked-loader', `ln -sf ${LD} ${WORK}/vim && ${WORK}/vim ${P}`, P),
  attack('sudo-nohup', `sudo nohup setsid ${LD} ${P}`, P, { needs: ['sudo'] }),
  attack('spaces', `cp /bin/echo '${WORK}/my payload' && ${LD} '${WORK}/my payload' x`, `${WORK}/my payload`),
  attack('argv0-lie', `exec -a '[kworker/0:0]' ${LD} ${P}`, P),
  attack(
    'musl-direct',
    `cd ${WORK}; printf 'int main(){return 0;}' > m.c && musl-gcc m.c -o muslpay && ${MUSL} ${WORK}/muslpay`,
    `${WORK}/muslpay`,
    musl,
  ),
  attack(
    'i386-direct',
    `cd ${WORK}; printf 'int main(){return 0;}' > m.c; gcc -m32 m.c -o pay32 && ${LD32} ${WORK}/pay32`,
    `${WORK}/pay32`,
    { needs: ['m32'] },
  ),
  attack('copied-loader', `cp ${LD} ${WORK}/.cache-helper && ${WORK}/.cache-helper ${P}`, P, {
    stages: true,
  }),
  attack('copied-loader-options', `${WORK}/.cache-helper --library-path ${LIBDIR} ${P}`, P),
  attack('library-audit', `${LD} --audit ${LIBDIR}/libm.so.6 ${P}`, P),
  { id: 'cp-stage-only', verdict: 'stage', script: `cp ${LD} /dev/shm/notes.txt; rm -f /dev/shm/notes.txt` },
  look('ldd', 'ldd /bin/ls /bin/cat /usr/bin/python3'),
  look('verify', `${LD} --verify /bin/ls`),
  look('list', `${LD} --list /bin/ls`),
  look('list-with-options', `${LD} --library-path /lib --list /bin/ls`),
  look('version', `${LD} --version`),
  look('help', `${LD} --help`),
  look('list-tunables', `${LD} --list-tunables`),
  look('list-diagnostics', `${LD} --list-diagnostics`),
  look('no-args', `${LD}; true`),
  look('musl-ldd', `musl-ldd /bin/ls || ${MUSL} --list ${WORK}/muslpay`, musl),
  calm(
    'mentions',
    `ls -la ${LD}; file ${LD}; readelf -h ${LD}; grep -c x ${LD}; strings -n 20 ${LD} | head -1; stat ${LD}; echo ${LD} /tmp/x`,
  ),
  calm(
    'gcc-link',
    `cd ${WORK}; printf '#include <stdio.h>\nint main(){puts("x");}' > c.c; gcc c.c -o c && ./c`,
    { needs: ['gcc'] },
  ),
  calm(
    'patchelf',
    `cp /bin/ls ${WORK}/ls2 && patchelf --set-interpreter ${LD} ${WORK}/ls2 && ${WORK}/ls2 /`,
    { needs: ['patchelf'] },
  ),
  calm(
    'binutils-ld',
    `cd ${WORK}; gcc -c c.c -o c.o && ld --version && ld.bfd -V && ld.gold --version; true`,
    { needs: ['gcc'] },
  ),
  calm('static-binary', `cd ${WORK}; gcc -static c.c -o cs && ./cs /bin/ls --version; busybox sh -c 'true'`, {
    needs: ['static', 'busybox'],
  }),
  calm('failed-exec', `/nonexistent/ld-linux-x86-64.so.2 ${P}; true`),
  calm(
    'ordinary-admin',
    `ps aux >/dev/null; df -h; find /etc -maxdepth 1 -name 'pas*' -exec ls -d {} +; git --version; dpkg -l | tail -1`,
  ),
];
