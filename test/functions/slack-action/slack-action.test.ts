import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LARGEST_BODY } from '../../../functions/slack-action/http-request.ts';
import type { DecisionKind } from '../../../shared/response/response.ts';
import { decisionsOver } from '../../response/recorded.ts';
import { STATES } from '../../response/states.ts';
import { Desk } from './desk.ts';
import { APPROVER, bodyOf, type FunctionUrlEvent, payloadOf, RESPONSE_URL, signed } from './signed.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.start();
});
beforeEach(() => desk.reset());
afterAll(() => desk.stop());

/** An incident with a proposal, and a signed approval of it. */
async function approval() {
  const incident = await desk.incident({ ...STATES.proposed, until: desk.now + 60_000 });
  const event = signed(bodyOf(payloadOf(incident, 'approve')), desk.now);
  return { incident, event };
}

describe('a signed press by somebody who may decide', () => {
  it('decides, with who and when, and whoever pressed is told at once', async () => {
    const { incident, event } = await approval();
    expect(await desk.take(event)).toEqual({ statusCode: 200, body: '' });
    const { response, news } = await desk.stored(incident);
    expect(response.decisions).toMatchObject([
      { kind: 'approve', by: { via: 'slack', who: APPROVER }, at: desk.now },
    ]);
    expect(response.containment.state).toBe('approved');
    expect(news).toEqual([{ what: 'response', tells: 'decision' }]);
    expect(desk.counted).toEqual(['SlackDecisions']);
    expect(desk.told).toMatchObject([
      { url: RESPONSE_URL, body: { response_type: 'ephemeral', replace_original: false } },
    ]);
    expect(desk.said).toEqual(['Your approval is written down. The thread tells what comes of it.']);
  });

  it.each<[DecisionKind, keyof typeof STATES, string]>([
    ['dismiss', 'proposed', 'withheld'],
    ['suppress', 'none', 'none'],
    ['release', 'contained', 'release-approved'],
  ])('%s of what is %s', async (kind, name, state) => {
    const incident = await desk.incident(STATES[name]);
    await desk.take(signed(bodyOf(payloadOf(incident, kind)), desk.now));
    const { response } = await desk.stored(incident);
    expect(response.decisions.at(-1)?.kind).toBe(kind);
    expect(response.containment.state).toBe(state);
  });

  it('is taken in base64, which is how Lambda may hand it on', async () => {
    const { incident, event } = await approval();
    const body = Buffer.from(event.body).toString('base64');
    expect(await desk.take({ ...event, body, isBase64Encoded: true })).toMatchObject({ statusCode: 200 });
    expect((await desk.stored(incident)).response.decisions).toHaveLength(1);
  });

  it('tried again by Slack, which signs anew, has the same answer and changes nothing', async () => {
    const incident = await desk.incident(STATES.proposed);
    const body = bodyOf(payloadOf(incident, 'approve'));
    await desk.take(signed(body, desk.now));
    desk.wait(2000);
    expect(await desk.take(signed(body, desk.now))).toEqual({ statusCode: 200, body: '' });
    expect(desk.counted).toEqual(['SlackDecisions', 'SlackDecisionsRepeated']);
    expect(new Set(desk.said).size).toBe(1);
    expect((await desk.stored(incident)).generation).toBe(incident.generation + 1);
  });

  it('after somebody else is told who was first, by the name that only Slack knows', async () => {
    const { incident, event } = await approval();
    await desk.take(event);
    const other = payloadOf(incident, 'dismiss', { member: 'U0BEN0002' });
    expect(await desk.take(signed(bodyOf(other), desk.now))).toMatchObject({ statusCode: 200 });
    expect(desk.counted).toEqual(['SlackDecisions', 'SlackDecisionsRefused']);
    expect(desk.said.at(-1)).toMatch(/^Nothing was decided. Slack member U0ANN0001 approved/);
    expect(JSON.stringify(desk.told.at(-1)?.body)).toContain('{"type":"user","user_id":"U0ANN0001"}');
  });

  it('on a plan that changed since is refused', async () => {
    const { incident, event } = await approval();
    const { writer } = decisionsOver(desk.incidents);
    const plan = { ...STATES.proposed.plan, steps: [] };
    await writer.change(incident.id, ({ response }) => ({
      ...response,
      containment: { ...STATES.proposed, plan },
    }));
    expect(await desk.take(event)).toMatchObject({ statusCode: 200 });
    expect(desk.said).toEqual([expect.stringMatching(/has changed since you saw it. Look again/)]);
    expect((await desk.stored(incident)).response.containment.state).toBe('proposed');
  });

  it('on an incident that is not kept any more says so', async () => {
    const { incident } = await approval();
    const gone = { ...incident, id: `${incident.fingerprint}-24h-gone` as typeof incident.id };
    await desk.take(signed(bodyOf(payloadOf(gone, 'dismiss')), desk.now));
    expect(desk.said).toEqual(['Nothing was decided: the incident is not kept any more.']);
  });
});

describe('a press by somebody who may not decide', () => {
  it('decides nothing, is counted, and they are told why', async () => {
    const incident = await desk.incident(STATES.proposed);
    const body = bodyOf(payloadOf(incident, 'approve', { member: 'U0EVE0666' }));
    expect(await desk.take(signed(body, desk.now))).toMatchObject({ statusCode: 200 });
    expect((await desk.stored(incident)).response.decisions).toEqual([]);
    expect(desk.counted).toEqual(['SlackDecisionsNotAllowed']);
    expect(desk.said).toEqual([expect.stringMatching(/not on the list/)]);
  });

  it('from another workspace decides nothing, though the member has the id of one who may', async () => {
    const incident = await desk.incident(STATES.proposed);
    const body = bodyOf(payloadOf(incident, 'approve', { team: 'T0OTHER01' }));
    expect(await desk.take(signed(body, desk.now))).toMatchObject({ statusCode: 403 });
    const { user, ...rest } = payloadOf(incident, 'approve');
    const guest = { ...rest, user: { ...user, team_id: 'T0OTHER01' } };
    expect(await desk.take(signed(bodyOf(guest), desk.now))).toMatchObject({ statusCode: 403 });
    expect((await desk.stored(incident)).response.decisions).toEqual([]);
    expect(desk.counted).toEqual(['SlackRequestsOfOtherWorkspaces', 'SlackRequestsOfOtherWorkspaces']);
  });

  it('is asked for no workspace where none is configured', async () => {
    desk.team = null;
    const incident = await desk.incident(STATES.proposed);
    const body = bodyOf(payloadOf(incident, 'approve', { team: 'T0OTHER01' }));
    expect(await desk.take(signed(body, desk.now))).toMatchObject({ statusCode: 200 });
    expect((await desk.stored(incident)).response.decisions).toHaveLength(1);
  });
});

describe('a request that Slack did not send', () => {
  type Change = (event: FunctionUrlEvent) => unknown;
  const header =
    (name: string, value: string | undefined): Change =>
    ({ headers, ...event }) => ({ ...event, headers: { ...headers, [name]: value } });
  const without =
    (name: string): Change =>
    ({ headers, ...event }) => ({
      ...event,
      headers: Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name)),
    });

  it.each<[string, Change, number, string]>([
    ['unsigned', without('x-slack-signature'), 401, 'SlackRequestsUnsigned'],
    ['without a time', without('x-slack-request-timestamp'), 401, 'SlackRequestsUnsigned'],
    ['with an empty signature', header('x-slack-signature', ''), 401, 'SlackRequestsUnsigned'],
    ['with a short one', header('x-slack-signature', 'v0=abc'), 401, 'SlackRequestsUnsigned'],
    ['of another version', header('x-slack-signature', `v1=${'a'.repeat(64)}`), 401, 'SlackRequestsUnsigned'],
    [
      'signed wrongly',
      header('x-slack-signature', `v0=${'a'.repeat(64)}`),
      401,
      'SlackRequestsWronglySigned',
    ],
    ['at a time that is no number', header('x-slack-request-timestamp', '1e9'), 401, 'SlackRequestsUnsigned'],
    ['of long ago', header('x-slack-request-timestamp', '1700000000'), 401, 'SlackRequestsOld'],
    ['of another time', header('x-slack-request-timestamp', '1800000001'), 401, 'SlackRequestsWronglySigned'],
    [
      'with another body',
      (event) => ({ ...event, body: `${event.body}&` }),
      401,
      'SlackRequestsWronglySigned',
    ],
    [
      'without a body',
      ({ headers }) => ({ headers, isBase64Encoded: false }),
      400,
      'SlackRequestsUnreadable',
    ],
    ['that is none of HTTP', () => ({ Records: [] }), 400, 'SlackRequestsUnreadable'],
    [
      'larger than any of Slack',
      (event) => ({ ...event, body: 'x'.repeat(LARGEST_BODY + 1) }),
      413,
      'SlackRequestsTooLarge',
    ],
  ])('%s: is refused and counted, and nothing of it is written', async (_, change, statusCode, metric) => {
    const { incident, event } = await approval();
    expect(await desk.take(change(event))).toEqual({ statusCode, body: '' });
    expect((await desk.stored(incident)).response.decisions).toEqual([]);
    expect(desk.counted).toEqual([metric]);
    expect(desk.told).toEqual([]);
    expect(JSON.stringify(desk.lines)).not.toContain(incident.id);
  });

  it('signed with another secret is refused', async () => {
    const { incident } = await approval();
    const event = signed(bodyOf(payloadOf(incident, 'approve')), desk.now, '0'.repeat(32));
    expect(await desk.take(event)).toMatchObject({ statusCode: 401 });
    expect(desk.counted).toEqual(['SlackRequestsWronglySigned']);
  });

  it('costs no look at the secret where it is unsigned, old or too large', async () => {
    const { event } = await approval();
    await desk.take(without('x-slack-signature')(event));
    await desk.take(header('x-slack-request-timestamp', '1700000000')(event));
    await desk.take({ ...event, body: 'x'.repeat(LARGEST_BODY + 1) });
    expect(desk.asked).toBe(0);
  });
});

describe('the time of a request', () => {
  it.each([
    [-301, 'SlackRequestsOld'],
    [-300, 'SlackDecisions'],
    [300, 'SlackDecisions'],
    [301, 'SlackRequestsOld'],
  ])('%d seconds from ours', async (seconds, metric) => {
    const incident = await desk.incident(STATES.none);
    await desk.take(signed(bodyOf(payloadOf(incident, 'suppress')), desk.now + seconds * 1000));
    expect(desk.counted).toEqual([metric]);
  });
});

describe('the same request once more', () => {
  it('is refused and counted, as soon as it is a second one and until it is too old', async () => {
    const { incident, event } = await approval();
    await desk.take(event);
    for (const later of [0, 1000, 298_000]) {
      desk.wait(later);
      expect(await desk.take(event)).toEqual({ statusCode: 403, body: '' });
    }
    desk.wait(2000);
    expect(await desk.take(event)).toMatchObject({ statusCode: 401 });
    expect(desk.counted.slice(1)).toEqual([
      ...Array.from({ length: 3 }, () => 'SlackRequestsReplayed'),
      'SlackRequestsOld',
    ]);
    expect((await desk.stored(incident)).response.decisions).toHaveLength(1);
  });

  it('ten times at once is one request', async () => {
    const { event } = await approval();
    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.take(event)));
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, ...Array(9).fill(403)]);
  });
});

describe('a signed request of another shape', () => {
  it('is refused, whatever is in it', async () => {
    const { incident } = await approval();
    const press = payloadOf(incident, 'approve');
    const [action] = press.actions;
    const shapes: object[] = [
      { ...press, type: 'view_submission' },
      { ...press, actions: [] },
      { ...press, actions: [action, action] },
      { ...press, actions: [{ ...action, action_id: 'approve' }] },
      { ...press, actions: [{ ...action, action_id: 'ldwatch_observe' }] },
      { ...press, actions: [{ ...action, value: 'v0/x/1/high/' }] },
      { ...press, actions: [{ ...action, value: `${action?.value}/more` }] },
      { ...press, actions: [{ ...action, value: 'v1/../1/high/' }] },
      { ...press, user: { id: 'ann' } },
      { ...press, user: null },
    ];
    for (const [index, shape] of shapes.entries()) {
      desk.wait(1000 * index);
      expect(await desk.take(signed(bodyOf(shape), desk.now))).toMatchObject({ statusCode: 400 });
    }
    for (const body of [
      '',
      'payload=',
      'payload=%7B',
      'payload=null',
      'ssl_check=1',
      `payload=${'['.repeat(9999)}`,
    ])
      expect(await desk.take(signed(body, desk.now))).toMatchObject({ statusCode: 400 });
    expect((await desk.stored(incident)).response.decisions).toEqual([]);
  });

  it('that wants an answer elsewhere than at Slack is decided, and nothing is sent there', async () => {
    const { incident } = await approval();
    for (const response_url of [
      'https://evil.example/actions/x',
      'http://hooks.slack.com/actions/x',
      'https://hooks.slack.com.evil.example/actions/x',
      'https://hooks.slack.com@evil.example/x',
      'https://hooks.slack.com:8443/x',
    ])
      await desk.take(signed(bodyOf({ ...payloadOf(incident, 'suppress'), response_url }), desk.now));
    expect(desk.told).toEqual([]);
    expect((await desk.stored(incident)).response.decisions).toHaveLength(1);
  });
});

describe('when something is down', () => {
  it('a secret that cannot be read, or is another one, is a failure that is counted', async () => {
    const { incident, event } = await approval();
    desk.secret = async () => Promise.reject(new Error('not today'));
    expect(await desk.take(event)).toEqual({ statusCode: 500, body: '' });
    expect(desk.counted).toEqual(['SlackActionFailures']);
    expect((await desk.stored(incident)).response.decisions).toEqual([]);
  });

  it('an answer that Slack does not take leaves the decision as it is', async () => {
    for (const takes of [
      async () => new Response('no', { status: 500 }),
      async () => Promise.reject(new Error()),
    ]) {
      const { incident, event } = await approval();
      desk.takes = takes;
      expect(await desk.take(event)).toMatchObject({ statusCode: 200 });
      expect((await desk.stored(incident)).response.decisions).toHaveLength(1);
    }
    expect(desk.counted).toContain('SlackAnswersUntold');
  });

  it('nothing is said where there is no time left for it', async () => {
    const { event } = await approval();
    const secret = desk.secret;
    desk.secret = async () => {
      desk.wait(2450);
      return secret();
    };
    expect(await desk.take(event)).toMatchObject({ statusCode: 200 });
    expect(desk.told).toEqual([]);
  });
});

it('answers far within the three seconds that Slack waits, with twenty people at once', async () => {
  const incident = await desk.incident(STATES.proposed);
  const started = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      desk.take(signed(bodyOf(payloadOf(incident, index % 2 === 0 ? 'approve' : 'dismiss')), desk.now)),
    ),
  );
  expect(performance.now() - started).toBeLessThan(2500);
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  expect(desk.counted.filter((metric) => metric === 'SlackDecisions')).toHaveLength(1);
  expect((await desk.stored(incident)).response.decisions).toHaveLength(1);
});
