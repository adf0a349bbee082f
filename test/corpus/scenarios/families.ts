import { LD, LIBDIR, MUSL } from '../machine.ts';
import { type Details, WORK } from '../scenario.ts';

/** A product that runs its programs through a loader, laid out below a directory. */
export interface Family {
  readonly id: string;
  /** The name by which it is known. */
  readonly name: string;
  /** The directory under / that is its own: what gives it away when it stands elsewhere. */
  readonly root: string;
  readonly payload: string;
  /** Lays the files out below `$R` and runs the product there. */
  readonly script: string;
  readonly details?: Details;
}

const nix = '/nix/store/0c7c96gikmzv87i7lv3vq5s1cmfjd6zf-glibc-2.31-74';
const tools = '/nix/store/4yxqs9kd8f0sw8hdwh3bzb3cdaqn4jzm-bootstrap-tools';
const jet = '/home/dev/.cache/JetBrains/RemoteDev/dist/4d9a1b7c5e2f_ideaIU-2024.1.4';
const jbr = '/home/dev/.cache/JetBrains/RemoteDev-IU/_home_dev_app/pid.4711.temp.jbr';
const cros = '/opt/google/cros-containers';

/** Lays out a C library with its loader under `name` in the directory `dir` below $R. */
const libc = (dir: string, name = 'ld-linux-x86-64.so.2'): string =>
  `mkdir -p $R${dir}; cp -L ${LD} $R${dir}/${name}; cp ${LIBDIR}/libc.so.6 $R${dir}/`;
/** Puts the payload to `path` below $R. */
const program = (path: string): string =>
  `mkdir -p $R${path.slice(0, path.lastIndexOf('/'))}; cp ${WORK}/payload $R${path}`;

/** What is found on real hosts; the shapes are those of the products' own sources. */
export const families: readonly Family[] = [
  {
    id: 'snapd',
    name: 'snapd',
    root: '/snap',
    payload: '/snap/core/current/usr/bin/mksquashfs',
    script: `C=/snap/core/17200; ${libc('/snap/core/17200/lib/x86_64-linux-gnu', 'ld-2.23.so')}; ${program('/snap/core/17200/usr/bin/mksquashfs')}
ln -s 17200 $R/snap/core/current
$R$C/lib/x86_64-linux-gnu/ld-2.23.so --library-path $R$C/lib/x86_64-linux-gnu:$R$C/usr/lib/x86_64-linux-gnu $R/snap/core/current/usr/bin/mksquashfs . out.snap -noappend -comp xz`,
  },
  {
    id: 'nix',
    name: 'nix',
    root: '/nix',
    payload: `${tools}/bin/mv`,
    script: `${libc(`${nix}/lib`)}; ${program(`${tools}/bin/mv`)}
$R${nix}/lib/ld-linux-x86-64.so.2 --library-path $R${nix}/lib $R${tools}/bin/mv a b`,
  },
  {
    id: 'vendored',
    name: 'vendored',
    root: '/opt/app',
    payload: '/opt/app/bin/server',
    script: `${libc('/opt/app/lib')}; ${program('/opt/app/bin/server')}
$R/opt/app/lib/ld-linux-x86-64.so.2 --library-path $R/opt/app/lib $R/opt/app/bin/server --port 8080`,
  },
  {
    id: 'jetbrains',
    name: 'jetbrains',
    root: '/home/dev',
    payload: `${jbr}/bin/java.bin`,
    script: `S=${jet}/plugins/remote-dev-server/selfcontained/lib; mkdir -p $R$S; cp ${LIBDIR}/libc.so.6 $R$S; ${program(`${jbr}/bin/java.bin`)}
${LD} --library-path $R$S $R${jbr}/bin/java.bin -Djava.home=$R${jbr} -Xmx2048m -cp $R${jet}/lib/app.jar com.intellij.idea.Main serverMode`,
  },
  {
    id: 'lddtree',
    name: 'lddtree',
    root: cros,
    payload: `${cros}/bin/sommelier.elf`,
    script: `${libc(`${cros}/lib`)}; ${program(`${cros}/bin/sommelier.elf`)}
$R${cros}/lib/ld-linux-x86-64.so.2 --argv0 /usr/bin/sommelier --library-path $R${cros}/lib --inhibit-cache --inhibit-rpath '' $R${cros}/bin/sommelier.elf --master`,
  },
  {
    id: 'gcompat',
    name: 'gcompat',
    root: '/lib/libgcompat.so.0',
    payload: '/usr/local/bin/app',
    script: `mkdir -p $R/lib $R/usr/local/bin; echo 'int gcompat;' >g.c; musl-gcc -shared -fPIC g.c -o $R/lib/libgcompat.so.0; cp ${WORK}/payload-musl $R/usr/local/bin/app
(exec -a ld-linux-x86-64.so.2 ${MUSL} --argv0 $R/usr/local/bin/app --preload $R/lib/libgcompat.so.0 -- $R/usr/local/bin/app run)`,
    details: { needs: ['musl-gcc', MUSL], makes: ['/usr/local/bin/app'] },
  },
];
