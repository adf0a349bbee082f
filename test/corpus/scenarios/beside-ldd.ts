import { LD } from '../machine.ts';
import { attack, type Scenario, scene } from '../scenario.ts';

const user = { needs: ['/usr/bin/ldd'], as: 'user' as const };
const nested = `x=$( (${LD} $PWD/p; :) ); echo "$x"`;

/** More runs that hide behind an inspection, or behind something that looks like one. */
export const besideLdd: readonly Scenario[] = [
  attack('verify-by-other-program', `(exec -a ${LD} /bin/true --verify $PWD/p); ${nested}`, {
    as: 'user',
    note: 'What verified was not a loader.',
  }),
  attack('verify-failed', `mv p q; d=\`${LD} --verify $PWD/p\`; mv q p; ${nested}`, { as: 'user' }),
  attack('verify-in-parallel', `for i in 1 2 3 4 5; do ${LD} --verify $PWD/p & done; wait; ${nested}`, {
    as: 'user',
  }),
  attack('verify-of-many-words', `d=\`${LD} --verify $PWD/p x\`; ${nested}`, { as: 'user' }),
  attack('ldd-beside-other-name', `ldd $PWD/p & ld.so $PWD/p; wait`, {
    needs: ['/usr/bin/ldd', '/usr/bin/ld.so'],
    as: 'user',
  }),
  attack('ldd-of-hundred-run-first', `ldd $PWD/p $(ls /usr/bin/*sum /usr/bin/z*); ${nested}`, user),
  attack(
    'ldd-beside-orphan',
    `ldd $PWD/p & ( (sleep 0.006; ${LD} $PWD/p >out; :) & ); sleep 0.2; cat out`,
    user,
  ),
  attack('ldd-beside-many-runs', `for i in 1 2 3; do ldd $PWD/p & ${nested}; done; wait`, user),
  attack('ldd-then-copy-of-loader', `ldd $PWD/p; cp ${LD} x; x=$( (./x $PWD/p; :) ); echo "$x"`, {
    ...user,
    stages: true,
  }),
  attack('ldd-niced-beside-run', `nice -n 19 ldd $PWD/p & ${nested}; wait`, user),
  attack(
    'ldd-stopped-run-nested',
    `ldd $PWD/p & sleep 0.006; kill -STOP $!; ${nested}; kill -CONT $!; wait`,
    user,
  ),
  attack('ldd-output-closed', `cp p q; ldd $PWD/q $PWD/p | head -n 1; ${nested}`, {
    ...user,
    note: 'ldd dies of a closed pipe, at a moment that depends on head.',
  }),
  attack('ldd-limited', `(ulimit -f 0; ldd $PWD/p >out); ${nested}`, {
    ...user,
    note: 'ldd may not write: its last step is asked for, and its printf fails.',
  }),
  attack('ldd-cannot-fork', `cp p q; (ulimit -u 1; ldd $PWD/p); ${nested}`, {
    ...user,
    note: 'ldd has no process left for its steps.',
  }),
  scene('ldd-audit-environment', 'inspect', 'LD_AUDIT=/tmp/.w/evil.so ldd $PWD/p', {
    ...user,
    needs: ['/usr/bin/ldd', 'gcc'],
    ran: true,
    tolerate: true,
    note: 'The library runs, but is named in the environment only, which is not recorded.',
  }),
];
