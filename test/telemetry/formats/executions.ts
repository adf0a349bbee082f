/** Executions at random, as auditd could tell them, with whatever background the richest source adds. */
import fc from 'fast-check';
import { decodeBytes } from '../../../shared/telemetry/byte-string.ts';
import { type ExecEvent, execEventId, type FileIdentity } from '../../../shared/telemetry/exec-event.ts';
import { executedImage } from '../../../shared/telemetry/executed-image.ts';
import { programBytes } from '../bytes.ts';

const text = programBytes(40).map(decodeBytes);
const absolute = programBytes(40).map((bytes) => `/${decodeBytes(bytes)}.`);
const id = fc.integer({ min: 0, max: 4_294_967_294 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

const file = fc.record({
  name: text,
  identity: fc
    .tuple(fc.constantFrom('fe:00', '08:01', '103:02'), fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }))
    .map(([device, inode]) => `${device}:${inode}` as FileIdentity),
  mode: fc.constantFrom(0o100755, 0o104755, 0o100644),
  ownerUid: id,
});

const container = fc.constant({
  id: '7d1f0c2b7d1f0c2b7d1f0c2b7d1f0c2b7d1f0c2b7d1f0c2b7d1f0c2b7d1f0c2b',
  name: null,
  image: null,
  pod: null,
  namespace: null,
  cluster: null,
  task: null,
});

/** A process is not its own parent. */
const parts = fc
  .record({
    time: fc.integer({ min: 1_000_000_000_000, max: 1_900_000_000_000 }),
    serial: fc.integer({ min: 1, max: 4_294_967_295 }),
    host: fc.constantFrom('', 'ip-10-0-0-5.ec2.internal'),
    pid: fc.integer({ min: 2, max: 4_194_304 }),
    ppid: fc.integer({ min: 2, max: 4_194_304 }),
    path: absolute.filter((path) => !/ \(deleted\)$|^\/memfd:|;[\da-f]{8}$/.test(path)),
    deleted: fc.boolean(),
    argv: fc.array(text, { minLength: 1, maxLength: 12 }),
    cwd: absolute,
    files: fc.array(file, { minLength: 1, maxLength: 4 }),
    user: fc.record({
      uid: id,
      euid: id,
      auid: maybe(id),
      session: maybe(id),
      tty: maybe(fc.constantFrom('pts0', 'tty1')),
      name: maybe(fc.constantFrom('user', 'root')),
    }),
    container: maybe(container),
    parent: maybe(absolute),
    variables: maybe(fc.dictionary(fc.constantFrom('LD_PRELOAD', 'LD_AUDIT', 'LD_DEBUG'), text)),
    sha256: maybe(fc.constant('157ccb43fb9cc077f1afa3220ad9b57900a71b47d26ba395526b5087be8a7f71')),
  })
  .filter(({ pid, ppid }) => pid !== ppid);

/** Whole executions; of the environment no more than the linker's variables. */
export const executions: fc.Arbitrary<ExecEvent> = parts.map((given) => {
  const { time, serial, host, pid, ppid, path, deleted, argv, cwd, files, user } = given;
  const sourceEventId = `${Math.floor(time / 1000)}.${String(time % 1000).padStart(3, '0')}:${serial}`;
  return {
    type: 'exec',
    id: execEventId(host, sourceEventId),
    sourceEventId,
    format: 'auditd',
    time,
    sequence: serial,
    host,
    pid,
    ppid,
    exe: executedImage(`${path}${deleted ? ' (deleted)' : ''}`),
    argv,
    argvFidelity: 'exact',
    cwd,
    user,
    files,
    fileCount: files.length,
    missing: [],
    background: {
      container: given.container,
      ancestors: given.parent === null ? [] : [{ pid: ppid, exe: given.parent, commandLine: null }],
      environment: given.variables === null ? null : { variables: given.variables, readAt: 'exec' },
      sha256: given.sha256,
    },
    pointer: { source: 'log', position: 1 },
  };
});
