import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Desk } from './desk.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.start();
});
afterAll(() => desk.stop());

it('whatever somebody sends is refused with a status and no error', async () => {
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('v0=', `v0=${'0'.repeat(64)}`, '1800000000', '-1', '١٢٣'),
  );
  const event = fc.oneof(
    fc.anything(),
    fc.record(
      {
        headers: fc.record(
          { 'x-slack-signature': value, 'x-slack-request-timestamp': value },
          { requiredKeys: [] },
        ),
        body: fc.string({ unit: 'binary', maxLength: 300 }),
        isBase64Encoded: fc.boolean(),
      },
      { requiredKeys: ['headers', 'body', 'isBase64Encoded'] },
    ),
  );
  await fc.assert(
    fc.asyncProperty(event, async (one) => {
      const { statusCode } = await desk.take(one);
      expect([400, 401, 413]).toContain(statusCode);
    }),
    { numRuns: 100 },
  );
});
