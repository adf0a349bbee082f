/**
 * Telemetry that others recorded, where it lies beside the checkout: in all of it one program was run through a
 * loader. None of it belongs to this project, so without it there is nothing to test.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alertsOf } from './recordings.ts';

const samples = new URL('../../../shared/samples/', import.meta.url);
const folders = ['auditd/', 'auditd_json/']
  .map((folder) => new URL(folder, samples))
  .filter((folder) => existsSync(folder));
const files = folders.flatMap((folder) => readdirSync(folder).map((file) => new URL(file, folder)));

describe.skipIf(files.length === 0)('logs recorded by others', () => {
  it('hold exactly one program that was run through a loader', () => {
    const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'));

    const alerts = alertsOf(lines);

    expect(alerts.map(({ kind, payload }) => `${kind} ${payload}`)).toEqual(['execute /sbin/ip']);
  });

  it.each(files.map((file) => [decodeURIComponent(file.pathname.split('/').at(-1) ?? ''), file] as const))(
    'are read without an exception: %s',
    (_name, file) => {
      const alerts = alertsOf(readFileSync(file, 'utf8').split('\n'));

      expect(alerts.length).toBeLessThanOrEqual(1);
    },
  );
});
