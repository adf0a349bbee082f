/**
 * What a press of a button in Slack does: who sent it is checked, then who pressed, then it is decided like every other
 * decision. Everything in a request is anybody's until its signature is checked.
 */
import { metricLine } from '../../shared/aws/metric-line.ts';
import type { SeenRequests } from '../../shared/aws/seen-requests.ts';
import { decisionId } from '../../shared/response/decision-id.ts';
import type { DecisionRecorder, Recorded } from '../../shared/response/decision-recorder.ts';
import type { PrivateAnswers, ResponseUrl } from '../../shared/slack/response-url.ts';
import { checkSignature } from '../../shared/slack/signature.ts';
import { answerMessage, NOT_ALLOWED, sentenceFor } from './answer.ts';
import { type HttpAnswer, requestOf } from './http-request.ts';
import { type Press, pressOf } from './press.ts';

/** Milliseconds after which Slack must have its answer: it waits for three seconds, and is some way off. */
const ANSWERED_WITHIN = 2500;
/** Milliseconds that telling whoever pressed may take. */
const LONGEST_SAY = 1000;
const SHORTEST_SAY = 100;

/** Why a request is refused: what HTTP says of it, and the metric that counts it. */
const REFUSED = {
  unreadable: { statusCode: 400, metric: 'SlackRequestsUnreadable' },
  'too-large': { statusCode: 413, metric: 'SlackRequestsTooLarge' },
  unsigned: { statusCode: 401, metric: 'SlackRequestsUnsigned' },
  old: { statusCode: 401, metric: 'SlackRequestsOld' },
  'wrong-signature': { statusCode: 401, metric: 'SlackRequestsWronglySigned' },
  replayed: { statusCode: 403, metric: 'SlackRequestsReplayed' },
  'other-workspace': { statusCode: 403, metric: 'SlackRequestsOfOtherWorkspaces' },
} as const;

const OUTCOMES: Readonly<Record<Recorded['outcome'], string>> = {
  decided: 'SlackDecisions',
  repeated: 'SlackDecisionsRepeated',
  refused: 'SlackDecisionsRefused',
  'unknown-incident': 'SlackDecisionsRefused',
};

/** What it works with. */
export interface SlackActionSurroundings {
  /** @throws Error where it can't be read */
  readonly secret: () => Promise<string>;
  readonly seen: SeenRequests;
  readonly decisions: Pick<DecisionRecorder, 'record'>;
  readonly answers: Pick<PrivateAnswers, 'say'>;
  /** Slack's ids of the members who may decide. */
  readonly approvers: ReadonlySet<string>;
  /** Slack's id of the workspace; null for whichever the app is installed in. */
  readonly team: string | null;
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Takes presses of buttons. */
export class SlackAction {
  private readonly surroundings: SlackActionSurroundings;

  constructor(surroundings: SlackActionSurroundings) {
    this.surroundings = surroundings;
  }

  /** @returns what Slack is answered; nothing is thrown, because nobody would try again */
  async handle(event: unknown): Promise<HttpAnswer> {
    const started = this.surroundings.now();
    try {
      const press = await this.checked(event, started);
      if (typeof press === 'string') return this.refuse(press);
      await this.say(press.responseUrl, await this.decide(press), started);
      return { statusCode: 200, body: '' };
    } catch (error) {
      this.report('SlackActionFailures', { error: String(error) });
      return { statusCode: 500, body: '' };
    }
  }

  /** The press, or why the request is none that may be listened to. */
  private async checked(event: unknown, now: number): Promise<Press | keyof typeof REFUSED> {
    const { secret, seen, team } = this.surroundings;
    const request = requestOf(event);
    if (request === null) return 'unreadable';
    if (request === 'too-large') return request;
    const check = await checkSignature(request, secret, now);
    if (check !== 'signed') return check;
    // What is signed anew, as Slack does where it tries again, is another request, and the decision the same.
    if (!(await seen.isFirst(request.signature ?? ''))) return 'replayed';
    const press = pressOf(request.body);
    if (press === null) return 'unreadable';
    const isHere = team === null || (press.teams.length > 0 && press.teams.every((one) => one === team));
    return isHere ? press : 'other-workspace';
  }

  /** What whoever pressed has to be told. */
  private async decide({ button, member, actionTs }: Press): Promise<string> {
    const { decisions, approvers, now } = this.surroundings;
    const { kind, incident, generation, severity, offer } = button;
    const details = { decision: kind, incident, generation, member };
    if (!approvers.has(member)) {
      this.report('SlackDecisionsNotAllowed', details);
      return NOT_ALLOWED;
    }
    const recorded = await decisions.record(incident, {
      id: decisionId(['slack', member, actionTs, kind, incident]),
      kind,
      by: { via: 'slack', who: member },
      at: now(),
      seen: { severity, offer },
    });
    const because = recorded.outcome === 'refused' ? { refused: recorded.kind } : {};
    this.report(OUTCOMES[recorded.outcome], { ...details, outcome: recorded.outcome, ...because });
    return sentenceFor(recorded);
  }

  /** As far as there is time for it: what was decided is decided, and the thread tells it. */
  private async say(url: ResponseUrl | null, sentence: string, started: number): Promise<void> {
    const left = Math.min(LONGEST_SAY, started + ANSWERED_WITHIN - this.surroundings.now());
    if (url === null || left < SHORTEST_SAY) return;
    const isTold = await this.surroundings.answers.say(url, answerMessage(sentence), left);
    if (!isTold) this.report('SlackAnswersUntold', {});
  }

  /** Nothing that came in a request is written: whoever sends it is not known. */
  private refuse(why: keyof typeof REFUSED): HttpAnswer {
    const { statusCode, metric } = REFUSED[why];
    this.report(metric, { refused: why });
    return { statusCode, body: '' };
  }

  private report(metric: string, details: Record<string, unknown>): void {
    this.surroundings.log(metricLine({ metrics: { [metric]: 1 }, details }, this.surroundings.now()));
  }
}
