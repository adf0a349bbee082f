import { LD, LIBDIR, MUSL } from '../machine.ts';
import { attack, type Details, type Scenario, scene, WORK } from '../scenario.ts';

const EVIL = `${WORK}/evil.so`;
const gcc = { needs: ['gcc'] };

/** A library of the attacker's is loaded into a program that is nobody's payload. */
const inject = (id: string, script: string, more: Details = {}): Scenario =>
  scene(id, 'execute', script, { mentions: EVIL, ...gcc, ...more });

/** Code brought in by the loader's options; and the same options where no code runs. */
export const injection: readonly Scenario[] = [
  inject('preload-evil', `${LD} --preload ${EVIL} /bin/true`, { payload: '/bin/true', as: 'user' }),
  inject('preload-evil-second', `${LD} --preload ${LIBDIR}/libm.so.6:${EVIL} /bin/true`, {
    payload: '/bin/true',
  }),
  inject('preload-evil-first', `${LD} --preload ${EVIL}:${LIBDIR}/libm.so.6 /bin/true`, {
    payload: '/bin/true',
  }),
  inject('preload-evil-blank', `${LD} --preload '${LIBDIR}/libm.so.6 ${EVIL}' /bin/true`, {
    payload: '/bin/true',
    as: 'user',
  }),
  inject('preload-relative', `cp ../evil.so e.so; ${LD} --preload ./e.so /bin/true`, {
    payload: '/bin/true',
    mentions: 'e.so',
  }),
  inject('preload-last-wins', `${LD} --preload ${LIBDIR}/libm.so.6 --preload ${EVIL} /bin/true`, {
    payload: '/bin/true',
  }),
  inject('preload-fd', `exec 9<${EVIL}; ${LD} --preload /proc/self/fd/9 /bin/true`, {
    payload: '/bin/true',
    mentions: '/proc/self/fd/9',
  }),
  inject('preload-odd-name', `cp ../evil.so ./data.bin; ${LD} --preload $PWD/data.bin /bin/true`, {
    payload: '/bin/true',
    mentions: `${WORK}/preload-odd-name/data.bin`,
  }),
  inject(
    'preload-library-path',
    `cp ../evil.so libq.so; ${LD} --library-path $PWD --preload libq.so /bin/true`,
    {
      payload: '/bin/true',
      mentions: 'libq.so',
      as: 'user',
    },
  ),
  inject(
    'preload-shared-memory',
    `cp ../evil.so /dev/shm/.e; ${LD} --preload /dev/shm/.e /bin/true; rm /dev/shm/.e`,
    {
      payload: '/bin/true',
      mentions: '/dev/shm/.e',
    },
  ),
  inject('audit-evil', `${LD} --audit ${EVIL} /bin/true`, { payload: '/bin/true', as: 'user' }),
  inject('audit-evil-list', `${LD} --audit ${EVIL} --list /bin/true`, {
    as: 'user',
    note: 'Listing runs the auditing library.',
  }),
  inject('audit-list-before', `${LD} --list --audit ${EVIL} /bin/true`),
  inject('audit-list-relative', `cp ../evil.so a.so; ${LD} --inhibit-cache --audit ./a.so --list /bin/true`, {
    mentions: 'a.so',
  }),
  inject('audit-second', `${LD} --audit ${LIBDIR}/libm.so.6:${EVIL} /bin/true`, { payload: '/bin/true' }),
  inject('audit-repeated', `${LD} --audit ${LIBDIR}/libm.so.6 --audit ${EVIL} /bin/true`, {
    payload: '/bin/true',
    as: 'user',
  }),
  inject('audit-and-preload', `${LD} --audit ${EVIL} --preload ${LIBDIR}/libm.so.6 /bin/true`, {
    payload: '/bin/true',
  }),
  inject('library-path-evil', `${LD} --library-path ${WORK}/evil:${LIBDIR} /bin/ls /`, {
    payload: '/bin/ls',
    mentions: `${WORK}/evil`,
  }),
  inject('library-path-empty-part', `cd ../evil; ${LD} --library-path :${LIBDIR} /bin/ls /`, {
    payload: '/bin/ls',
    mentions: 'library-path',
    note: 'An empty part is the current directory.',
  }),
  inject('library-path-two-options', `${LD} --library-path ${LIBDIR} --library-path ${WORK}/evil /bin/ls /`, {
    payload: '/bin/ls',
    mentions: `${WORK}/evil`,
    as: 'user',
  }),
  inject('preload-musl', `${MUSL} --preload ${WORK}/evil-musl.so ../payload-musl`, {
    payload: '../payload-musl',
    mentions: `${WORK}/evil-musl.so`,
    needs: ['musl-gcc', MUSL],
  }),
  inject('preload-musl-equals', `${MUSL} --preload=${WORK}/evil-musl.so -- ../payload-musl`, {
    payload: '../payload-musl',
    mentions: `${WORK}/evil-musl.so`,
    needs: ['musl-gcc', MUSL],
  }),
  inject('preload-through-copy', `cp ${LD} x; ./x --preload ${EVIL} /bin/true`, {
    payload: '/bin/true',
    as: 'user',
  }),
  inject(
    'library-as-program',
    `printf '%s\\n' '#include <unistd.h>' 'void e(void) { if (write(1, "RAN\\n", 4)) _exit(0); _exit(1); }' >e.c
gcc -shared -fPIC -Wl,-e,e e.c -o libe.so; ${LD} $PWD/libe.so`,
    { payload: `${WORK}/library-as-program/libe.so`, mentions: 'libe.so' },
  ),
  attack('audit-payload', `${LD} --audit ${EVIL} --argv0 x $PWD/p`, { ...gcc, mentions: EVIL }),
  scene('list-preload', 'inspect', `${LD} --list --preload ${EVIL} /bin/true`, gcc),
  scene('verify-audit', 'inspect', `${LD} --verify --audit ${EVIL} /bin/true`, gcc),
  scene('audit-help', 'inspect', `${LD} --audit ${EVIL} --help /bin/true`, gcc),
  scene('audit-verify-library-path', 'inspect', `${LD} --library-path ${WORK}/evil --verify /bin/ls`, gcc),
  scene('list-preload-musl', 'inspect', `${MUSL} --preload ${WORK}/evil-musl.so --list ../payload-musl`, {
    needs: ['musl-gcc', MUSL],
  }),
];
