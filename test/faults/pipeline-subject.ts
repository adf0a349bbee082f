/** The pipeline as a system under test: the functions' own code, with faults at every call that it makes. */
import { LocalPipeline } from '../../cli/demo/local-pipeline.ts';
import type { LogEvent, LogEvents } from '../../shared/telemetry/cloudwatch-logs.ts';
import type { Faults } from './faults.ts';
import type { MakeSubject, Outcome, Subject } from './harness.ts';
import { essence, ORIGIN } from './recording.ts';
import { emptyTable, incidentsOf } from './table-contents.ts';

/** One table for all runs, emptied before each. */
export class PipelineSubjects {
  private readonly faults: { current: Faults | null };
  private readonly pipeline: LocalPipeline;

  private constructor(pipeline: LocalPipeline, faults: { current: Faults | null }) {
    this.pipeline = pipeline;
    this.faults = faults;
  }

  /** @param now - milliseconds since 1970, for all of it */
  static async start(now: number): Promise<PipelineSubjects> {
    const faults: { current: Faults | null } = { current: null };
    const pipeline = await LocalPipeline.start({
      now: () => now,
      fate: (call, effect) => (faults.current === null ? effect() : faults.current.fate(call, effect)),
    });
    return new PipelineSubjects(pipeline, faults);
  }

  async stop(): Promise<void> {
    await this.pipeline.stop();
  }

  /** @param events - the log, of which `deliveries` are the pieces */
  making(events: readonly LogEvent[], deliveries: readonly LogEvents[]): MakeSubject {
    return async (faults) => {
      const { pipeline } = this;
      this.faults.current = null;
      await emptyTable(pipeline.local);
      pipeline.reset();
      pipeline.hostLog.put(ORIGIN, events);
      this.faults.current = faults;
      return this.subject(deliveries);
    };
  }

  private subject(deliveries: readonly LogEvents[]): Subject {
    const { pipeline } = this;
    return {
      deliver: async (index) => {
        const delivery = deliveries[index];
        if (delivery !== undefined) await pipeline.deliver(delivery);
      },
      work: async () => (await pipeline.publishNext()) || (await pipeline.answerNext()),
      restart: () => pipeline.restart(),
      outcome: async () => {
        this.faults.current = null;
        return this.outcome();
      },
    };
  }

  private async outcome(): Promise<Outcome> {
    const incidents = await incidentsOf(this.pipeline.local);
    if (this.pipeline.deadLetters.length > 0) throw new Error('a message was given up');
    return {
      incidents: new Map(incidents.map((incident) => [incident.id, essence(incident)])),
      generations: new Map(incidents.map(({ id, generation }) => [id, generation])),
      told: this.pipeline.topic.published.map(({ body, attributes: { incident, generation } }) => ({
        what: `${incident} generation ${generation}`,
        text: body,
      })),
    };
  }
}
