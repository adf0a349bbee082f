/** The shape of an ExecEvent as JSON, for executions that were sent from one function to another. */
import * as z from 'zod/mini';
import { type ExecEventId, type FileIdentity, SOURCE_FORMATS } from './exec-event.ts';

const numberOrNull = z.nullable(z.number());
const textOrNull = z.nullable(z.string());

const UserShape = z.object({
  uid: numberOrNull,
  euid: numberOrNull,
  auid: numberOrNull,
  session: numberOrNull,
  tty: textOrNull,
  name: textOrNull,
});

const FileShape = z.object({
  name: z.string(),
  // Both ids come from a function that made them.
  identity: z.nullable(z.custom<FileIdentity>((value) => typeof value === 'string')),
  mode: numberOrNull,
  ownerUid: numberOrNull,
});

const ContainerShape = z.object({
  id: textOrNull,
  name: textOrNull,
  image: textOrNull,
  pod: textOrNull,
  namespace: textOrNull,
  cluster: textOrNull,
  task: textOrNull,
});

const BackgroundShape = z.object({
  container: z.nullable(ContainerShape),
  ancestors: z.array(z.object({ pid: numberOrNull, exe: textOrNull, commandLine: textOrNull })),
  environment: z.nullable(
    z.object({ variables: z.record(z.string(), z.string()), readAt: z.enum(['exec', 'later']) }),
  ),
  sha256: textOrNull,
});

/** As `ExecEvent`, field for field: the compiler compares the two where one becomes the other. */
export const ExecEventShape = z.object({
  type: z.literal('exec'),
  id: z.custom<ExecEventId>((value) => typeof value === 'string'),
  sourceEventId: z.string(),
  format: z.enum(SOURCE_FORMATS),
  time: z.number(),
  sequence: z.number(),
  host: z.string(),
  pid: numberOrNull,
  ppid: numberOrNull,
  exe: z.nullable(z.object({ path: z.string(), deleted: z.boolean(), memfd: z.boolean() })),
  argv: z.array(textOrNull),
  argvFidelity: z.enum(['exact', 'joined', 'truncated', 'none']),
  cwd: textOrNull,
  user: UserShape,
  files: z.array(FileShape),
  fileCount: numberOrNull,
  missing: z.array(z.enum(['process', 'arguments', 'working-directory', 'files'])),
  background: BackgroundShape,
  pointer: z.object({ source: z.string(), position: z.union([z.string(), z.number()]) }),
});
