/**
 * `npm run bench`: what ldwatch costs. Prints, on this machine, over the recordings in test/corpus:
 *
 *  - the time for the whole of (gunzip, JSON.parse, parse, judge) of CloudWatch-shaped payloads, divided by that of
 *    (gunzip, JSON.parse) alone;
 *  - the detecting function's own time for 1,000 log events, unpacking included, its calls left out;
 *  - for each format, the time for reading and judging a recording's executions as that format tells them, divided by that
 *    of JSON.parse of the same bytes (of Sysmon's, which are XML: of the same fields as JSON), both in time of the thread alone;
 *  - the largest resident memory of `ldwatch scan` reading an audit log of one gigabyte (`--quick`: 64 MiB).
 */
import { readLines } from '../corpus/recordings.ts';
import { RENDERERS } from '../telemetry/formats/renderers.ts';
import { executionsIn, measureFormat, withSurroundings } from './formats.ts';
import { measureHandler } from './handler-time.ts';
import { measureMemory } from './memory.ts';
import { measureThroughput } from './throughput.ts';

const quick = process.argv.includes('--quick');
const MiB = 1024 * 1024;

for (const name of ['extended', 'crowd']) {
  const lines = readLines(name);
  const measured = measureThroughput(lines, quick ? 3 : 21);
  const perThousand = ((measured.wholeMs - measured.unpackMs) / measured.executions) * 1000;
  console.log(
    `${name}: ${lines.length} records, ${measured.executions} executions, ${measured.findings} findings`,
  );
  console.log(`  gunzip + JSON.parse   ${measured.unpackMs.toFixed(1)} ms`);
  console.log(
    `  with parse and judge  ${measured.wholeMs.toFixed(1)} ms (${perThousand.toFixed(2)} ms more per 1,000 executions)`,
  );
  console.log(`  ratio                 ${measured.ratio.toFixed(2)}`);
  const { ms, logEvents, executions, findings, asked } = await measureHandler(lines, quick ? 3 : 21);
  console.log(
    `  detect's handler      ${((ms / logEvents) * 1000).toFixed(2)} ms per 1,000 log events, ${((ms / executions) * 1000).toFixed(2)} ms per 1,000 executions (${findings} findings at once, ${asked} asked again)`,
  );
}

const happened = withSurroundings(executionsIn(readLines('crowd')));
console.log('reading and judging, divided by JSON.parse of the same bytes:');
for (const [format, render] of Object.entries(RENDERERS)) {
  const { executions, bytes, parseMs, wholeMs, ratio } = measureFormat(render, happened, quick ? 3 : 11);
  const size = `${executions} executions, ${(bytes / MiB).toFixed(1)} MiB`;
  console.log(
    `  ${format.padEnd(9)} ${ratio.toFixed(2)}  (${size}: ${wholeMs.toFixed(1)} ms, JSON.parse ${parseMs.toFixed(1)} ms)`,
  );
}

const size = quick ? 64 * MiB : 1024 * MiB;
const { bytes, seconds, peakMiB } = await measureMemory(readLines('crowd'), size);
console.log(
  `scan of ${(bytes / MiB).toFixed(0)} MiB of audit log: ${seconds.toFixed(1)} s (${(bytes / MiB / seconds).toFixed(0)} MiB/s), largest resident memory ${peakMiB.toFixed(0)} MiB`,
);
