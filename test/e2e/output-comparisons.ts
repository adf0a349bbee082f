/** What each output told beside what was published to the topic; each difference is a sentence. */
import type { Alert } from './alert.ts';
import type { ImportedFinding, ToldGeneration } from './receivers.ts';

function nameOf({ incident, generation }: ToldGeneration): string {
  return `generation ${generation} of ${incident}`;
}

/** Each of them was told, once, and nothing else. */
export function notOnceEach(told: readonly ToldGeneration[], due: readonly ToldGeneration[]): string[] {
  const counts = new Map<string, number>();
  for (const name of told.map(nameOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = new Set(due.map(nameOf));
  return [
    ...[...names].filter((name) => !counts.has(name)).map((name) => `${name} was not told`),
    ...[...counts].filter(([, count]) => count > 1).map(([name, count]) => `${name} was told ${count} times`),
    ...[...counts.keys()]
      .filter((name) => !names.has(name))
      .map((name) => `${name} is none that was published`),
  ];
}

/** The latest generation of each incident. */
export function latestOf<Told extends ToldGeneration>(told: readonly Told[]): Told[] {
  const latest = new Map<string, Told>();
  for (const one of told)
    if (one.generation >= (latest.get(one.incident)?.generation ?? 0)) latest.set(one.incident, one);
  return [...latest.values()];
}

/** None was told twice or invented, and the latest of each incident was: an older one that came after it may be left out. */
export function notLatest(told: readonly ToldGeneration[], due: readonly ToldGeneration[]): string[] {
  const latest = new Set(latestOf(due).map(nameOf));
  const names = new Set(told.map(nameOf));
  return notOnceEach(
    told,
    due.filter((one) => latest.has(nameOf(one)) || names.has(nameOf(one))),
  );
}

/** Security Hub goes by the time of the update: what is later there has to be the later generation. */
export function wrongOrder(imported: readonly ImportedFinding[]): string[] {
  return imported.flatMap((one) =>
    imported.some(
      (other) =>
        other.incident === one.incident &&
        other.generation > one.generation &&
        other.updatedAt <= one.updatedAt,
    )
      ? [`${nameOf(one)} would hide a later one: it is of ${one.updatedAt}`]
      : [],
  );
}

/** Those that have something to say in a thread. */
export function withNews(alerts: readonly Alert[]): Alert[] {
  return alerts.filter(({ news }) => news.some((what) => what !== 'new'));
}
