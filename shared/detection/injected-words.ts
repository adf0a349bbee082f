/** Injected libraries in a sentence. */
import type { InjectedLibrary } from './finding.ts';
import { quoted } from './quoted.ts';

/** What brings the libraries in, in words. */
export function sourceOf(injected: readonly InjectedLibrary[]): string {
  const byOption = injected.some(({ option }) => option.startsWith('--'));
  const byVariable = injected.some(({ option }) => !option.startsWith('--'));
  if (byOption && byVariable) return 'options and environment';
  return byOption ? 'options' : 'environment';
}

const MOST_NAMED = 10;

/** Their names, ten at most, each with what brings it in. */
export function injectedNames(injected: readonly InjectedLibrary[]): string {
  const names = injected.slice(0, MOST_NAMED).map(({ given, option }) => `${quoted(given)} (${option})`);
  const more = injected.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
