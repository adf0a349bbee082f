import { LD, MUSL } from '../machine.ts';
import { type Details, home, type Scenario, WORK } from '../scenario.ts';
import { type Family, families } from './families.ts';

function family(id: string): Family {
  const found = families.find((one) => one.id === id);
  if (!found) throw new Error(`no family ${id}`);
  return found;
}

/** The product's own loader, in its own place, made to run something else. */
const abused = (
  id: string,
  of: string,
  script: string,
  more: Details & { readonly payload: string },
): Scenario => {
  const one = family(of);
  const product = `{ ${one.script}\n} >/dev/null`;
  return {
    id: `abused-${id}`,
    verdict: 'execute',
    severity_at_least: 'high',
    script: `mkdir -p ${home(`abused-${id}`)}; cd ${home(`abused-${id}`)}; cp ../payload p; cp ../evil.so e.so; R=\n${product}\n${script}`,
    ...one.details,
    makes: [one.root, ...(one.details?.makes ?? [])],
    ...more,
  };
};

const snap = '/snap/core/17200/lib/x86_64-linux-gnu';
const p = (id: string): string => `${home(`abused-${id}`)}/p`;
const opt = '/opt/app/lib/ld-linux-x86-64.so.2';

/** Products' loaders and directories, lent to something else. */
export const abusedFamilies: readonly Scenario[] = [
  abused('snap-payload', 'snapd', `${snap}/ld-2.23.so --library-path ${snap} $PWD/p`, {
    payload: p('snap-payload'),
  }),
  abused(
    'snap-library-path',
    'snapd',
    `${snap}/ld-2.23.so --library-path $PWD:${snap} /snap/core/current/usr/bin/mksquashfs`,
    {
      payload: '/snap/core/current/usr/bin/mksquashfs',
    },
  ),
  abused(
    'snap-dots',
    'snapd',
    `${snap}/ld-2.23.so --library-path ${snap} /snap/core/current/../../..${p('snap-dots')}`,
    {
      payload: `/snap/core/current/../../..${p('snap-dots')}`,
    },
  ),
  abused(
    'nix-preload',
    'nix',
    `N=$(echo /nix/store/*glibc*/lib); $N/ld-linux-x86-64.so.2 --library-path $N --preload $PWD/e.so /nix/store/*tools/bin/mv a b`,
    {
      payload: family('nix').payload,
      mentions: `${home('abused-nix-preload')}/e.so`,
      needs: ['gcc'],
    },
  ),
  abused(
    'nix-dots',
    'nix',
    `N=$(echo /nix/store/*glibc*/lib); $N/ld-linux-x86-64.so.2 --library-path $N /nix/store/../..${p('nix-dots')}`,
    {
      payload: `/nix/store/../..${p('nix-dots')}`,
    },
  ),
  abused('vendored-payload', 'vendored', `${opt} --library-path /opt/app/lib $PWD/p`, {
    payload: p('vendored-payload'),
  }),
  abused(
    'vendored-preload',
    'vendored',
    `${opt} --library-path /opt/app/lib --preload $PWD/e.so /opt/app/bin/server`,
    {
      payload: '/opt/app/bin/server',
      mentions: `${home('abused-vendored-preload')}/e.so`,
      needs: ['gcc'],
    },
  ),
  abused(
    'jetbrains-payload',
    'jetbrains',
    `${LD} --library-path $S $PWD/p -Djava.home=/home/dev/.cache/JetBrains`,
    { payload: p('jetbrains-payload') },
  ),
  abused(
    'lddtree-payload',
    'lddtree',
    `mv p p.elf; /opt/google/cros-containers/lib/ld-linux-x86-64.so.2 --argv0 /usr/bin/sommelier --library-path /opt/google/cros-containers/lib --inhibit-cache --inhibit-rpath '' $PWD/p.elf`,
    {
      payload: `${p('lddtree-payload')}.elf`,
    },
  ),
  abused(
    'gcompat-payload',
    'gcompat',
    `(exec -a ld-linux-x86-64.so.2 ${MUSL} --argv0 $PWD/q --preload /lib/libgcompat.so.0 -- ${WORK}/payload-musl)`,
    {
      payload: `${WORK}/payload-musl`,
    },
  ),
  abused(
    'gcompat-preload',
    'gcompat',
    `cp ../evil-musl.so libgcompat.so.0; (exec -a ld-linux-x86-64.so.2 ${MUSL} --argv0 /usr/local/bin/app --preload $PWD/libgcompat.so.0 -- /usr/local/bin/app)`,
    {
      payload: '/usr/local/bin/app',
      mentions: `${home('abused-gcompat-preload')}/libgcompat.so.0`,
    },
  ),
];
