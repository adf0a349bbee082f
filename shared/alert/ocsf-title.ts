/**
 * The short texts of an incident. Nothing of them is from a host but the program's path, which is quoted where it
 * isn't a plain word: a path with blanks can't go on as our sentence.
 */
import type { Incident, News } from '../incident/incident.ts';
import type { FindingSnapshot } from '../incident/snapshot.ts';
import { printable, printableArgument } from './printable.ts';

/** Characters of a path in a title: what is left out stands in the description. */
const LONGEST_PATH = 120;
/** One of each kind. */
const MOST_NEWS = 4;

/** `3 hosts`, `1 host`, and `at least 3 hosts` where some may not have been counted. */
export function counted(count: number, what: string, atLeast: boolean): string {
  return `${atLeast ? 'at least ' : ''}${count} ${what}${count === 1 ? '' : 's'}`;
}

/** What happened, without the name of the program that it happened with; null where no name belongs to it. */
export interface Happening {
  readonly words: string;
  readonly program: string | null;
}

/** In our words alone; the path is as the host wrote it. */
export function happening({ kind, program, injected, reasons }: FindingSnapshot): Happening {
  const path = program === null ? null : (program.path ?? program.given);
  switch (kind) {
    case 'stage':
      return { words: 'A dynamic loader was put under another name', program: path };
    case 'foreign-interpreter':
      return { words: "A program names a dynamic loader outside the system's directories", program: path };
    case 'inject': {
      const [library] = injected;
      const words = 'A library was injected into a program by its environment';
      return { words, program: library === undefined ? path : (library.path ?? library.given) };
    }
    case 'execute':
      if (path === null)
        return { words: 'The dynamic loader was executed, and what it ran is not known', program: null };
      // Only listed, and yet code of audit modules ran.
      if (reasons.some(({ id }) => id === 'audit-while-listing'))
        return {
          words: 'The dynamic loader was made to run code while listing the libraries of a program',
          program: path,
        };
      return {
        words:
          injected.length > 0
            ? 'A program was run through the dynamic loader with injected libraries'
            : 'A program was run through the dynamic loader',
        program: path,
      };
  }
}

/** What happened, as a sentence without its stop. */
export function happened(snapshot: FindingSnapshot): string {
  const { words, program } = happening(snapshot);
  if (program === null) return snapshot.kind === 'execute' ? words : `${words}: a program`;
  const shown = program.length > LONGEST_PATH ? `${program.slice(0, LONGEST_PATH)}…` : program;
  return `${words}: ${printableArgument(shown)}`;
}

/** One line, the same for all generations. */
export function titleOf({ gravest }: Incident): string {
  return happened(gravest);
}

function newsText(news: News): string {
  switch (news.what) {
    case 'new':
      return 'new';
    case 'severity':
      return `severity rose from ${news.from}`;
    case 'repeats':
      return `seen ${news.passed} times or more`;
    case 'hosts':
      return `seen on ${news.passed} hosts or more`;
    case 'response':
      return 'decided or done about it';
  }
}

/** What is new, in our words. Each piece once: a list that came from elsewhere may be longer than ours ever are. */
export function newsOf({ news }: Incident): string {
  return [...new Set(news.map(newsText))].slice(0, MOST_NEWS).join(', ');
}

/** One line: severity, how often and where, and the title last, so that a path can't be taken for what follows it. */
export function messageOf(incident: Incident): string {
  const { severity, environment, gravest, count, hostCount } = incident;
  const { account, region } = gravest.origin;
  const executions = counted(count, 'execution', incident.countIsAtLeast);
  const hosts = counted(hostCount, 'host', incident.hostCountIsAtLeast);
  const where = `${environment}, account ${printable(account)}, ${printable(region)}`;
  return `${severity} (${newsOf(incident)}): ${executions} on ${hosts}, ${where}: ${titleOf(incident)}`;
}
