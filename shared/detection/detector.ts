/**
 * Executions in, findings out: judges each in the light of what is remembered of its host. Feed it in the order in
 * which things happened (EventOrder).
 */

import { BoundedMap } from '../bounded-map.ts';
import type { ExecEvent, TelemetryEvent } from '../telemetry/exec-event.ts';
import { type ExecShape, shapeOf } from './exec-shape.ts';
import { judgeLoader, type LoaderVerdict } from './execute.ts';
import type { Finding } from './finding.ts';
import { HostMemory } from './host-memory.ts';
import { judgeInjection } from './inject.ts';
import { judgeInterpreter } from './interpreter.ts';
import { learn } from './learn.ts';
import { type LoaderUse, loaderUse } from './loader-use.ts';
import { judgeStaging } from './stage.ts';
import { renamingsOf } from './staging.ts';
import { Suspicions } from './suspicions.ts';

/** Hosts that are remembered at a time. */
const MOST_HOSTS = 1024;

/** What one execution led to. */
export interface Judgement {
  /** Of this execution, or of an earlier one that it decided. */
  readonly findings: readonly Finding[];
  /** A loader was executed and ran nothing: `ldd`, `--verify`, `no-program` …; null for anything else. */
  readonly inspected: string | null;
}

const NOTHING: Judgement = { findings: [], inspected: null };

interface WatchedHost {
  readonly memory: HostMemory;
  readonly suspicions: Suspicions;
}

/** Judges the executions of any number of hosts. */
export class Detector {
  private readonly hosts = new BoundedMap<string, WatchedHost>(MOST_HOSTS);
  /** Findings that waited on a host which was forgotten meanwhile. */
  private leftBehind: Finding[] = [];

  private readonly recall: (host: string, memory: HostMemory) => void;

  /** @param recall - fills the memory of a host that is seen for the first time with what was known of it before */
  constructor(recall: (host: string, memory: HostMemory) => void = () => undefined) {
    this.recall = recall;
  }

  /** Judges one execution, or takes note of a failed one. */
  judge(event: TelemetryEvent): Judgement {
    const host = this.hostOf(event.host);
    if (event.type === 'exec-failure') {
      host.memory.ldd.observeFailure(event);
      return NOTHING;
    }
    const decided: Finding[] = host.suspicions.observe(event);
    if (this.leftBehind.length > 0) decided.push(...this.leftBehind.splice(0));
    const shape = shapeOf(event);
    const use = loaderUse(event, shape, host.memory);
    const judgement =
      use === null ? this.judgeOther(event, shape, host) : this.judgeUse(event, shape, use, host);
    return decided.length === 0 ? judgement : { ...judgement, findings: [...decided, ...judgement.findings] };
  }

  /** Nothing more will come: gives the findings that were still waiting for more. */
  flush(): readonly Finding[] {
    return [...this.leftBehind, ...[...this.hosts.values()].flatMap(({ suspicions }) => suspicions.flush())];
  }

  private judgeUse(
    event: ExecEvent,
    shape: ExecShape,
    use: LoaderUse,
    { memory, suspicions }: WatchedHost,
  ): Judgement {
    const verdict = judgeLoader(event, shape, use);
    const judgement = this.decide(event, use, verdict, memory, suspicions);
    learn(event, shape, use, [], memory);
    return judgement;
  }

  private decide(
    event: ExecEvent,
    use: LoaderUse,
    verdict: LoaderVerdict,
    memory: HostMemory,
    suspicions: Suspicions,
  ): Judgement {
    if (verdict.verdict === 'inspect') {
      if (verdict.what === '--verify') memory.ldd.observeVerify(event);
      return { findings: [], inspected: verdict.what };
    }
    if (use.evidence === 'name' && memory.ldd.takeTrace(event)) {
      suspicions.addTrace(event, verdict.finding);
      return { findings: [], inspected: 'ldd' };
    }
    const finding = verdict.finding();
    if (use.evidence !== 'circumstances' && use.evidence !== 'memory')
      return { findings: [finding], inspected: null };
    const pushedOut = suspicions.addGuess(finding);
    return pushedOut === null ? NOTHING : { findings: [pushedOut], inspected: null };
  }

  private judgeOther(event: ExecEvent, shape: ExecShape, { memory }: WatchedHost): Judgement {
    const renamings = renamingsOf(event);
    const staged = renamings.length === 0 ? [] : judgeStaging(event, renamings, memory);
    const interpreter = judgeInterpreter(event, shape);
    const injection = judgeInjection(event, shape);
    learn(event, shape, null, renamings, memory);
    if (staged.length === 0 && interpreter === null && injection === null) return NOTHING;
    const others = [interpreter, injection].filter((finding) => finding !== null);
    return { findings: [...staged, ...others], inspected: null };
  }

  /** The host's memory; one that has to make room for it tells what was still waiting there. */
  private hostOf(name: string): WatchedHost {
    const known = this.hosts.get(name);
    if (known !== undefined) {
      // Where it gets crowded, the host that was silent for longest has to go.
      if (this.hosts.size > MOST_HOSTS / 2) this.hosts.set(name, known);
      return known;
    }
    const host = { memory: new HostMemory(), suspicions: new Suspicions() };
    this.recall(name, host.memory);
    const evicted = this.hosts.set(name, host);
    if (evicted !== undefined) this.leftBehind.push(...evicted.suspicions.flush());
    return host;
  }
}
