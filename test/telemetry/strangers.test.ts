/** Who wrote an entry of a journal decides whether it is taken for telemetry. */
import { describe, expect, it } from 'vitest';
import { TelemetryReader } from '../../shared/telemetry/reader.ts';

const RECORD = 'type=EXECVE msg=audit(1771085986.953:31): argc=1 a0="/usr/bin/ldd"';

function unused(entry: Record<string, string>) {
  const line = JSON.stringify({ ...entry, MESSAGE: RECORD });
  return new TelemetryReader(() => undefined).push(line, 'journal', 1);
}

describe('an audit record in a journal', () => {
  it.each([
    ['syslog', '1000'],
    ['stdout', '1000'],
    ['journal', '65534'],
  ])('that a user wrote through %s is none', (transport, uid) => {
    expect(unused({ _TRANSPORT: transport, _UID: uid })).toBe('unknown');
  });

  it.each([
    ['kernel', undefined],
    ['stdout', '0'],
    ['syslog', '0'],
  ])('that came through %s from root is one', (transport, uid) => {
    expect(unused({ _TRANSPORT: transport, ...(uid === undefined ? {} : { _UID: uid }) })).toBeNull();
  });
});
