import { LD } from '../machine.ts';
import { type Details, home, type Scenario, scene } from '../scenario.ts';

const foreign = (id: string, script: string, more: Details = {}): Scenario =>
  scene(id, 'foreign-interpreter', script, { needs: ['patchelf'], ran: true, tolerate_stage: true, ...more });

/** Programs which name a loader of the attacker's in PT_INTERP, so that the exec itself looks ordinary. */
export const interpreter: readonly Scenario[] = [
  foreign('interpreter-tmp', `cp ${LD} myld; patchelf --set-interpreter $PWD/myld p; ./p`, { as: 'user' }),
  foreign(
    'interpreter-copied-silently',
    `cat <${LD} >myld; chmod 755 myld; patchelf --set-interpreter $PWD/myld p; ./p`,
    { as: 'user' },
  ),
  foreign(
    'interpreter-hidden-home',
    `mkdir -p $HOME/.local/.x; cp ${LD} $HOME/.local/.x/ld-linux-x86-64.so.2
patchelf --set-interpreter $HOME/.local/.x/ld-linux-x86-64.so.2 p; ./p; rm -r $HOME/.local/.x`,
  ),
  foreign(
    'interpreter-same-name',
    `mkdir lib64; cp ${LD} lib64/ld-linux-x86-64.so.2
patchelf --set-interpreter $PWD/lib64/ld-linux-x86-64.so.2 p; ./p`,
    { as: 'user' },
  ),
  foreign(
    'interpreter-shared-memory',
    `cp ${LD} /dev/shm/l; patchelf --set-interpreter /dev/shm/l p; ./p; rm /dev/shm/l`,
    { as: 'user' },
  ),
  foreign('interpreter-relative', `cp ${LD} l; patchelf --set-interpreter ./l p; ./p`, { as: 'user' }),
  foreign(
    'interpreter-dots',
    `cp ${LD} l; patchelf --set-interpreter /etc/..${home('interpreter-dots')}/l p; ./p`,
    { as: 'user' },
  ),
  foreign('interpreter-hard-link', `ln $(readlink -f ${LD}) l; patchelf --set-interpreter $PWD/l p; ./p`),
  foreign(
    'interpreter-system-program',
    `cp ${LD} l; cp /bin/ls p; patchelf --set-interpreter $PWD/l p; ./p p && echo RAN`,
    { as: 'user' },
  ),
  scene('interpreter-canonical', 'benign', `patchelf --set-interpreter $(readlink -f ${LD}) p; ./p`, {
    needs: ['patchelf'],
    ran: true,
  }),
  scene('interpreter-link-to-system', 'benign', `ln -s ${LD} l; patchelf --set-interpreter $PWD/l p; ./p`, {
    needs: ['patchelf'],
    ran: true,
    tolerate: true,
    note: "A link to the system's own loader: whether to report it is a matter of taste.",
  }),
];
