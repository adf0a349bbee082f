/**
 * Every format's renderer: writes an execution as the tool would have, so that one and the same happening can be put to
 * every reader. Each stands beside its format's cases, `NAME/render.ts`, and has a line here.
 */
import type { ExecEvent, SourceFormat } from '../../../shared/telemetry/exec-event.ts';
import { renderEcs } from './ecs/render.ts';
import { renderFalco } from './falco/render.ts';
import { renderJibril } from './jibril/render.ts';
import { renderLaurel } from './laurel/render.ts';
import { renderOcsf } from './ocsf/render.ts';
import { renderOsquery } from './osquery/render.ts';
import { renderSysmon } from './sysmon/render.ts';
import { renderTetragon } from './tetragon/render.ts';
import { renderTracee } from './tracee/render.ts';

/**
 * @param event - whole, as auditd tells it, and with whatever background a test wants told
 * @returns one record, without a newline at its end; what the format can't tell is left out as the tool leaves it out
 */
export type Render = (event: ExecEvent) => string;

/** By format; auditd, whose executions are spread over lines, and GuardDuty, which has no lines, are none of them. */
export const RENDERERS: Readonly<Partial<Record<SourceFormat, Render>>> = {
  laurel: renderLaurel,
  ecs: renderEcs,
  falco: renderFalco,
  tetragon: renderTetragon,
  osquery: renderOsquery,
  ocsf: renderOcsf,
  tracee: renderTracee,
  sysmon: renderSysmon,
  jibril: renderJibril,
};
