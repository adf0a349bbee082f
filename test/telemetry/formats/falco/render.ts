/**
 * An execution as Falco writes it by the rule of docs/formats/falco-rules.yaml. What Falco can't tell is left out as it
 * leaves it out: bounds of joined arguments, characters that can't be printed, what is past 4096 bytes.
 */
import type { Ancestor, ExecEvent } from '../../../../shared/telemetry/exec-event.ts';

const MOST_BYTES = 4096;
/** As many ancestors as the rule puts out. */
const LEVELS = 3;

const UNPRINTABLE = /[\x00-\x1f\x7f\ud800-\udfff]/gu;

function printed(text: string): string {
  return text.replace(UNPRINTABLE, '');
}

/** Falco writes every field that a rule puts out, null where there is nothing. */
function ancestorFields(ancestors: readonly Ancestor[]): Record<string, unknown> {
  const levels = Array.from({ length: LEVELS }, (_, index) => ({
    [`proc.aexepath[${index + 1}]`]: ancestors[index]?.exe ?? null,
    [`proc.acmdline[${index + 1}]`]: ancestors[index]?.commandLine ?? null,
    [`proc.apid[${index + 1}]`]: ancestors[index]?.pid ?? null,
  }));
  return Object.assign({}, ...levels);
}

/** The rule's sentence, which holds the value of each field once more. */
function sentence(fields: Readonly<Record<string, unknown>>): string {
  const told = Object.entries(fields)
    .filter(([name]) => name !== 'evt.time')
    .map(([name, value]) => `${/\w+(?=\W*$)/.exec(name)?.[0]}=${value ?? '<NA>'}`);
  return `Program executed | ${told.join(' ')}`;
}

/** The kernel side copies so many bytes, whatever they are. */
function kept(argv: readonly string[]): string[] {
  const bytes = Buffer.from(argv.join('\0')).subarray(0, MOST_BYTES);
  return bytes.toString('utf8').split('\0');
}

const LINKER_VARIABLES = ['LD_PRELOAD', 'LD_AUDIT', 'LD_LIBRARY_PATH', 'LD_TRACE_LOADED_OBJECTS'];

/** An alert of the rule, as JSON. */
export function renderFalco(event: ExecEvent): string {
  const { exe, user, background, time, sequence } = event;
  const [argv0 = '', ...args] = kept(event.argv.map((argument) => argument ?? ''));
  const path = exe?.memfd === true ? exe.path.slice(1) : (exe?.path ?? null);
  const moment = new Date(time)
    .toISOString()
    .replace('Z', `${String(sequence % 1_000_000).padStart(6, '0')}Z`);
  const { container, ancestors, environment } = background;
  const fields = {
    'container.id': container?.id ?? 'host',
    'container.image.repository': container?.image ?? null,
    'container.image.tag': null,
    'container.name': container?.name ?? 'host',
    'evt.time': 'TIME',
    'evt.type': 'execve',
    'evt.res': 'SUCCESS',
    'k8s.ns.name': container?.namespace ?? null,
    'k8s.pod.name': container?.pod ?? null,
    'proc.args': printed(args.join(' ')),
    'proc.cmdlenargs': args.reduce((sum, word) => sum + Buffer.byteLength(word), 0),
    'proc.cmdnargs': args.length,
    'proc.cwd': event.cwd === null ? '' : `${event.cwd.replace(/\/$/, '')}/`,
    'proc.exe': printed(argv0),
    'proc.exepath': path,
    'proc.is_exe_from_memfd': exe?.memfd ?? false,
    'proc.name': printed((argv0.split('/').at(-1) ?? '').slice(0, 15)),
    'proc.pid': event.pid,
    'proc.ppid': event.ppid,
    'proc.tty': user.tty?.startsWith('pts') ? (136 << 8) + Number(user.tty.slice(3)) : 0,
    'user.loginuid': user.auid ?? -1,
    'user.name': user.name,
    'user.uid': user.euid,
    ...ancestorFields(ancestors),
    ...(environment === null
      ? {}
      : Object.fromEntries(
          LINKER_VARIABLES.map((name) => [`proc.env[${name}]`, environment.variables[name] ?? null]),
        )),
  };
  const alert = {
    hostname: event.host,
    output: `${moment.slice(11, -1)}: Informational ${sentence(fields)}`,
    output_fields: fields,
    priority: 'Informational',
    rule: 'Program executed for ldwatch',
    source: 'syscall',
    tags: ['container', 'host', 'process'],
    time: moment,
  };
  return JSON.stringify(alert).replace('"TIME"', `${time}${String(sequence % 1_000_000).padStart(6, '0')}`);
}
