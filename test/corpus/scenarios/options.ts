import { LD, LD32, LIBDIR, MUSL } from '../machine.ts';
import { attack, type Details, home, type Scenario, scene, WORK } from '../scenario.ts';

const musl = { needs: ['musl-gcc', MUSL] };
const user: Details = { as: 'user' };

/** Runs musl's loader with a program of musl's as `p`. */
const muslRun = (id: string, script: string, more: Details = {}): Scenario =>
  attack(id, `cp ../payload-musl p; ${script}`, { ...musl, ...more });

/** The loaders' command lines: every option, and floods of them. */
export const options: readonly Scenario[] = [
  attack('option-argv0', `${LD} --argv0 /usr/sbin/sshd $PWD/p`, user),
  attack('option-argv0-like-option', `${LD} --argv0 --list $PWD/p`, user),
  attack('option-library-path-list', `${LD} --library-path --verify $PWD/p`),
  attack('option-inhibit-cache', `${LD} --inhibit-cache $PWD/p`, user),
  attack('option-inhibit-rpath-empty', `${LD} --inhibit-rpath '' $PWD/p`, user),
  attack('option-hwcaps', `${LD} --glibc-hwcaps-prepend x --glibc-hwcaps-mask y $PWD/p`),
  attack('option-dashes', `${LD} -- $PWD/p --list`, { ...user, note: 'Since glibc 2.41.' }),
  attack('option-argv0-dashes', `${LD} --argv0 sshd -- $PWD/p`, { ...user, note: 'Since glibc 2.41.' }),
  attack('option-after-payload', `${LD} $PWD/p --list --verify --help`, user),
  attack(
    'option-long-library-path',
    `${LD} --library-path ${LIBDIR}:$(printf '/%0999d:' {1..60}) $PWD/p`,
    user,
  ),
  attack('option-long-argv0', `${LD} --argv0 $(printf '%09000d' 1) $PWD/p`, user),
  attack('option-long-argv0-blanks', `${LD} --argv0 "$(printf '%9000s' 1)" $PWD/p`),
  attack('option-flood', `${LD} $(printf -- '--inhibit-cache %.0s' {1..400}) $PWD/p`, user),
  attack(
    'option-flood-then-argv0',
    `${LD} $(printf -- '--inhibit-rpath x%.0s ' {1..700}) --argv0 ls $PWD/p`,
    user,
  ),
  attack('arguments-many', `${LD} $PWD/p $(seq 3000)`, user),
  attack('arguments-long', `${LD} $PWD/p $(printf '%020000d' 1) --help`),
  attack('argv0-sshd', `exec -a /usr/sbin/sshd ${LD} $PWD/p`, user),
  attack('argv0-empty', `exec -a '' ${LD} $PWD/p`, user),
  attack('argv0-ldd', `exec -a ldd ${LD} $PWD/p`, user),
  attack('argv0-usr-bin-ldd', `exec -a /usr/bin/ldd ${LD} $PWD/p`),
  attack('argv0-option', `exec -a --list ${LD} $PWD/p`, user),
  attack('argv0-newline', `exec -a $'sshd\\ntype=EOE' ${LD} $PWD/p`),
  attack('payload-static', `cp ../static p; ${LD} $PWD/p`, { needs: ['static'], as: 'user' }),
  attack('payload-static-argv0', `cp ../static p; ${LD} --argv0 sshd $PWD/p x`, { needs: ['static'] }),
  attack('payload-no-x-bit', `chmod 600 p; ${LD} $PWD/p`, user),
  attack('payload-children', `cp /bin/sh p; ${LD} $PWD/p -c 'id; id'`, user),
  attack('payload-shell-interactive', `echo id | ${LD} /bin/bash -i`, { payload: '/bin/bash', as: 'user' }),
  attack('payload-interpreter', `${LD} /usr/bin/python3 -c 'print("RAN")'`, {
    payload: '/usr/bin/python3',
    needs: ['/usr/bin/python3'],
    as: 'user',
  }),
  attack('payload-busybox-shell', `${LD} /bin/dash -c 'echo RAN; id'`, {
    payload: '/bin/dash',
    needs: ['dash'],
  }),
  attack('loader-32', `cp ../payload32 p; ${LD32} $PWD/p`, { needs: ['m32'], as: 'user' }),
  attack('loader-32-options', `cp ../payload32 p; ${LD32} --inhibit-cache --argv0 x $PWD/p y`, {
    needs: ['m32'],
  }),
  attack('loader-32-copy', `cp ../payload32 p; cp ${LD32} x; ./x $PWD/p`, {
    needs: ['m32'],
    stages: true,
    as: 'user',
  }),
  muslRun('musl', `${MUSL} $PWD/p`, user),
  muslRun('musl-argv0-equals', `${MUSL} --argv0=x $PWD/p`, user),
  muslRun('musl-library-path-equals', `${MUSL} --library-path=/lib:${WORK} $PWD/p`, user),
  muslRun('musl-dashes', `${MUSL} -- $PWD/p --list`, user),
  muslRun('musl-all', `${MUSL} --library-path /lib --argv0 ls --preload= -- $PWD/p a`),
  muslRun('musl-no-slash', `${MUSL} p`, { payload: 'p', as: 'user' }),
  muslRun('musl-argv0-forged', `exec -a sshd ${MUSL} $PWD/p`),
  muslRun('musl-copy', `cp ${MUSL} x; ./x $PWD/p`, { stages: true, as: 'user' }),
  muslRun('musl-copy-equals', `cat <${MUSL} >x; chmod 755 x; ./x --argv0=ls $PWD/p`, {
    stages: true,
    as: 'user',
  }),
  muslRun('musl-libc-by-name', `$(readlink -f ${MUSL}) $PWD/p`, user),
  muslRun('musl-argv0-ldd-inside', `exec -a lddx ${MUSL} $PWD/p`),
  attack('musl-runs-glibc-program', `${MUSL} $PWD/p`, { ...musl, as: 'user' }),
  scene(
    'musl-called-ldd',
    'inspect',
    `cp ../payload-musl p; (exec -a ldd ${MUSL} $PWD/p); (exec -a xldd ${MUSL} $PWD/p); ${MUSL} --list p`,
    musl,
  ),
  scene('musl-usage', 'inspect', `${MUSL}; ${MUSL} --help; ${MUSL} --lis p; ${MUSL} --list=1 p; true`, musl),
  scene(
    'musl-list-dashes',
    'inspect',
    `cp ../payload-musl p; ${MUSL} --list -- $PWD/p; ln -s ${MUSL} ldd; ./ldd ${home('musl-list-dashes')}/p`,
    {
      ...musl,
      tolerate_stage: true,
    },
  ),
];
