/** Automation itself, as far as runbooks need it: documents, executions, a clock, and somebody who makes the calls. */
import type { AutomationDocument } from '../../cdk/runbooks/runbook.ts';
import { type Answer, type AutomationService, Execution, type Request } from './interpreter/execution.ts';

/** Makes a call; the place for faults. */
export type Caller = (request: Extract<Request, { kind: 'call' }>) => Promise<Answer>;

/** A started automation, to be driven request by request. */
export class Started {
  readonly execution: Execution;
  private readonly run: Generator<Request, void, Answer>;
  private readonly service: Automation;
  private answer: Answer = { ok: null };

  constructor(execution: Execution, service: Automation) {
    this.execution = execution;
    this.run = execution.run();
    this.service = service;
  }

  /** Goes to the next request and does it. @returns whether there was one */
  async advance(): Promise<boolean> {
    if (this.execution.status !== 'InProgress') return false;
    const { done, value } = this.run.next(this.answer);
    if (done) return false;
    this.answer = await this.service.answer(value);
    return true;
  }

  /** Goes to its end. */
  async finish(): Promise<Execution> {
    while (await this.advance());
    return this.execution;
  }
}

/** The service. */
export class Automation implements AutomationService {
  readonly calls: { service: string; api: string }[] = [];
  private readonly documents: ReadonlyMap<string, AutomationDocument>;
  private readonly caller: Caller;
  private readonly executions = new Map<string, Execution>();
  private time = Date.UTC(2026, 10, 24, 18);

  constructor(documents: ReadonlyMap<string, AutomationDocument>, caller: Caller) {
    this.documents = documents;
    this.caller = caller;
  }

  now(): Date {
    return new Date(this.time);
  }

  start(name: string, parameters: Readonly<Record<string, readonly string[]>>): Execution {
    const document = this.documents.get(name);
    if (document === undefined) throw new RangeError(`there is no document ${name}`);
    const id = `00000000-0000-4000-8000-${String(this.executions.size + 1).padStart(12, '0')}`;
    const execution = new Execution(id, document, parameters, this);
    this.executions.set(id, execution);
    return execution;
  }

  /** As `start`, to be driven. */
  begin(name: string, parameters: Readonly<Record<string, string>>): Started {
    const lists = Object.entries(parameters).map(([key, value]) => [key, [value]]);
    return new Started(this.start(name, Object.fromEntries(lists)), this);
  }

  /** Starts one and drives it to its end. */
  async run(name: string, parameters: Readonly<Record<string, string>>): Promise<Execution> {
    return this.begin(name, parameters).finish();
  }

  async answer(request: Request): Promise<Answer> {
    if (request.kind === 'sleep') {
      this.time += request.seconds * 1000;
      return { ok: null };
    }
    const { service, api, inputs } = request;
    this.calls.push({ service, api });
    if (service === 'ssm' && api === 'GetAutomationExecution') return this.described(inputs);
    return this.caller(request);
  }

  private described({ AutomationExecutionId: id }: Readonly<Record<string, unknown>>): Answer {
    const execution = this.executions.get(String(id));
    return execution === undefined
      ? { error: 'AutomationExecutionNotFoundException' }
      : { ok: { AutomationExecution: { AutomationExecutionStatus: execution.status } } };
  }
}
