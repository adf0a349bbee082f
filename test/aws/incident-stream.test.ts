import { describe, expect, it } from 'vitest';
import { incidentAttributes } from '../../shared/aws/incident-item.ts';
import { changesOf } from '../../shared/aws/incident-stream.ts';
import { ItemError } from '../../shared/aws/item.ts';
import { mergeFindings } from '../../shared/incident/merge.ts';
import { batchOf, found } from '../incident/findings.ts';

const record = mergeFindings(null, batchOf([found()]));
if (record === null) throw new Error('nothing was recorded');
const { incident } = record;
const image = incidentAttributes(record);

const change = (SequenceNumber: string, NewImage?: object) => ({
  eventName: 'MODIFY',
  dynamodb: { SequenceNumber, ...(NewImage === undefined ? {} : { NewImage }) },
});

describe('changes of a stream', () => {
  it('are incidents as they were written, in their order', () => {
    const changes = changesOf({ Records: [change('1', image), change('2', image)] });
    expect(changes.map(({ sequenceNumber }) => sequenceNumber)).toEqual(['1', '2']);
    expect(changes.map((one) => one.incident())).toEqual([incident, incident]);
  });

  it.each<[string, object | undefined]>([
    ['a removal', undefined],
    ['something else', { fact: { S: '{}' } }],
  ])('are none where it is %s', (_name, newImage) => {
    const [one] = changesOf({ Records: [change('1', newImage)] });
    expect(one?.incident()).toBeNull();
  });

  it('that can not be read do not keep others from being read', () => {
    const [bad, good] = changesOf({
      Records: [change('1', { incident: { S: '{' } }), change('2', image)],
    });
    expect(() => bad?.incident()).toThrow(ItemError);
    expect(good?.incident()).toEqual(incident);
  });

  it.each([null, {}, { Records: [{ body: 'x' }] }])('of another service are refused: %j', (event) => {
    expect(() => changesOf(event)).toThrow();
  });
});
