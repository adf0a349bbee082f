/** Nobody is to terminate it, from outside or from inside. What can't be set (a spot instance) is said in the end. */
import {
  DESCRIBE_PROTECTION,
  DESCRIBE_SHUTDOWN,
  onShutdown,
  PROTECTION,
  protect,
  SHUTDOWN,
} from '../instance.ts';
import { type ContainmentRecord, MINE } from '../record.ts';
import { SETTINGS } from '../settings.ts';
import { assertion, call } from '../steps.ts';

/** Goes on at `beginIsolation`. */
export function preserve(record: ContainmentRecord) {
  const strike = (setting: (typeof SETTINGS)[number]) =>
    record.change({ update: 'DELETE #settingsLeft :done', condition: MINE, sets: { ':done': [setting] } });
  const [protection, shutdown] = SETTINGS;
  return [
    call('protect', protect(true), {}, { onFailure: 'Continue' }),
    call('keepOnShutdown', onShutdown('stop'), {}, { onFailure: 'Continue' }),
    assertion('isProtected', DESCRIBE_PROTECTION, PROTECTION, ['true', 'True'], {
      maxAttempts: 3,
      onFailure: 'step:isKeptOnShutdown',
    }),
    call('strikeProtection', strike(protection), {}, { onFailure: 'Continue' }),
    assertion('isKeptOnShutdown', DESCRIBE_SHUTDOWN, SHUTDOWN, ['stop'], {
      maxAttempts: 3,
      onFailure: 'step:beginIsolation',
    }),
    call('strikeShutdown', strike(shutdown), {}, { onFailure: 'Continue' }),
  ] as const;
}
