import { describe, expect, it } from 'vitest';
import { instanceIdIn } from '../../shared/incident/host-instance.ts';

const LONG = 'i-0a1b2c3d4e5f60718';

describe('instanceIdIn', () => {
  it.each([
    [LONG, LONG],
    ['i-1a2b3c4d', 'i-1a2b3c4d'],
    [`${LONG}/audit`, LONG],
    [`audit/${LONG}`, LONG],
    [`prod-${LONG}_audit.log`, LONG],
    [`${LONG}/${LONG}`, LONG],
  ])('in %j is %s', (stream, id) => {
    expect(instanceIdIn(stream)).toBe(id);
  });

  it.each([
    ['nothing like it', 'ip-10-0-0-1.ec2.internal'],
    ['too short', 'i-0a1b2c3'],
    ['of no length that EC2 has', 'i-0a1b2c3d4e5f6'],
    ['too long', `${LONG}0`],
    ['inside another word', `ami-0a1b2c3d4e5f60718`],
    ['upper case', LONG.toUpperCase()],
    ['two of them: nobody can say which', `${LONG}/i-1a2b3c4d`],
    ['empty', ''],
  ])('is none where it is %s', (_, stream) => {
    expect(instanceIdIn(stream)).toBeNull();
  });

  it('is found fast in whatever a stream may be called', () => {
    const begin = performance.now();
    for (const text of ['i-'.repeat(100_000), 'i-0'.repeat(100_000), `i-${'a'.repeat(300_000)}`])
      expect(instanceIdIn(text)).toBeNull();
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
