import { expect } from 'vitest';
import * as z from 'zod/mini';
import type { TelemetryEvent } from '../../../shared/telemetry/exec-event.ts';
import { ExecEventShape } from '../../../shared/telemetry/exec-event-shape.ts';

/** What holds for every event of every format, however wrong its record was. */
export function expectPlausible(event: TelemetryEvent): void {
  expect(Number.isFinite(event.time) && event.time >= 0).toBe(true);
  expect(Number.isFinite(event.sequence) && event.sequence >= 0).toBe(true);
  expect(JSON.parse(JSON.stringify(event))).toEqual(event);
  if (event.type !== 'exec') return;
  expect(z.safeParse(ExecEventShape, event).success).toBe(true);
  const { argv, argvFidelity, missing, files, fileCount } = event;
  if (argvFidelity === 'exact') expect(argv).not.toContain(null);
  if (argvFidelity === 'none') expect(argv).toEqual([]);
  if (argvFidelity === 'exact' || argvFidelity === 'joined') expect(missing).not.toContain('arguments');
  if (fileCount !== null) expect(files.length < fileCount).toBe(missing.includes('files'));
  expect(files.length).toBeLessThanOrEqual(8);
}
