/** `ldwatch demo`: the recording through the deployed functions' code, on this machine, without an account. */
import { incidentsIn } from '../incidents/listing.ts';
import { LocalPipeline } from './local-pipeline.ts';
import { type ShippedLog, shippedBy } from './recording.ts';
import { alertText, followUpText, incidentsText } from './report.ts';

/** One host plays the whole recording; the fleet plays its first attack. */
const FIRST_HOST = 'i-0a1b2c3d4e5f60001';
function fleetHost(index: number): string {
  return `i-0f1e7000000000${String(index).padStart(3, '0')}`;
}

/** What the account says of them. */
const INSTANCES = [FIRST_HOST, ...Array.from({ length: 30 }, (_, index) => fleetHost(index))].map(
  (instanceId, index) => ({
    instanceId,
    name: `web-${index}`,
    tags: { Environment: 'prod' },
    state: 'running',
    type: 'm7g.large',
    vpc: 'vpc-0d1e2f30a1b2c3d4e',
    autoScalingGroup: 'web',
  }),
);
const FLEET = INSTANCES.slice(1).map(({ instanceId }) => instanceId);
/** Stands in the records of that attack and nowhere else. */
const FLEET_ATTACK = 'a0="/lib64/ld-linux-x86-64.so.2" a1="/tmp/.w/payload" a2="hello"';

/** Prints what is published and was not printed yet. */
class Printer {
  private printed = 0;
  private readonly pipeline: LocalPipeline;

  constructor(pipeline: LocalPipeline) {
    this.pipeline = pipeline;
  }

  /** Alerts so far. */
  get count(): number {
    return this.printed;
  }

  print(): void {
    for (const message of this.pipeline.topic.published.slice(this.printed)) {
      process.stdout.write(alertText(message, this.printed === 0));
      this.printed++;
    }
  }
}

async function play(
  pipeline: LocalPipeline,
  { logStream, events, deliveries }: ShippedLog,
  printer: Printer,
) {
  const [first] = deliveries;
  if (first === undefined) return;
  pipeline.hostLog.put({ logGroup: first.logGroup, logStream }, events);
  for (const delivery of deliveries) {
    await pipeline.deliver(delivery);
    await pipeline.settleAll();
    printer.print();
  }
}

/** @returns the exit status */
export async function demoCommand(): Promise<number> {
  const say = (text: string) => void process.stdout.write(`\n# ${text}\n\n`);
  const pipeline = await LocalPipeline.start({ instances: INSTANCES });
  try {
    const printer = new Printer(pipeline);
    const recording = shippedBy(FIRST_HOST);
    say(
      `A host ships its audit log: ${recording.events.length} records in ${recording.deliveries.length} deliveries.`,
    );
    await play(pipeline, recording, printer);
    const alerts = printer.count;
    say('Everything is delivered a second time, as services do: nothing is counted or told again.');
    await play(pipeline, recording, printer);
    process.stdout.write(`${printer.count - alerts} new alerts\n`);
    say(`The same attack on ${FLEET.length} more hosts: one incident of the fleet.`);
    for (const host of FLEET) await play(pipeline, shippedBy(host, FLEET_ATTACK), printer);
    say('The incidents in the table; each was told as often as there was something new.');
    const { client, table } = pipeline.local;
    const { incidents } = await incidentsIn(client, table.name);
    process.stdout.write(incidentsText(incidents));
    say('A minute and a half after the first alert: what the same login did around it.');
    const [alert] = pipeline.topic.published;
    if (alert !== undefined) await pipeline.lookAround(alert);
    while (await pipeline.publishNext());
    const followUp = pipeline.topic.published.at(-1);
    if (followUp?.attributes.tells === 'follow-up') process.stdout.write(followUpText(followUp));
    return 0;
  } finally {
    await pipeline.stop();
  }
}
