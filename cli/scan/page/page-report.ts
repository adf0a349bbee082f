/** Gathers what a page shows while the logs are read, and writes the page at the end. */
import type { Finding } from '../../../shared/detection/finding.ts';
import type { ShownCommand } from '../../../shared/login/shown-command.ts';
import { LoginHistory } from '../login-history.ts';
import type { Report } from '../report.ts';
import { type Behaviour, Behaviours } from './behaviours.ts';
import { ProcessHistory } from './process-history.ts';
import { RawRecords } from './raw-records.ts';
import { scanPage } from './scan-page.ts';
import type { ShownFinding } from './shown-finding.ts';
import { TimeBins } from './time-bins.ts';

/** Other events that a finding rests on whose records are shown. */
const MOST_RELATED = 3;

interface Neighbours {
  readonly before: readonly ShownCommand[];
  readonly after: readonly ShownCommand[];
}

/** One page with everything that was found. */
export function pageReport(
  write: (page: string) => void = (page) => void process.stdout.write(page),
): Report {
  const times = new TimeBins();
  const behaviours = new Behaviours();
  const records = new RawRecords();
  const processes = new ProcessHistory();
  const around = new Map<Behaviour, Pick<ShownFinding, 'kin' | 'records'>>();
  const neighbours = new Map<Behaviour, Neighbours>();
  const waiting = new Map<Finding, Behaviour>();
  const history = new LoginHistory(({ finding, before, after }) => {
    const behaviour = waiting.get(finding);
    waiting.delete(finding);
    // A copy: its texts are slices, which would keep arguments of megabytes.
    if (behaviour !== undefined) neighbours.set(behaviour, structuredClone({ before, after }));
  });
  const recordsOf = ({ event, relatedEventIds }: Finding) =>
    [event.sourceEventId, ...relatedEventIds.slice(0, MOST_RELATED)].flatMap(
      (id) => records.of(event.host, id) ?? [],
    );
  return {
    line: (line) => records.line(line),
    execution: (event) => {
      history.execution(event);
      processes.execution(event);
    },
    finding: (finding) => {
      times.add(finding.event.time, finding.severity);
      const behaviour = behaviours.add(finding);
      if (behaviour === null) return;
      around.set(behaviour, { kin: processes.watch(finding.event), records: recordsOf(finding) });
      waiting.set(finding, behaviour);
      history.finding(finding);
    },
    end: (counts, inputs) => {
      history.flush();
      const findings = behaviours.list().flatMap((behaviour): ShownFinding[] => {
        const known = around.get(behaviour);
        if (known === undefined) return [];
        return [{ behaviour, ...known, ...(neighbours.get(behaviour) ?? { before: [], after: [] }) }];
      });
      write(scanPage({ counts, inputs, times, findings, leftOut: behaviours.leftOut }));
    },
  };
}
