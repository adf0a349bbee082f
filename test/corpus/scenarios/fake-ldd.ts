import { LD } from '../machine.ts';
import { attack, home, type Scenario, scene, WORK } from '../scenario.ts';

/** `p` of the scenario's directory in full: ldd passes a name with a slash on as it is. */
const p = (id: string): string => `${home(id)}/p`;

/** Verification and run, nested like ldd's own. */
const steps = (file: string): string =>
  `v=\`${LD} --verify ${file}\`; t() ( o=$(eval '"$@"' 2>&1; rc=$?; printf x; exit $rc); printf %s "\${o%x}" ); t ${LD} ${file}`;

const python = `#!/usr/bin/python3
import subprocess, sys, os
f = sys.argv[1]
subprocess.run(["${LD}", "--verify", f])
if os.fork() == 0:
    if os.fork() == 0:
        os.execv("${LD}", ["${LD}", f])
    os.wait(); os._exit(0)
os.wait()
`;

const limit = 'The payload runs inside the genuine ldd; the environment that does it is not recorded.';

/** Programs that act like ldd, up to the last step, which runs the file. */
export const fakeLdd: readonly Scenario[] = [
  attack('fake-ldd-script', `cp ../fake-ldd ldd; ./ldd ${p('fake-ldd-script')}`, { as: 'user' }),
  attack('fake-ldd-relative', 'cp ../fake-ldd ldd; ./ldd ./p', { payload: './p' }),
  attack('fake-ldd-bash', `cp ../fake-ldd ldd; bash ${home('fake-ldd-bash')}/ldd ${p('fake-ldd-bash')}`, {
    as: 'user',
  }),
  attack('fake-ldd-argv0', `cp ../fake-ldd ldd; (exec -a /usr/bin/ldd bash ./ldd ${p('fake-ldd-argv0')})`, {
    as: 'user',
  }),
  attack(
    'fake-ldd-path',
    `cp ../fake-ldd ldd; PATH=${home('fake-ldd-path')}:$PATH ldd ${p('fake-ldd-path')}`,
  ),
  attack(
    'fake-ldd-usr-bin',
    `mkdir -p usr/bin; cp ../fake-ldd usr/bin/ldd; bash usr/bin/ldd ${p('fake-ldd-usr-bin')}`,
  ),
  attack(
    'fake-ldd-dots',
    `cp ../fake-ldd ldd; /bin/bash /usr/bin/../..${home('fake-ldd-dots')}/ldd ${p('fake-ldd-dots')}`,
  ),
  attack('fake-ldd-function', `ldd() { ${steps('"$1"')}; }; ldd ${p('fake-ldd-function')}`, { as: 'user' }),
  attack('fake-ldd-none', steps(p('fake-ldd-none')), { as: 'user' }),
  attack('fake-ldd-python', `printf %s '${python}' >ldd; chmod 755 ldd; ./ldd ${p('fake-ldd-python')}`, {
    needs: ['/usr/bin/python3'],
  }),
  attack('fake-ldd-shell-copy', `cp /bin/bash ldd; ./ldd ../fake-ldd ${p('fake-ldd-shell-copy')}`, {
    as: 'user',
  }),
  attack(
    'fake-ldd-shell-copy-c',
    `cp /bin/bash ldd; ./ldd -c '${LD} --verify "$1"; (${LD} "$1"; :)' ldd ${p('fake-ldd-shell-copy-c')}`,
  ),
  attack('fake-ldd-zeroth-word', `bash -c "$(<../fake-ldd)" /usr/bin/ldd ${p('fake-ldd-zeroth-word')}`),
  attack('fake-ldd-stdin', `bash -s /usr/bin/ldd ${p('fake-ldd-stdin')} <../fake-ldd`, { as: 'user' }),
  attack('fake-ldd-argument', `bash ../fake-ldd /usr/bin/ldd ${p('fake-ldd-argument')}`),
  attack('fake-ldd-sourced', `eval() { "$RTLD" "$file"; }; set -- ${p('fake-ldd-sourced')}; . /usr/bin/ldd`, {
    needs: ['/usr/bin/ldd'],
  }),
  attack(
    'fake-ldd-option',
    `printf %s 'ldd() { :; }; ${LD} --verify "$1"; x=$( (${LD} "$1"; :) ); echo "$x"; exit' >rc
bash --norc ./rc ${p('fake-ldd-option')}`,
  ),
  attack('fake-ldd-env-bash', `cp ../fake-ldd ldd; env bash ldd ${p('fake-ldd-env-bash')}`, { as: 'user' }),
  attack(
    'fake-ldd-dash',
    `dash -c '${LD} --verify "$1"; x=$( (${LD} "$1"; :) ); echo "$x"' /usr/bin/ldd ${p('fake-ldd-dash')}`,
    { needs: ['dash'] },
  ),
  attack('fake-ldd-arguments', `dummy=\`${LD} --verify $PWD/p\`; x=$( (${LD} $PWD/p -v; :) ); echo "$x"`),
  attack(
    'fake-ldd-children',
    `cp /bin/sh p; d=\`${LD} --verify $PWD/p\`; x=$( (${LD} $PWD/p -c 'id; id'; :) ); echo "$x"`,
  ),
  attack(
    'fake-ldd-trace-prompt',
    `export ONCE=$PWD/once; export PS4='$([ -e $ONCE ] || { : >$ONCE; ${LD} '$PWD'/p; })+ '
bash -x /usr/bin/ldd $PWD/p`,
    {
      as: 'user',
      needs: ['/usr/bin/ldd'],
      note: 'PS4 of a traced ldd runs the payload once more than ldd itself looks at it.',
    },
  ),
  scene(
    'fake-ldd-bash-env',
    'inspect',
    `echo 'eval() { "$RTLD" "$file"; }' >env
BASH_ENV=$PWD/env ldd $PWD/p`,
    { tolerate: true, ran: true, note: limit, needs: ['/usr/bin/ldd'] },
  ),
  scene('fake-ldd-exported-function', 'inspect', `eval() { "$RTLD" "$file"; }; export -f eval; ldd $PWD/p`, {
    tolerate: true,
    ran: true,
    note: limit,
    needs: ['/usr/bin/ldd'],
  }),
  scene(
    'fake-ldd-mounted',
    'inspect',
    `cp ../fake-ldd x; export F=$PWD/p; unshare -m bash -c 'mount --bind x /usr/bin/ldd; ldd $F'`,
    {
      tolerate: true,
      ran: true,
      tolerate_stage: true,
      needs: ['/usr/bin/ldd', 'unshare'],
      note: `A script is mounted over ldd in a mount namespace; only its inode differs. Work directory: ${WORK}.`,
    },
  ),
];
