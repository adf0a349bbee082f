import { expect } from 'vitest';
import type { TelemetryEvent } from '../../../shared/telemetry/exec-event.ts';

/** What holds for every event, however wrong its records were. */
export function expectSane(event: TelemetryEvent): void {
  expect(Number.isFinite(event.time) && event.time >= 0).toBe(true);
  expect(Number.isFinite(event.sequence) && event.sequence >= 0).toBe(true);
  expect(JSON.parse(JSON.stringify(event))).toEqual(event);
  if (event.type !== 'exec') return;
  const { argv, argvFidelity, missing, files, fileCount, exe, pid } = event;
  expect(missing.includes('arguments')).toBe(argvFidelity !== 'exact');
  if (argvFidelity === 'exact') expect(argv).not.toContain(null);
  expect(missing.includes('files')).toBe(fileCount === null || files.length < fileCount);
  expect(files.length).toBeLessThanOrEqual(8);
  if (missing.includes('process')) expect([exe, pid]).toEqual([null, null]);
}
