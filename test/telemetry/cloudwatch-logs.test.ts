import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSubscription, linesOf } from '../../shared/telemetry/cloudwatch-logs.ts';
import {
  ACCOUNT,
  CONTROL_MESSAGE,
  called,
  calledWith,
  dataMessage,
  GROUP,
  STREAM,
  UNUSABLE,
} from './subscription.ts';

describe('decodeSubscription', () => {
  it('gives the log events with what the service says of them', () => {
    expect(decodeSubscription(calledWith(dataMessage(['one', 'zwei ü'])))).toEqual({
      type: 'log-events',
      account: ACCOUNT,
      logGroup: GROUP,
      logStream: STREAM,
      events: [
        { id: '0'.repeat(56), timestamp: 1_795_400_000_000, message: 'one' },
        { id: `${'0'.repeat(55)}1`, timestamp: 1_795_400_000_000, message: 'zwei ü' },
      ],
    });
  });

  it('passes over fields that it does not know', () => {
    const payload = calledWith({ ...dataMessage([]), policyLevel: 'ACCOUNT_LEVEL_POLICY' });
    expect(decodeSubscription(payload)).toMatchObject({ type: 'log-events', events: [] });
  });

  it('knows a control message', () => {
    expect(decodeSubscription(calledWith(CONTROL_MESSAGE))).toEqual({ type: 'control' });
  });

  it.each(UNUSABLE)('says %s of %s', (reason, _, event) => {
    expect(decodeSubscription(event)).toEqual({ type: 'unusable', reason });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.uint8Array().map(called), fc.json().map(calledWith)),
        (event) => {
          expect(decodeSubscription(event).type).toBe('unusable');
        },
      ),
    );
  });
});

describe('linesOf', () => {
  it.each([
    ['one line', 'type=CWD', ['type=CWD']],
    ['a newline at its end', 'type=CWD\n', ['type=CWD']],
    ['several lines', 'type=CWD\r\ntype=PATH\ntype=EOE', ['type=CWD', 'type=PATH', 'type=EOE']],
    ['JSON over several lines', '{\n"a": 1}\n', ['{\n"a": 1}']],
  ])('takes %s', (_, message, lines) => {
    expect(linesOf({ message })).toEqual(lines);
  });
});
