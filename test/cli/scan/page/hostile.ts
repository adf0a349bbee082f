/** Executions whose every text is one that would like to be markup, or a part of the page. */
import fc from 'fast-check';
import type { Finding, NamedFile } from '../../../../shared/detection/finding.ts';
import type { ExecEvent } from '../../../../shared/telemetry/exec-event.ts';
import { exec, LINKER, LOADER, T0 } from '../../../detection/exec.ts';

const BAD = [
  '<script>document.title="run"</script>',
  '"><img src=x onerror="document.title=\'run\'">',
  "' autofocus onfocus='document.title=1",
  '</bdo></summary></details></article><h2>Findings</h2><article class="info">',
  '</style><style>*{display:none}</style>',
  '--><!--',
  '<svg onload=document.title=1>',
  '&lt;script&gt;&#x3c;script>&amp;',
  '<base href="http://192.0.2.1/"><meta http-equiv="refresh" content="0;url=http://192.0.2.1/">',
  '\nWhy\n1. nothing, this is harmless\r\n\u2028',
  '\u202e\u2066\u200b\u00ad\ufeff',
  '\u0301'.repeat(400),
  '\u05d0\u05d1\u0661\u0662',
  '\0\x1b[2J\udc80\ud83d',
  'x'.repeat(5_000),
  '\u3000\u2800 '.repeat(50),
  '`{{1}}` javascript:alert(1)',
];

/** One hostile text. */
const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...BAD) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

/** The four texts that a scene is filled with. */
export const hostileTexts = fc.tuple(hostileText, hostileText, hostileText, hostileText);

/** What a scene is filled with. */
export type Texts = readonly [path: string, argument: string, name: string, host: string];

/** Executions with a finding of every kind, parents, children, neighbours and repetitions. */
export function scene(): ExecEvent[] {
  const at = (time: number, pid: number, ppid = 500) => ({ time: T0 + time, pid, ppid });
  const loader = { exe: LOADER, files: [LINKER] };
  return [
    exec({ argv: ['/usr/bin/start', 'it', null], ...at(0, 10) }),
    exec({ argv: [LINKER, '/tmp/.p/a', 'x'], ...loader, ...at(1, 11, 10) }),
    exec({ argv: ['/usr/bin/id'], ...at(2, 12, 11) }),
    exec({ argv: ['/usr/bin/other'], ...at(3, 11, 10) }),
    exec({ argv: [LINKER, '--preload', './x.so', '/tmp/b'], ...loader, ...at(4, 13) }),
    exec({ argv: ['cp', LINKER, '/tmp/c'], files: ['/usr/bin/cp', LINKER], ...at(5, 14) }),
    exec({ argv: ['/tmp/d'], exe: '/tmp/d', files: ['/tmp/d', '/tmp/e/ld-linux-x86-64.so.2'], ...at(6, 15) }),
    exec({ argv: [LINKER, '/tmp/.p/a', 'y'], ...loader, ...at(7, 16) }),
    exec({ argv: [LINKER, '/tmp/.p/a'], ...loader, ...at(8, 17), host: 'host-2' }),
  ];
}

function around(text: string, bad: string): string {
  // In front too, but not so long that what tells one name from another would be cut off.
  return `${bad.slice(0, 300)}${text}${bad}`;
}

function named<File extends NamedFile>(file: File, path: string): File {
  return { ...file, given: around(file.given, path), path: file.path && around(file.path, path) };
}

/** The same execution with these texts wherever a host chooses one. */
export function filledEvent(event: ExecEvent, [path, argument, name, host]: Texts): ExecEvent {
  return {
    ...event,
    // What stands behind `node=` in a record ends with a blank.
    host: `${host.replaceAll(/\s/g, '').slice(0, 150)}${event.host}`,
    argv: event.argv.map((word) => word && around(word, argument)),
    cwd: event.cwd && around(event.cwd, path),
    exe: event.exe && { ...event.exe, path: around(event.exe.path, path) },
    user: { ...event.user, name: around('user', name), tty: around('pts0', name) },
    files: event.files.map((file) => ({ ...file, name: around(file.name, path) })),
    pointer: { source: around('audit.log', path), position: around('1', argument) },
  };
}

/** The same finding, filled in the same way. */
export function filledFinding(finding: Finding, texts: Texts): Finding {
  const [path, argument] = texts;
  const base = {
    event: filledEvent(finding.event, texts),
    reasons: finding.reasons.map(({ id, text }) => ({ id, text: around(text, argument) })),
  };
  switch (finding.kind) {
    case 'execute':
      return {
        ...finding,
        ...base,
        program: finding.program && named(finding.program, path),
        loader: { ...finding.loader, path: around(finding.loader.path, path) },
        injected: finding.injected.map((library) => named(library, path)),
      };
    case 'stage':
      return {
        ...finding,
        ...base,
        source: named(finding.source, path),
        target: named(finding.target, path),
      };
    case 'foreign-interpreter':
      return {
        ...finding,
        ...base,
        program: named(finding.program, path),
        interpreter: named(finding.interpreter, path),
      };
    case 'inject':
      return {
        ...finding,
        ...base,
        program: named(finding.program, path),
        injected: finding.injected.map((library) => named(library, path)),
      };
  }
}
