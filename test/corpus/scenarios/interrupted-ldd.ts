import { LD, LD32 } from '../machine.ts';
import { attack, home, type Scenario } from '../scenario.ts';

const ldd = { needs: ['/usr/bin/ldd'] };
const user = { ...ldd, as: 'user' as const };

/** The run, under a parent that was only forked, never executed: like ldd's last step. */
const nested = `x=$( (${LD} $PWD/p; :) ); echo "$x"`;

/** ldd is stopped at some moment of its work, so that its last step may still be outstanding. */
const killed = (ms: number, signal: string): Scenario =>
  attack(
    `ldd-killed-${signal.toLowerCase()}-${ms}ms`,
    `ldd $PWD/p & sleep 0.${String(ms).padStart(3, '0')}; kill -${signal} $!
${LD} $PWD/p; kill -KILL $! 2>/dev/null; wait`,
    { ...user, note: 'The verification may or may not have been reached.' },
  );

/** Runs beside, before or after a genuine ldd which could be taken for its last step. */
export const interruptedLdd: readonly Scenario[] = [
  attack('ldd-of-text-then-run', `echo x >p; ldd $PWD/p; cat ../payload >p; ${LD} $PWD/p`, user),
  attack('ldd-of-text-then-nested', `echo x >p; ldd $PWD/p; cat ../payload >p; ${nested}`, user),
  attack('ldd-of-text-then-nested-cp', `echo x >p; ldd $PWD/p; cp ../payload p; cp p q; ${nested}`, ldd),
  attack('ldd-of-text-sleep-nested', `echo x >p; ldd $PWD/p; cat ../payload >p; sleep 1.5; ${nested}`, user),
  attack(
    'ldd-of-text-sleep-run',
    `echo x >p; ldd $PWD/p; mv -f p q; cp ../payload p; sleep 0.3; ${LD} $PWD/p`,
    ldd,
  ),
  attack(
    'ldd-of-text-no-exec-between',
    `echo x >p; ldd $PWD/p; b=; exec 3<../payload; mapfile -d '' -t b <&3; { for i in "\${b[@]}"; do printf '%s\\0' "$i"; done; } >p; ${nested}`,
    {
      ...user,
      note: 'Only builtins between ldd and the run.',
    },
  ),
  attack('ldd-of-static-then-nested', `cat ../static >p; ldd $PWD/p; cat ../payload >p; ${nested}`, {
    ...user,
    needs: ['/usr/bin/ldd', 'static'],
  }),
  attack('verify-then-run', `${LD} --verify $PWD/p; ${LD} $PWD/p`, { as: 'user' }),
  attack('verify-then-nested', `d=\`${LD} --verify $PWD/p\`; ${nested}`, { as: 'user' }),
  attack('verify-sleep-run', `${LD} --verify $PWD/p; sleep 2; ${LD} $PWD/p`),
  attack('verify-sleep-nested', `d=\`${LD} --verify $PWD/p\`; sleep 0.5; ${nested}`, { as: 'user' }),
  attack('verify-twice-run-twice', `for i in 1 2; do d=\`${LD} --verify $PWD/p\`; ${nested}; done`),
  attack('version-verify-run', `d=\`${LD} --version 2>&1\`; d=\`${LD} --verify $PWD/p\`; ${nested}`, {
    as: 'user',
  }),
  killed(1, 'KILL'),
  killed(3, 'KILL'),
  killed(5, 'KILL'),
  killed(7, 'KILL'),
  killed(8, 'TERM'),
  killed(4, 'STOP'),
  killed(7, 'STOP'),
  attack(
    'ldd-killed-often',
    `for i in 3 4 5 5 6 6 6 7 7 7 8 8; do setsid ldd $PWD/p >/dev/null & sleep 0.00$i; kill -KILL -- -$!; done; ${nested}`,
    user,
  ),
  attack('ldd-killed-nested', `setsid ldd $PWD/p & sleep 0.006; kill -KILL -- -$!; ${nested}`, user),
  attack('ldd-then-other-loader', `ldd $PWD/p; cat ../payload32 >p; x=$( (${LD32} $PWD/p; :) ); echo "$x"`, {
    ...user,
    needs: ['/usr/bin/ldd', 'm32'],
    note: 'ldd asks each loader to verify, and lists with one only.',
  }),
  attack('verify-with-option-then-nested', `d=\`${LD} --library-path ../lib --verify $PWD/p\`; ${nested}`, {
    as: 'user',
  }),
  attack('list-then-run', `${LD} --list $PWD/p; ${LD} $PWD/p`, { as: 'user' }),
  attack('ldd-then-run', `ldd $PWD/p && ${LD} $PWD/p`, user),
  attack('ldd-then-nested', `ldd $PWD/p; ${nested}`, user),
  attack('run-then-ldd', `${LD} $PWD/p; ldd $PWD/p`, user),
  attack('nested-then-ldd', `${nested}; ldd $PWD/p`, ldd),
  attack('ldd-beside-run', `ldd $PWD/p & ${LD} $PWD/p; wait`, user),
  attack('ldd-crowd-beside-run', `for i in 1 2 3 4 5 6; do ldd $PWD/p & done; ${LD} $PWD/p; wait`, user),
  attack(
    'ldd-crowd-beside-nested',
    `for i in 1 2 3 4 5 6; do ldd $PWD/p & done; sleep 0.01; ${nested}; wait`,
    user,
  ),
  attack('ldd-crowd-then-nested', `for i in 1 2 3 4; do ldd $PWD/p & done; wait; ${nested}`, ldd),
  attack('ldd-of-another-file', `cp p q; ldd $PWD/q; ${nested}`, user),
  attack('ldd-of-two-run-first', `cp p q; ldd $PWD/p $PWD/q; ${nested}`, ldd),
  attack('ldd-then-run-with-argument', `ldd $PWD/p; x=$( (${LD} $PWD/p -v; :) ); echo "$x"`, user),
  attack(
    'ldd-in-another-directory',
    `mkdir a b; cp p a; cp p b; (cd a; ldd ./p); cd b; x=$( (${LD} ./p; :) ); echo "$x"`,
    { ...user, payload: './p' },
  ),
  attack(
    'ldd-of-another-user',
    `setpriv --reuid 1002 --regid 1002 --clear-groups ldd $PWD/p & ${nested}; wait`,
    ldd,
  ),
  attack(
    'ldd-of-root-beside-user',
    `export F=$PWD/p; ldd $F & setpriv --reuid 1001 --regid 1001 --clear-groups bash -c 'x=$( (${LD} $F; :) ); echo "$x"'; wait`,
    ldd,
  ),
  attack('ldd-in-another-session', `setsid ldd $PWD/p & ${nested}; wait`, user),
  attack('ldd-of-missing-then-run', `mv p q; ldd $PWD/p; mv q p; ${nested}`, user),
  attack('ldd-version-then-run', `ldd --version; ldd; ${nested}`, user),
  attack('ldd-of-link-then-run', `ln -s p l; ldd $PWD/l; ${nested}`, ldd),
  attack('ldd-of-relative-run-absolute', `ldd ./p; ${LD} ${home('ldd-of-relative-run-absolute')}/p`, user),
];
