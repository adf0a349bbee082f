/**
 * Answers what a first look had to leave open: puts executions together whose records were cut apart, reads the log
 * around what it is asked about, and judges as a scan of the whole log would. What still can't be known alerts.
 */
import type { CutEventStore } from '../../shared/aws/dynamo-cut-events.ts';
import type { HostFactStore } from '../../shared/aws/dynamo-host-facts.ts';
import type { HostLog, LogExcerpt } from '../../shared/aws/host-log.ts';
import type { LogStreams } from '../../shared/aws/log-streams.ts';
import { metricLine } from '../../shared/aws/metric-line.ts';
import type { Finding } from '../../shared/detection/finding.ts';
import type { HostFact } from '../../shared/detection/host-facts.ts';
import { judgeInContext } from '../../shared/detection/in-context.ts';
import type { ReportRequest, SettleRequest } from '../../shared/detection/settle-request.ts';
import type { IncidentRecorder } from '../../shared/incident/recorder.ts';
import { type FindingSnapshot, snapshotOf } from '../../shared/incident/snapshot.ts';
import type { Origin } from '../../shared/telemetry/origin.ts';
import { answerBySelf, answerInContext, factsFrom, isWhole, type Question, questionsOf } from './question.ts';
import { findingsOfReport } from './runtime-report.ts';

/** Milliseconds of the log that are read before and after: a program that lives on shows it within ten seconds. */
const LOOK_BACK = 5 * 60_000;
const LOOK_AHEAD = 15_000;
/** Deliveries of a request until records that can't be found are given up. */
const MOST_ATTEMPTS = 3;

const NOTHING_READ: LogExcerpt = { readable: true, lines: [] };

/** What the function works with. */
export interface SettleSurroundings {
  readonly recorder: Pick<IncidentRecorder, 'record'>;
  readonly cuts: Pick<CutEventStore, 'load' | 'decide'>;
  readonly facts: HostFactStore;
  readonly hostLog: HostLog;
  readonly streams: LogStreams;
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The answers to one request. */
export interface Answers {
  readonly origin: Origin;
  readonly found: ReadonlyMap<Question, readonly Finding[]>;
  /** The log around what needed it. */
  readonly wasRead: boolean;
}

/** What a report of GuardDuty led to. */
export interface Reported {
  readonly reported: readonly FindingSnapshot[];
}

/** Answers questions. */
export class Settle {
  private readonly surroundings: SettleSurroundings;

  constructor(surroundings: SettleSurroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Finds the answers to one request.
   *
   * @param attempt - how often it was delivered, from 1 on
   * @returns null where it has to be asked again later, because records may still come
   * @throws what a store or the log throws, so that it is delivered again
   */
  async judge(request: SettleRequest | ReportRequest, attempt: number): Promise<Answers | Reported | null> {
    if ('guardDuty' in request) return this.judgeReport(request);
    const { origin } = request;
    const questions = await questionsOf(request, this.surroundings.cuts);
    const facts = await this.factsOf(origin, questions);
    const found = new Map<Question, readonly Finding[]>();
    const open: Question[] = [];
    for (const question of questions) {
      const answer = answerBySelf(question, facts);
      if (answer === null) open.push(question);
      else found.set(question, answer);
    }
    const excerpt = await this.excerptAround(origin, open);
    if (!excerpt.readable && !open.every(isWhole) && attempt < MOST_ATTEMPTS) return null;
    const whole = open.flatMap((question) =>
      question.event !== null && isWhole(question) ? [question.event] : [],
    );
    const context = excerpt.readable ? judgeInContext(excerpt.lines, facts, whole) : null;
    const unread = excerpt.readable ? 'it does not hold it' : excerpt.why;
    for (const question of open) found.set(question, answerInContext(question, context, facts, unread));
    for (const question of questions)
      await this.surroundings.facts.remember(
        { origin, name: question.host },
        factsFrom(question, context, facts),
      );
    this.report(origin, questions, [...found.values()].flat().length, excerpt);
    return { origin, found, wasRead: context !== null };
  }

  /**
   * Keeps what was found, of any number of requests at once: a burst over many hosts is one write of its incident.
   *
   * @throws what a store throws: then all of them have to be asked again
   */
  async keep(all: readonly (Answers | Reported)[]): Promise<void> {
    const { cuts, recorder } = this.surroundings;
    const answers = all.filter((one) => 'found' in one);
    const reported = all.flatMap((one) => ('reported' in one ? one.reported : []));
    const found = answers.flatMap(({ origin, found: byQuestion }) =>
      [...byQuestion].flatMap(([question, findings]) => snapshots(question, findings, origin)),
    );
    await recorder.record([...found, ...reported]);
    // Only after what they led to is kept: until then they have to be found again.
    for (const { found, wasRead } of answers)
      for (const [question, findings] of found) {
        const { key } = question;
        // Without its log the rest may still come, and then needs what is here.
        const isOver = findings.length > 0 || isWhole(question) || wasRead;
        if (key !== null && isOver) await cuts.decide(key, findings.length > 0, question.kept);
      }
  }

  private async judgeReport({ guardDuty }: ReportRequest): Promise<Reported> {
    const reported = await findingsOfReport(guardDuty, this.surroundings);
    const metrics = {
      Reports: 1,
      ReportsInLog: reported.filter(({ format }) => format !== 'guardduty').length,
    };
    this.surroundings.log(metricLine({ metrics, details: {} }, this.surroundings.now()));
    return { reported };
  }

  private async factsOf(origin: Origin, questions: readonly Question[]) {
    const facts = new Map<string, readonly HostFact[]>();
    for (const name of new Set(questions.map(({ host }) => host)))
      facts.set(name, await this.surroundings.facts.recall({ origin, name }));
    return facts;
  }

  private async excerptAround(origin: Origin, open: readonly Question[]): Promise<LogExcerpt> {
    if (open.length === 0) return NOTHING_READ;
    const times = open.map(({ at }) => at);
    const from = Math.min(...times) - LOOK_BACK;
    return this.surroundings.hostLog.between(origin, from, Math.max(...times) + LOOK_AHEAD);
  }

  private report(origin: Origin, questions: readonly Question[], findings: number, excerpt: LogExcerpt) {
    const cut = questions.filter(({ key }) => key !== null).length;
    const unread = excerpt.readable ? {} : { unread: excerpt.why };
    const metrics = {
      Settled: questions.length,
      SettledCut: cut,
      Findings: findings,
      Unread: excerpt.readable ? 0 : 1,
    };
    this.surroundings.log(
      metricLine({ metrics, details: { ...origin, ...unread } }, this.surroundings.now()),
    );
  }
}

/** Findings with the pointer of their delivery, which an excerpt of the log does not have. */
function snapshots({ pointer }: Question, findings: readonly Finding[], origin: Origin) {
  return findings.map((finding) => snapshotOf({ ...finding, event: { ...finding.event, pointer } }, origin));
}
