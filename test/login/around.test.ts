/** What the same login did around a finding, picked out of everything that a log holds of that time. */
import { describe, expect, it } from 'vitest';
import { snapshotOf } from '../../shared/incident/snapshot.ts';
import { loginHistoryAround } from '../../shared/login/around.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { type ExecParts, exec, loader, T0 } from '../detection/exec.ts';
import { execution } from '../detection/run.ts';
import { SCENE_ORIGIN } from '../functions/scenes.ts';

/** One execution of a program named by a word, `at` milliseconds after the finding. */
function ran(word: string, at: number, more: ExecParts = {}): ExecEvent {
  return exec({ argv: [word], time: T0 + at, ...more });
}

/** A program run through the loader: the execution, and the finding of it as incidents keep it. */
function found(more: ExecParts = {}) {
  const event = loader('/tmp/payload x', more);
  return { event, finding: snapshotOf(execution(event), SCENE_ORIGIN) };
}

function words(commands: readonly { readonly command: string }[]): string {
  return commands.map(({ command }) => command).join(' ');
}

/** `before | after`, and what says that they are of the same login. */
function around({ event, finding }: ReturnType<typeof found>, ...others: readonly ExecEvent[]) {
  const history = loginHistoryAround(finding, [event, ...others]);
  if (history.state === 'unread') return history.why;
  return `${words(history.before)} | ${words(history.after)} (${history.by})`;
}

const DAEMON = { auid: null, session: null, tty: null };

describe('with a session', () => {
  it('is what has the same session and login user, in its order', () => {
    const others = [ran('c', 20), ran('a', -20), ran('b', -10), ran('d', 30)];
    expect(around(found(), ...others)).toBe('a b | c d (session)');
  });

  it('goes on through sudo, whose session is the same', () => {
    expect(around(found(), ran('id', 10, { user: { uid: 0, euid: 0 } }))).toBe(' | id (session)');
  });

  it.each<[string, ExecParts]>([
    ['another session', { user: { session: 4 } }],
    ['the same number of another login user', { user: { auid: 1001 } }],
    ['no session', { user: { session: null, auid: null } }],
    ['the same session of another host in the stream', { host: 'host-2' }],
  ])('leaves out %s', (_, parts) => {
    expect(around(found(), ran('a', -10), ran('x', -5, parts), ran('y', 5, parts))).toBe('a |  (session)');
  });
});

describe('without a session', () => {
  it('is what was done at the same terminal', () => {
    const user = { auid: null, session: null, tty: 'pts1' };
    const others = [ran('a', -10, { user }), ran('x', -5, { user: { ...user, tty: 'pts2' } })];
    expect(around(found({ user }), ...others)).toBe('a |  (terminal)');
  });

  it('is what descends from the processes above it, and they themselves', () => {
    const user = DAEMON;
    const itself = found({ user, pid: 903, ppid: 902 });
    const others = [
      ran('cron', -50, { user, pid: 900, ppid: 1 }),
      ran('sh', -40, { user, pid: 901, ppid: 900 }),
      ran('curl', -30, { user, pid: 904, ppid: 901 }),
      ran('bash', -20, { user, pid: 902, ppid: 901 }),
      ran('child', 10, { user, pid: 905, ppid: 903 }),
      ran('grandchild', 20, { user, pid: 906, ppid: 905 }),
      ran('other', 30, { user, pid: 950, ppid: 949 }),
      ran('of-init', 40, { user, pid: 951, ppid: 1 }),
    ];
    expect(around(itself, ...others)).toBe('cron sh curl bash | child grandchild (process-tree)');
  });

  it('ends where processes are told to be each other’s parents', () => {
    const user = DAEMON;
    const loop = [ran('a', -2, { user, pid: 10, ppid: 11 }), ran('b', -1, { user, pid: 11, ppid: 10 })];
    expect(around(found({ user, pid: 12, ppid: 10 }), ...loop)).toBe('a b |  (process-tree)');
  });

  it('is nothing where not even its process is known', () => {
    const itself = found({ user: DAEMON, pid: null, ppid: null });
    expect(around(itself, ran('a', -1, { user: DAEMON }))).toBe(' |  (process-tree)');
  });
});

describe('of much', () => {
  it('keeps the last ten before and the first ten after, and says that there was more', () => {
    const itself = found();
    const before = Array.from({ length: 12 }, (_, index) => ran(`b${index}`, index - 100));
    const after = Array.from({ length: 12 }, (_, index) => ran(`a${index}`, index + 100));

    const history = loginHistoryAround(itself.finding, [itself.event, ...before, ...after]);

    expect(history).toMatchObject({ state: 'read', moreBefore: true, moreAfter: true });
    if (history.state === 'unread') return;
    expect(words(history.before)).toBe('b2 b3 b4 b5 b6 b7 b8 b9 b10 b11');
    expect(words(history.after)).toBe('a0 a1 a2 a3 a4 a5 a6 a7 a8 a9');
  });

  it('counts once what two excerpts hold, and takes the one that has all of it', () => {
    const itself = found();
    const whole = ran('a', -1);
    const part: ExecEvent = { ...whole, argv: [null], missing: ['arguments'] };
    for (const [one, other] of [
      [whole, part],
      [part, whole],
    ] as const)
      expect(around(itself, one, other)).toBe('a |  (session)');
  });

  it('stays small and printable, whatever was run', () => {
    const hostile = ['\u001b[2J\u202e', 'x'.repeat(2_000_000), '\udc80', '\n'];
    const itself = found();
    const many = Array.from({ length: 30 }, (_, index) => exec({ argv: hostile, time: T0 + index - 15 }));

    const json = JSON.stringify(loginHistoryAround(itself.finding, [itself.event, ...many]));

    expect(Buffer.byteLength(json)).toBeLessThan(20_000);
    expect(json.isWellFormed()).toBe(true);
    expect(json).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('shows the program where the arguments were lost', () => {
    const other = exec({ argv: [], exe: '/usr/bin/nc', time: T0 + 1 });
    expect(around(found(), other)).toBe(' | /usr/bin/nc (session)');
  });
});

describe('where the log does not hold the execution itself', () => {
  it('goes by its time', () => {
    const { finding } = found();
    expect(loginHistoryAround(finding, [ran('a', -5), ran('b', 5)])).toMatchObject({
      before: [{ command: 'a' }],
      after: [{ command: 'b' }],
    });
  });

  it('and nothing of its login, says so', () => {
    const { finding } = found();
    expect(loginHistoryAround(finding, [ran('x', 5, { user: { session: 9 } })])).toEqual({
      state: 'unread',
      about: { logStream: SCENE_ORIGIN.logStream, sourceEventId: finding.sourceEventId },
      why: 'it holds nothing of this login at that time',
    });
  });
});
