import { describe, expect, it } from 'vitest';
import { loader } from '../../detection/exec.ts';
import { execution } from '../../detection/run.ts';
import { commands, watch } from './watched-login.ts';

describe('a finding is told with what its login did', () => {
  it('before and after, three of each and the nearest', () => {
    const { told, run, find } = watch();
    run(...commands('a b c d e'));
    const event = loader('/tmp/p');
    run(event);
    find(execution(event));
    run(...commands('f g h i'));

    expect(told).toEqual(['c d e [/tmp/p] f g h']);
  });

  it('and nobody else: another session, another user of a daemon, another host', () => {
    const { told, run, find, history } = watch();
    const others = () => [
      ...commands('session', { user: { session: 4 } }),
      ...commands('login', { user: { auid: 1001 } }),
      ...commands('daemon', { user: { session: null } }),
      ...commands('host', { host: 'host-2' }),
    ];
    run(...commands('a'), ...others());
    const event = loader('/tmp/p');
    run(event, ...others());
    find(execution(event));
    run(...others(), ...commands('b'), ...others());
    history.flush();

    expect(told).toEqual(['a [/tmp/p] b']);
  });

  it('as soon as that is known, and otherwise at the end', () => {
    const { told, run, find, history } = watch();
    const event = loader('/tmp/p');
    run(event);
    find(execution(event));
    run(...commands('a b'));
    const early = [...told];

    history.flush();

    expect({ early, told }).toEqual({ early: [], told: [' [/tmp/p] a b'] });
  });

  it('even if it was decided late: what came after it is not told as what came before', () => {
    const { told, run, find, history } = watch();
    const before = commands('a');
    const event = loader('/tmp/p');
    const after = commands('b c d');

    run(...before, event, ...after.slice(0, 2));
    find(execution(event));
    run(...after.slice(2));
    history.flush();

    expect(told).toEqual(['a [/tmp/p] b c d']);
  });
});

describe('several findings', () => {
  it('are told in the order in which they were found, one that waits before one that does not', () => {
    const { told, run, find, history } = watch();
    const quiet = loader('/tmp/quiet', { user: { session: 9 } });
    const busy = loader('/tmp/busy');
    run(quiet, busy);
    find(execution(quiet), execution(busy));
    run(...commands('a b c'));

    history.flush();

    expect(told).toEqual([' [/tmp/quiet] ', ' [/tmp/busy] a b c']);
  });

  it('are not held up for ever by a login that does nothing more', () => {
    const { told, run, find } = watch();
    const quiet = loader('/tmp/quiet', { user: { session: 9 } });
    run(quiet);
    find(execution(quiet));

    const [busy] = commands('busy');
    if (busy !== undefined) for (let times = 0; times < 5_000; times++) run(busy);

    expect(told).toEqual([' [/tmp/quiet] ']);
  });

  it('of one login see each other', () => {
    const { told, run, find, history } = watch();
    const events = [loader('/tmp/1'), loader('/tmp/2')];
    for (const event of events) {
      run(event);
      find(execution(event));
    }
    history.flush();

    expect(told.map((line) => line.replaceAll('/lib64/ld-linux-x86-64.so.2', 'ld.so'))).toEqual([
      ' [/tmp/1] ld.so /tmp/2',
      'ld.so /tmp/1 [/tmp/2] ',
    ]);
  });
});
