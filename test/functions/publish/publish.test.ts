/** What the table's stream brings is told: each generation once, in order, and nothing overtakes what failed. */
import { describe, expect, it } from 'vitest';
import { LocalTopic } from '../../../cli/demo/local-services.ts';
import { Publish } from '../../../functions/publish/publish.ts';
import type { ToldMarks } from '../../../shared/aws/told-marks.ts';
import type { Incident } from '../../../shared/incident/incident.ts';
import { change, incident, incidentChange } from './changes.ts';

/** The function with a topic and marks that can fail. */
function warmFunction() {
  const told = new Map<string, number>();
  const logged: Record<string, unknown>[] = [];
  const down = new Set<string>();
  const fail = (call: string) => {
    if (down.has(call)) throw new Error(`${call} is down`);
  };
  const topic = new LocalTopic(async (call, effect) => {
    fail(call);
    return effect();
  });
  const marks: ToldMarks = {
    toldTo: async (id) => {
      fail('toldTo');
      return told.get(id) ?? 0;
    },
    mark: async (id, _, generation) => {
      fail('mark');
      told.set(id, Math.max(told.get(id) ?? 0, generation));
    },
  };
  const log = (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>);
  const places = { placed: async (incident: Incident) => incident };
  const publish = new Publish({ topic, marks, places, log, now: () => 0 });
  const handle = (...Records: readonly unknown[]) => publish.handle({ Records });
  const published = () =>
    topic.published.map(({ attributes }) => `${attributes.incident} ${attributes.generation}`);
  return { handle, publish, published, topic, told, logged, down };
}

const one = incident('/tmp/one', 1);
const oneAgain = incident('/tmp/one', 2);
const two = incident('/tmp/two', 1);
const DONE = { batchItemFailures: [] };

describe('Publish', () => {
  it('tells each generation once, in the order of the stream', async () => {
    const { handle, published, told, logged } = warmFunction();

    const answer = await handle(
      incidentChange('1', one),
      incidentChange('2', two),
      incidentChange('3', oneAgain),
    );

    expect(answer).toEqual(DONE);
    expect(published()).toEqual([`${one.id} 1`, `${two.id} 1`, `${one.id} 2`]);
    expect(told).toEqual(
      new Map([
        [one.id, 2],
        [two.id, 1],
      ]),
    );
    expect(logged).toMatchObject([{ Published: 1, incident: one.id, generation: 1 }, {}, { generation: 2 }]);
  });

  it('passes over what was told before: a batch that comes again tells nothing', async () => {
    const { handle, published } = warmFunction();
    const batch = [incidentChange('1', one), incidentChange('2', oneAgain)];

    await handle(...batch);
    await handle(...batch);

    expect(published()).toHaveLength(2);
  });

  it('passes over a write that raised no generation, and an incident that nobody is to be told of', async () => {
    const { handle, published } = warmFunction();

    await handle(incidentChange('1', one), incidentChange('2', { ...one, count: 7 }));
    await handle(incidentChange('3', { ...two, generation: 0 }));

    expect(published()).toEqual([`${one.id} 1`]);
  });

  it('passes over changes of anything else, and removals', async () => {
    const { handle, published, logged } = warmFunction();
    const removal = { eventName: 'REMOVE', dynamodb: { SequenceNumber: '2' } };

    expect(await handle(change('1'), removal)).toEqual(DONE);
    expect([...published(), ...logged]).toEqual([]);
  });

  it.each(['Publish', 'toldTo', 'mark'])('stops at the first failure and names it (%s)', async (call) => {
    const { handle, published, down, logged } = warmFunction();
    await handle(incidentChange('1', one));
    down.add(call);

    const answer = await handle(
      incidentChange('1', one),
      incidentChange('2', two),
      incidentChange('3', oneAgain),
    );

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: call === 'toldTo' ? '1' : '2' }] });
    expect(published().filter((what) => what.startsWith(`${one.id} 2`))).toEqual([]);
    expect(logged.at(-1)).toMatchObject({ PublishFailures: 1, error: `Error: ${call} is down` });
  });

  it('tells again, in the same words, what it could not mark', async () => {
    const { handle, topic, down } = warmFunction();
    down.add('mark');
    await handle(incidentChange('1', one));
    down.clear();

    await handle(incidentChange('1', one));

    const [first, second, ...more] = topic.published;
    expect(second).toEqual(first);
    expect(more).toEqual([]);
  });

  it.each([
    ['no JSON', '{'],
    ['another version’s', '{"id":"x"}'],
    ['null', 'null'],
  ])('fails the record whose incident can not be read: %s', async (_, json) => {
    const { handle, published } = warmFunction();

    const answer = await handle(incidentChange('1', one), change('2', json), incidentChange('3', two));

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(published()).toEqual([`${one.id} 1`]);
  });

  it('throws where it was not a stream that called', async () => {
    await expect(warmFunction().publish.handle({ awslogs: {} })).rejects.toThrow();
  });
});
