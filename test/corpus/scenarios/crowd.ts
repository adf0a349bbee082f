import { type Details, home, type Scenario } from '../scenario.ts';

const many = (id: string, verdict: 'inspect' | 'benign', script: string, more: Details = {}): Scenario => ({
  id: `crowd-${id}`,
  verdict,
  seconds: 900,
  ran: 'either',
  ...more,
  script: `mkdir -p ${home(`crowd-${id}`)}; cd ${home(`crowd-${id}`)}\n${script}`,
});
const ldd = (id: string, script: string, more: Details = {}): Scenario =>
  many(id, 'inspect', script, { needs: ['/usr/bin/ldd'], as: 'user', ...more });

/** A kernel version that no machine has. */
const V = '0.0.1-ldscn';

/** Busy processors, for as long as the rest takes. */
const load = 'for i in $(seq $(($(nproc) * 3))); do yes >/dev/null & H="$H $!"; done';
const calm = 'kill $H; wait 2>/dev/null';
/** Programs to look at: the same few hundred words in each recording of a system. */
const some = (n: number): string => `ls -d /usr/bin/* | head -n ${n}`;

/** Loud and harmless: many inspections at once on a loaded host, builds, an installation. */
export const crowd: readonly Scenario[] = [
  ldd('ldd-hundreds', `for f in $(${some(300)}); do ldd $f; done >/dev/null 2>&1; true`),
  ldd('ldd-8-parallel', `${some(300)} | xargs -P8 -n1 ldd >/dev/null 2>&1; true`),
  ldd('ldd-8-parallel-same-file', 'seq 200 | xargs -P8 -I{} ldd /bin/ls >/dev/null'),
  ldd('ldd-8-parallel-many-files', `${some(300)} | xargs -P8 -n10 ldd >/dev/null 2>&1; true`),
  ldd('ldd-loaded', `${load}; ${some(150)} | xargs -P8 -n1 ldd >/dev/null 2>&1; ${calm}`),
  ldd('ldd-loaded-niced', `${load}; ${some(80)} | nice -n 19 xargs -P6 -n1 ldd >/dev/null 2>&1; ${calm}`),
  ldd(
    'ldd-loaded-niced-same-file',
    `${load}; seq 60 | nice -n 19 xargs -P6 -I{} ldd /bin/cat >/dev/null; ${calm}`,
  ),
  ldd(
    'ldd-loaded-by-compiler',
    `(for i in $(seq 40); do echo "int f$i(void) { return $i; }" >$i.c; gcc -O2 -c $i.c; done) & (for i in $(seq 40); do gcc -xc -O2 -c -o x.o - </dev/null; done) &
${some(120)} | xargs -P8 -n1 ldd >/dev/null 2>&1; wait`,
    { needs: ['/usr/bin/ldd', 'gcc'] },
  ),
  ldd(
    'ldd-stopped-and-continued',
    `cp /bin/ls p; for i in 1 2 3 4 5 6 7 8; do ldd $PWD/p >/dev/null & sleep 0.00$i; kill -STOP $!; S="$S $!"; done; sleep 3; kill -CONT $S; wait`,
  ),
  ldd(
    'ldd-two-users',
    `(seq 40 | xargs -P4 -I{} setpriv --reuid 1002 --regid 1002 --clear-groups ldd /bin/ls >/dev/null) & seq 40 | xargs -P4 -I{} ldd /bin/ls >/dev/null; wait`,
    { as: 'root' },
  ),
  ldd(
    'ldd-relative-directories',
    `for d in 1 2 3 4 5 6 7 8; do mkdir $d; cp /bin/ls $d/p; (cd $d; for i in 1 2 3 4 5 6; do ldd ./p; ldd p; done >/dev/null) & done; wait`,
  ),
  many(
    'programs-while-ldd',
    'benign',
    `for i in $(seq 60); do ldd /bin/ls >/dev/null & ls / >/dev/null; cat /etc/passwd | grep root | wc -l >/dev/null; done; wait`,
    { needs: ['/usr/bin/ldd'] },
  ),
  many(
    'initramfs',
    'benign',
    `mkdir -p /lib/modules/${V}; echo CONFIG_RD_GZIP=y >/boot/config-${V}; mkinitramfs -c gzip -o x.img ${V}
rm -r /lib/modules/${V}; rmdir --ignore-fail-on-non-empty /lib/modules; lsinitramfs x.img | tail -n 3`,
    {
      as: 'root',
      needs: ['mkinitramfs'],
      makes: [`/lib/modules/${V}`, `/boot/config-${V}`],
    },
  ),
];

/** Fetches a source package without touching the machine's own lists. */
const source = (name: string): string => `mkdir -p parts lists/partial
for f in /etc/apt/sources.list.d/*.sources; do sed 's/^Types:.*/Types: deb-src/' $f >parts/\${f##*/}; done
sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >parts/own.list
A="-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts=$PWD/parts -o Dir::State::lists=$PWD/lists"
apt-get $A update && apt-get $A source ${name}`;

/** A package's source, configured and built; and a whole system installed into a directory. */
export const installations: readonly Scenario[] = [
  many(
    'build',
    'benign',
    `${source('hello')}; cd hello-*/ && FORCE_UNSAFE_CONFIGURE=1 ./configure && make -j4 && ./hello`,
    { needs: ['apt-get', 'gcc', 'make'] },
  ),
  many(
    'debootstrap',
    'benign',
    'debootstrap --variant=minbase stable root && chroot root ldd /bin/ls; umount -R root/proc root/sys; rm -rf root',
    { needs: ['debootstrap'] },
  ),
];
