/**
 * Runs a runbook as Automation would, without calling anything itself: what it wants done it yields, one request at a time,
 * and what came of it is handed back. Whoever drives it makes the calls, lets them fail, and decides who is next.
 */
import type { AutomationDocument } from '../../../cdk/runbooks/runbook.ts';
import type { LoopStep, RunbookStep } from '../../../cdk/runbooks/step.ts';
import { holds } from './condition.ts';
import { select } from './json-path.ts';
import { converted, resolve } from './references.ts';

/** What is to be done. */
export type Request =
  | {
      readonly kind: 'call';
      readonly step: string;
      readonly service: string;
      readonly api: string;
      readonly inputs: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'sleep'; readonly step: string; readonly seconds: number };

/** What came of it. */
export type Answer = { readonly ok: unknown } | { readonly error: string };

/** How a step went. */
export interface StepLog {
  readonly name: string;
  readonly status: 'Success' | 'Failed' | 'Exited';
  readonly message: string;
}

/** Where an automation stands. */
export type Status = 'InProgress' | 'Success' | 'Failed' | 'Cancelled';

/** A run: requests out, answers in. */
type Run<Result> = Generator<Request, Result, Answer>;

class StepFailed extends Error {}

/** Where the steps of a list, or of a round of a loop, end. */
type Ending =
  | { readonly to: 'end' }
  | { readonly to: 'abort' }
  /** A step beyond them. */
  | { readonly to: 'step'; readonly name: string };

/** What `aws:executeAutomation` and GetAutomationExecution need: the service with its documents and executions. */
export interface AutomationService {
  start(document: string, parameters: Readonly<Record<string, readonly string[]>>): Execution;
  now(): Date;
}

const POLL_SECONDS = 15;

function secondsOf(duration: string): number {
  const [, amount, unit] = /^PT(\d+)([SM])$/.exec(duration) ?? [];
  if (amount === undefined) throw new RangeError(`${duration} is no duration that the interpreter knows`);
  return Number(amount) * (unit === 'M' ? 60 : 1);
}

/** yyyy-MM-dd_HH.mm.ss (AWS: "Automation system variables"). */
function dateTime(now: Date): string {
  return now.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '.');
}

/** One automation. */
export class Execution {
  readonly id: string;
  readonly log: StepLog[] = [];
  status: Status = 'InProgress';
  private readonly document: AutomationDocument;
  private readonly service: AutomationService;
  private readonly known = new Map<string, unknown>();
  private criticalFailure = false;

  /** @throws RangeError where a parameter is missing, unknown or does not match its pattern, as StartAutomationExecution does */
  constructor(
    id: string,
    document: AutomationDocument,
    parameters: Readonly<Record<string, readonly string[]>>,
    service: AutomationService,
  ) {
    this.id = id;
    this.document = document;
    this.service = service;
    for (const name of Object.keys(parameters))
      if (!(name in document.parameters)) throw new RangeError(`there is no parameter ${name}`);
    for (const [name, parameter] of Object.entries(document.parameters)) {
      const value = parameters[name]?.[0] ?? parameter.default;
      if (value === undefined) throw new RangeError(`${name} is missing`);
      const pattern = parameter.type === 'Integer' ? '^-?[0-9]+$' : parameter.allowedPattern;
      if (!new RegExp(pattern).test(String(value))) throw new RangeError(`${name} can't be ${value}`);
      this.known.set(name, parameter.type === 'Integer' ? Number(value) : value);
    }
    this.known.set('automation:EXECUTION_ID', id);
    this.known.set('global:REGION', 'eu-central-1');
    this.known.set('global:ACCOUNT_ID', '111122223333');
  }

  /** An output of a step, if there is one. */
  output(name: string): unknown {
    return this.known.get(name);
  }

  /** Outputs that the document names, as far as there are any. */
  outputs(): Record<string, unknown> {
    return Object.fromEntries(
      this.document.outputs
        .filter((name) => this.known.has(name))
        .map((name) => [name, this.known.get(name)]),
    );
  }

  /** Ends it where it stands, as StopAutomationExecution does; whoever drives it asks it for nothing more. */
  cancel(): void {
    if (this.status === 'InProgress') this.status = 'Cancelled';
  }

  /** Runs it to its end. */
  *run(): Run<void> {
    const ending = yield* this.steps(this.document.mainSteps, this.document.mainSteps[0]?.name ?? '');
    if (ending.to === 'step') throw new RangeError(`there is no step ${ending.name}`);
    this.status = ending.to === 'abort' || this.criticalFailure ? 'Failed' : 'Success';
  }

  private *steps(steps: readonly RunbookStep[], first: string): Run<Ending> {
    let at = steps.findIndex(({ name }) => name === first);
    for (;;) {
      const step = steps[at];
      if (step === undefined) return { to: 'end' };
      const went = yield* this.step(step);
      if (went.to === 'end' || went.to === 'abort') return went;
      if (went.to === 'next') at += 1;
      else {
        const target = steps.findIndex(({ name }) => name === went.name);
        if (target === -1) return went;
        at = target;
      }
    }
  }

  private *step(step: RunbookStep): Run<Ending | { readonly to: 'next' }> {
    let jump: Ending | null = null;
    for (let attempt = 1; ; attempt += 1) {
      try {
        jump = yield* this.attempt(step);
        break;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (attempt < (step.maxAttempts ?? 1)) continue;
        return this.failed(step, error.message);
      }
    }
    this.log.push({
      name: step.name,
      status: jump === null || step.action === 'aws:branch' ? 'Success' : 'Exited',
      message: '',
    });
    if (jump !== null) return jump;
    if (step.isEnd === true) return { to: 'end' };
    return step.nextStep === undefined ? { to: 'next' } : { to: 'step', name: step.nextStep };
  }

  private failed(step: RunbookStep, message: string): Ending | { readonly to: 'next' } {
    this.log.push({ name: step.name, status: 'Failed', message });
    const onFailure = step.onFailure ?? 'Abort';
    // Only where it is not said, Continue makes it uncritical.
    if (step.isCritical ?? onFailure !== 'Continue') this.criticalFailure = true;
    if (onFailure === 'Abort') return { to: 'abort' };
    if (step.isEnd === true) return { to: 'end' };
    if (onFailure === 'Continue')
      return step.nextStep === undefined ? { to: 'next' } : { to: 'step', name: step.nextStep };
    return { to: 'step', name: onFailure.slice('step:'.length) };
  }

  /** @returns where it leads by itself; null for the step behind it */
  private *attempt(step: RunbookStep): Run<Ending | null> {
    this.known.set('global:DATE_TIME', dateTime(this.service.now()));
    switch (step.action) {
      case 'aws:executeAwsApi': {
        const answer = yield* this.call(step.name, step.inputs);
        for (const { Name, Selector, Type } of step.outputs ?? []) {
          const selected = select(answer, Selector);
          if (selected.found) this.known.set(`${step.name}.${Name}`, converted(selected.value, Type));
        }
        return null;
      }
      case 'aws:assertAwsResourceProperty':
      case 'aws:waitForAwsResourceProperty':
        return yield* this.property(step);
      case 'aws:branch': {
        const chosen = step.inputs.Choices.find((choice) => holds(choice, this.known));
        return { to: 'step', name: chosen?.NextStep ?? step.inputs.Default };
      }
      case 'aws:sleep':
        yield { kind: 'sleep', step: step.name, seconds: secondsOf(step.inputs.Duration) };
        return null;
      case 'aws:loop':
        return yield* this.loop(step);
      case 'aws:executeAutomation': {
        const inputs = resolve(step.inputs, this.known) as typeof step.inputs;
        const child = this.service.start(inputs.DocumentName, inputs.RuntimeParameters);
        yield* child.run();
        if (child.status !== 'Success')
          throw new StepFailed(`${inputs.DocumentName} ended as ${child.status}`);
        return null;
      }
      case 'aws:runCommand': {
        const inputs = resolve(step.inputs, this.known) as typeof step.inputs;
        const answer = yield { kind: 'call', step: step.name, service: 'ssm', api: 'SendCommand', inputs };
        if ('error' in answer) throw new StepFailed(answer.error);
        for (const [name, value] of Object.entries(answer.ok ?? {}))
          this.known.set(`${step.name}.${name}`, value);
        return null;
      }
    }
  }

  private *call(step: string, written: Readonly<Record<string, unknown>>): Run<unknown> {
    const { Service, Api, ...inputs } = resolve(written, this.known) as Record<string, unknown>;
    const answer: Answer = yield {
      kind: 'call',
      step,
      service: String(Service),
      api: String(Api),
      inputs,
    };
    if ('error' in answer) throw new StepFailed(answer.error);
    return answer.ok;
  }

  private *property(step: Extract<RunbookStep, { inputs: { PropertySelector: string } }>): Run<null> {
    const { PropertySelector, DesiredValues, ...call } = step.inputs;
    const desired = resolve(DesiredValues, this.known) as string[];
    const until = step.timeoutSeconds ?? 3600;
    for (let waited = 0; ; waited += POLL_SECONDS) {
      const selected = select(yield* this.call(step.name, call), PropertySelector);
      const value = selected.found ? String(selected.value) : 'nothing';
      if (desired.includes(value)) return null;
      if (step.action === 'aws:assertAwsResourceProperty' || waited >= until)
        throw new StepFailed(`${PropertySelector} is ${value}, not ${desired.join(' or ')}`);
      yield { kind: 'sleep', step: step.name, seconds: POLL_SECONDS };
    }
  }

  private *loop({ name, inputs }: LoopStep): Run<Ending | null> {
    const values = resolve(inputs.Iterators, this.known);
    // What the service makes of an empty list is not documented: here it fails, which every loop has to stand.
    if (!Array.isArray(values) || values.length === 0)
      throw new StepFailed('Iterators is no list with something in it');
    // AWS: "The maximum number of iterators is 100".
    if (values.length > 100) throw new StepFailed('Iterators has more than 100 values');
    for (const [at, value] of values.entries()) {
      this.known.set(`${name}.CurrentIteratorValue`, value);
      this.known.set(`${name}.CurrentIteration`, at + 1);
      // Outputs of the round before are still there: nothing in a loop may rest on a step that failed in this one.
      const ending = yield* this.steps(inputs.Steps, inputs.Steps[0]?.name ?? '');
      if (ending.to !== 'end') return ending;
    }
    return null;
  }
}
