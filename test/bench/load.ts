/**
 * Prints what a flood of one behaviour costs: ten thousand identical executions of one host within a minute, delivered
 * every five seconds, through the functions' own code over a local table. `npm run load`.
 */
import { LocalPipeline } from '../../cli/demo/local-pipeline.ts';
import { recordOf } from '../../shared/aws/incident-item.ts';
import type { LogEvent } from '../../shared/telemetry/cloudwatch-logs.ts';
import { incidentsOf, itemsOf } from '../faults/table-contents.ts';

const EXECUTIONS = 10_000;
const DELIVERIES = 12;
const MINUTE = 60_000;
const START = 1_795_400_000_000;
const ORIGIN = {
  account: '111122223333',
  logGroup: '/var/log/audit/audit.log',
  logStream: 'i-0123456789abcdef0',
};
const LOADER = '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2';

/** The records of one execution, as auditd writes them. */
function records(index: number, argv: readonly string[]): string[] {
  const time = START + Math.floor((index * MINUTE) / EXECUTIONS);
  const id = `${(time / 1000).toFixed(3)}:${1000 + index}`;
  const pid = 20_000 + index;
  const words = argv.map((word, at) => `a${at}="${word}"`).join(' ');
  return [
    `type=SYSCALL msg=audit(${id}): arch=c000003e syscall=59 success=yes exit=0 a0=1 a1=2 a2=3 a3=8 items=1 ppid=900 pid=${pid} auid=1000 uid=1000 gid=1000 euid=1000 suid=1000 fsuid=1000 egid=1000 sgid=1000 fsgid=1000 tty=pts0 ses=3 comm="ld-linux-x86-64" exe="${LOADER}" key="exec"`,
    `type=EXECVE msg=audit(${id}): argc=${argv.length} ${words}`,
    `type=CWD msg=audit(${id}): cwd="/tmp"`,
    `type=PATH msg=audit(${id}): item=0 name="${LOADER}" inode=4711 dev=fe:00 mode=0100755 ouid=0 ogid=0 rdev=00:00 nametype=NORMAL cap_fp=0 cap_fi=0 cap_fe=0 cap_fver=0 cap_frootid=0`,
    `type=PROCTITLE msg=audit(${id}): proctitle=00`,
  ];
}

function logEvents(argv: readonly string[]): LogEvent[] {
  const events: LogEvent[] = [];
  for (let index = 0; index < EXECUTIONS; index++) {
    const timestamp = START + Math.floor((index * MINUTE) / EXECUTIONS);
    for (const message of records(index, argv))
      events.push({ id: String(events.length).padStart(56, '0'), timestamp, message });
  }
  return events;
}

function tally(calls: readonly string[]): string {
  const counts = Map.groupBy(calls, (call) => call);
  return [...counts].map(([call, all]) => `${all.length} ${call}`).join(', ');
}

async function flood(name: string, argv: readonly string[]): Promise<void> {
  const calls: string[] = [];
  const pipeline = await LocalPipeline.start({
    fate: (call, effect) => {
      calls.push(call);
      return effect();
    },
  });
  const events = logEvents(argv);
  pipeline.hostLog.put(ORIGIN, events);
  const size = Math.ceil(events.length / DELIVERIES);
  const begin = performance.now();
  for (let from = 0; from < events.length; from += size) {
    await pipeline.deliver({ type: 'log-events', ...ORIGIN, events: events.slice(from, from + size) });
    await pipeline.settleAll();
  }
  const took = performance.now() - begin;
  const incidents = await incidentsOf(pipeline.local);
  const items = (await itemsOf(pipeline.local)).filter(({ pk }) => pk?.S?.startsWith('incident#'));
  const [incident] = incidents;
  const generations = pipeline.topic.published.map(({ attributes }) => attributes.generation).join(', ');
  const bytes = items.map(recordOf).reduce((sum, { counted }) => sum + counted.length, 0);
  process.stdout.write(
    `${name}: ${EXECUTIONS} executions in ${DELIVERIES} deliveries, ${Math.round(took)} ms\n` +
      `  items      ${items.length} incident, counting ${incident?.count ?? 0} (${bytes} bytes remember which)\n` +
      `  alerts     ${pipeline.topic.published.length}: generations ${generations}\n` +
      `  calls      ${calls.length}: ${tally(calls)}\n`,
  );
  await pipeline.stop();
}

/** One execution each on many hosts in the same moment: all want to write one item. */
async function burst(hosts: number): Promise<void> {
  const calls: string[] = [];
  const pipeline = await LocalPipeline.start({
    fate: (call, effect) => {
      calls.push(call);
      return effect();
    },
  });
  const events = records(0, [LOADER, '--argv0', 'x', '/tmp/payload']).map((message, index) => ({
    id: String(index).padStart(56, '0'),
    timestamp: START,
    message,
  }));
  const begin = performance.now();
  const deliveries = Array.from({ length: hosts }, (_, index) => {
    const logStream = `i-${String(index).padStart(17, '0')}`;
    return pipeline.deliver({ type: 'log-events', ...ORIGIN, logStream, events });
  });
  const failed = (await Promise.allSettled(deliveries)).filter(({ status }) => status === 'rejected').length;
  const handedOn = pipeline.queue.waiting.length;
  await pipeline.settleAll();
  const took = performance.now() - begin;
  const [incident] = await incidentsOf(pipeline.local);
  process.stdout.write(
    `a burst over ${hosts} hosts at once, ${Math.round(took)} ms\n` +
      `  incident   1, on ${incident?.hostCount ?? 0} hosts, counting ${incident?.count ?? 0}\n` +
      `  alerts     ${pipeline.topic.published.length}\n` +
      `  left to settle ${handedOn}, failed ${failed}\n` +
      `  calls      ${calls.length}: ${tally(calls)}\n`,
  );
  await pipeline.stop();
}

await flood('certain at once', [LOADER, '--argv0', 'x', '/tmp/payload']);
await flood('to be asked again (as ldd would)', [LOADER, '/tmp/payload']);
await burst(300);
