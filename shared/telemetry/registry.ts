/** Every format that is read line by line: a new one is a file in `formats/` and a line here. */
import { ecs } from './formats/ecs/ecs.ts';
import { falco } from './formats/falco/falco.ts';
import { jibril } from './formats/jibril/jibril.ts';
import { laurel } from './formats/laurel/laurel.ts';
import { ocsf } from './formats/ocsf/ocsf.ts';
import { osquery } from './formats/osquery/osquery.ts';
import { sysmon } from './formats/sysmon/sysmon.ts';
import { tetragon } from './formats/tetragon/tetragon.ts';
import { tracee } from './formats/tracee/tracee.ts';
import type { LineFormat } from './line-format.ts';

/** What is tried, in this order; each knows its own by fields that no other has. */
export const LINE_FORMATS: readonly LineFormat[] = [
  laurel,
  // Before whatever else looks at lines that are no JSON: it is the quickest to see that one is not its own.
  sysmon,
  falco,
  tetragon,
  tracee,
  osquery,
  ocsf,
  ecs,
  jibril,
];
