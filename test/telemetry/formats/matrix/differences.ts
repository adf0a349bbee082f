/**
 * Where a format does not lead to what auditd leads to, and why: what it says instead, as the matrix test finds it.
 * Whatever is not here has to be the same; what is here and has become the same has to go.
 */
import { SILENT } from './verdict.ts';

/** One format's way of telling one scenario. */
export interface Difference {
  /** As verdict.ts writes it. */
  readonly verdict: string;
  readonly why: string;
}

/** Formats, comma by comma, that differ in the same way. */
interface Shared extends Difference {
  readonly formats: string;
}

const NO_DIRECTORY = 'tells no working directory';
const NO_FILES =
  'does not tell which files the kernel opened: that it names no linker of its own is not known';
const JOINED = 'joins arguments by blanks';
const ARGV0_IN_LINE = 'joins argv[0] with the arguments: a blank in it is no other than one behind it';
const NO_BYTES = 'JSON holds no bytes that are no UTF-8';

const BY_SCENARIO: Readonly<Record<string, readonly Shared[]>> = {
  'loader by a relative path': [
    { formats: 'tracee, jibril', verdict: 'execute critical ./payload', why: NO_DIRECTORY },
  ],
  'program by a relative path': [
    { formats: 'tracee, jibril', verdict: 'execute critical ./payload', why: NO_DIRECTORY },
  ],
  'argv[0] with a blank': [{ formats: 'osquery, ocsf, sysmon, jibril', verdict: SILENT, why: ARGV0_IN_LINE }],
  'argv[0] made up': [
    {
      formats: 'falco, osquery, ocsf, sysmon',
      verdict: 'execute high /bin/ls',
      why: 'does not tell by what name the file was asked for: argv[0] may be that of a link',
    },
    { formats: 'tetragon', verdict: 'execute high /bin/ls', why: 'does not tell argv[0]' },
  ],
  'through a symbolic link': [
    { formats: 'tetragon', verdict: SILENT, why: 'does not follow links: what was executed is not told' },
    {
      formats: 'jibril',
      verdict: 'execute critical /bin/ls',
      why: "gives the executed file for the one that was asked for, so a link's name looks made up",
    },
  ],
  'a copy by its bytes': [
    {
      formats: 'laurel, ecs, ocsf, tracee, sysmon',
      verdict: 'execute critical /bin/ls',
      why: 'tells the digest of the executed file, which auditd does not',
    },
  ],
  'a hard link': [
    { formats: 'falco, tetragon, osquery, ocsf, sysmon, jibril', verdict: SILENT, why: 'tells no inodes' },
  ],
  'an unknown file with options of a loader': [
    {
      formats: 'falco, tetragon, osquery, ocsf, sysmon',
      verdict: 'execute high /home/user/p',
      why: NO_FILES,
    },
    { formats: 'tracee, jibril', verdict: 'execute high ./p', why: `${NO_DIRECTORY}, and ${NO_FILES}` },
  ],
  'from memory (memfd)': [
    { formats: 'falco, tetragon, osquery, ocsf, tracee, sysmon, jibril', verdict: SILENT, why: NO_FILES },
  ],
  'as the interpreter of a script': [
    { formats: 'tetragon', verdict: SILENT, why: 'tells the script and not its interpreter' },
  ],
  'a program name with a blank': [
    { formats: 'falco, osquery, ocsf, sysmon, jibril', verdict: 'execute critical /tmp/pay', why: JOINED },
  ],
  'a program name with a line break': [
    { formats: 'falco', verdict: 'execute critical /tmp/payload', why: 'leaves out what can not be printed' },
    { formats: 'sysmon', verdict: 'execute critical /tmp/pay', why: 'writes a blank for a line break' },
  ],
  'a program name that is no UTF-8': [
    {
      formats: 'ecs, falco, tetragon, osquery, ocsf, tracee, sysmon, jibril',
      verdict: 'execute critical /tmp/pay\ufffdload',
      why: NO_BYTES,
    },
  ],
  'an option in a value with a blank': [
    { formats: 'falco, osquery, ocsf, sysmon, jibril', verdict: 'execute medium unknown', why: JOINED },
  ],
  '2 MB before the program': [
    { formats: 'falco', verdict: 'execute medium unknown', why: 'keeps 4096 bytes of the arguments' },
    {
      formats: 'osquery',
      verdict: 'execute medium unknown',
      why: 'reads one record of arguments, 7500 characters',
    },
    { formats: 'tracee', verdict: 'execute medium unknown', why: 'keeps so many bytes of each argument' },
  ],
  'a program that names a loader of its own': [
    { formats: 'falco, tetragon, osquery, ocsf, sysmon', verdict: SILENT, why: NO_FILES },
  ],
};

/** Null where a format has to lead to the same as auditd. */
export function differenceOf(format: string, scenario: string): Difference | null {
  const shared = BY_SCENARIO[scenario] ?? [];
  return shared.find(({ formats }) => formats.split(', ').includes(format)) ?? null;
}

/** Every scenario that any format differs in. */
export const DIFFERING: ReadonlySet<string> = new Set(Object.keys(BY_SCENARIO));

/** Every format that differs in anything. */
export const DIFFERING_FORMATS: ReadonlySet<string> = new Set(
  Object.values(BY_SCENARIO).flatMap((shared) => shared.flatMap(({ formats }) => formats.split(', '))),
);
