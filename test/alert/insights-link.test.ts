import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insightsLink } from '../../shared/alert/insights-link.ts';
import { hostileText } from './ocsf-hostile.ts';

const ORIGIN = {
  account: '111122223333',
  region: 'eu-central-1',
  logGroup: '/var/log/audit/audit.log',
  logStream: 'i-0a1b2c3d4e5f60711',
};
const AT = Date.UTC(2026, 10, 23, 3, 2, 13, 349);

/** The console's own reading of what stands behind `queryDetail=`: each text after a quote, `*XX` and `**XXXX` for characters. */
function textsIn(link: string): string[] {
  const [, detail = ''] = link.split('$3FqueryDetail$3D');
  return [...detail.matchAll(/'([^~()]*)/g)].map(([, text = '']) =>
    text.replace(/\*\*([\da-f]{4})|\*([\da-f]{2})|!/g, (found, long?: string, short?: string) =>
      found === '!' ? '$' : String.fromCharCode(Number.parseInt(long ?? short ?? '', 16)),
    ),
  );
}

describe('insightsLink', () => {
  it('asks for the log of the host, ten minutes before and after', () => {
    expect(textsIn(insightsLink(ORIGIN, AT) ?? '')).toEqual([
      '2026-11-23T03:12:13.349Z',
      '2026-11-23T02:52:13.349Z',
      'ABSOLUTE',
      'UTC',
      'fields @timestamp, @message\n| filter @logStream = "i-0a1b2c3d4e5f60711"\n| sort @timestamp asc\n| limit 1000',
      '/var/log/audit/audit.log',
    ]);
  });

  it.each([
    ['eu-central-1', 'eu-central-1.console.aws.amazon.com'],
    ['ap-southeast-4', 'ap-southeast-4.console.aws.amazon.com'],
    ['cn-north-1', 'cn-north-1.console.amazonaws.cn'],
    ['us-gov-west-1', 'us-gov-west-1.console.amazonaws-us-gov.com'],
    ['eusc-de-east-1', 'eusc-de-east-1.console.amazonaws-eusc.eu'],
  ])('leads to the console of the partition of %s', (region, host) => {
    expect(new URL(insightsLink({ ...ORIGIN, region }, AT) ?? '').host).toBe(host);
  });

  it.each(['us-iso-east-1', 'us-isob-east-1', 'evil.example/', 'eu-central-1.evil.example', ''])(
    'is none for %j, where no console is known',
    (region) => {
      expect(insightsLink({ ...ORIGIN, region }, AT)).toBeNull();
    },
  );

  it('keeps a name inside the quotes of the query', () => {
    const link = insightsLink({ ...ORIGIN, logStream: 'a" or 1=1 | limit 1\\' }, AT);
    expect(textsIn(link ?? '')[4]).toContain('filter @logStream = "a\\" or 1=1 | limit 1\\\\"\n');
  });

  it('leaves out the host where its name is too long, and is none where the group is', () => {
    const long = '€'.repeat(512);
    expect(textsIn(insightsLink({ ...ORIGIN, logStream: long }, AT) ?? '')[4]).not.toContain('filter');
    expect(insightsLink({ ...ORIGIN, logGroup: long.repeat(2) }, AT)).toBeNull();
  });

  it('holds any names, in characters that need no more escaping', () => {
    const names = hostileText(400);
    fc.assert(
      fc.property(names, names, fc.integer({ min: 0, max: 8.64e15 }), (logGroup, logStream, at) => {
        const link = insightsLink({ ...ORIGIN, logGroup, logStream }, at);
        if (link === null) return;
        expect(link).toMatch(/^https:\/\/[\w./?=#:$~()'*!-]*$/);
        expect(link.length).toBeLessThanOrEqual(3000);
        expect(textsIn(link).at(-1)).toBe(logGroup);
      }),
    );
  });
});
