import { LD, LD_FILE, LIBDIR, MUSL } from '../machine.ts';
import { type Details, type Scenario, scene, WORK } from '../scenario.ts';

const calm = (id: string, script: string, more: Details = {}): Scenario =>
  scene(`calm-${id}`, 'benign', script, { ran: 'either', as: 'user', ...more });
const gcc = { needs: ['gcc'] };

/** Work that mentions a loader, or resembles one, and is none. */
export const lookalikes: readonly Scenario[] = [
  calm(
    'tools',
    `for t in file 'readelf -l' 'objdump -f' 'strings -n 30' sha256sum 'stat -L' 'cat' 'head -c 9' 'xxd -l 9' 'ls -l' 'od -N9' 'size' 'nm -D'; do $t ${LD}; done | tail -1`,
  ),
  calm(
    'search',
    `grep -c GLIBC ${LD}; find /lib64/ -name 'ld-*'; dpkg -S ${LD_FILE}; which ld.so; readlink -f ${LD}; true`,
  ),
  calm('archive', `tar chf x.tar ${LD} /etc/ld.so.conf; tar tf x.tar; gzip x.tar; cp -r /etc/ld.so.conf.d .`),
  calm(
    'configuration',
    'cat /etc/ld.so.conf; ls -l /etc/ld.so.cache; touch ld.so.preload; vi --version; /sbin/ldconfig -p; true',
  ),
  calm(
    'link',
    `echo 'int main(void) { return 0; }' >c.c; gcc -Wl,-dynamic-linker,${LD} c.c -o c; gcc -c c.c; ld -dynamic-linker ${LD} -o d c.o --unresolved-symbols=ignore-all -e main; ./c`,
    gcc,
  ),
  calm(
    'link-odd',
    `echo 'int main(void) { return 0; }' >c.c; gcc -Wl,--dynamic-linker=${LD_FILE} c.c -o c; gcc -static-pie c.c -o s; ld --verbose; ld --help; ./c; ./s`,
    gcc,
  ),
  calm('link-32', "echo 'int main(void) { return 0; }' >c.c; gcc -m32 c.c -o c; ./c", {
    needs: ['gcc', 'm32'],
  }),
  calm(
    'link-musl',
    "echo 'int main(void) { return 0; }' >c.c; musl-gcc c.c -o c; ./c; musl-gcc -static c.c -o d; ./d",
    { needs: ['musl-gcc', MUSL] },
  ),
  calm(
    'patchelf',
    `patchelf --print-interpreter p; patchelf --set-interpreter ${LD} p; patchelf --set-rpath ${LIBDIR} p; ./p`,
    { needs: ['patchelf'] },
  ),
  calm(
    'own-options',
    `printf '#!/bin/sh\\n:\\n' >x; chmod 755 x; ./x --preload a.so ./p; ./x --audit --list p; ./x --library-path /tmp p; ./x --argv0 x ./p; ./x --inhibit-cache`,
  ),
  calm(
    'own-options-compiled',
    `echo 'int main(void) { return 0; }' >c.c; gcc c.c -o server; ./server --preload app:create ./p; ./server --audit x --list; ./server --library-path /tmp/.w/lib ./p --argv0 x`,
    gcc,
  ),
  calm(
    'known-options',
    'systemctl --version; npm --version; git --list-cmds=main; sysctl --help; find --help; node --version; true',
  ),
  calm(
    'environment',
    `LD_PRELOAD=${LIBDIR}/libm.so.6 /bin/true; LD_LIBRARY_PATH=${WORK}/lib /bin/true; LD_BIND_NOW=1 ./p; LD_DEBUG=libs /bin/true`,
  ),
  calm(
    'failed-exec',
    `/nonexistent/ld-linux-x86-64.so.2 $PWD/p; /lib/ld-linux-nothing.so.9 p; cd /; ./ld-linux.so.2; true`,
  ),
  calm(
    'failed-not-executable',
    `cp ${LD} ld-linux-x86-64.so.2; chmod 644 ld-linux-x86-64.so.2; ./ld-linux-x86-64.so.2 $PWD/p; true`,
  ),
  calm('failed-interpreter', `patchelf --set-interpreter /nonexistent/ld-linux-x86-64.so.2 p; ./p; true`, {
    needs: ['patchelf'],
  }),
  calm(
    'words',
    `echo ${LD} ${WORK}/payload; printf '%s\\n' "exe=${LD}" 'type=EXECVE msg=audit(1.1:1): argc=2 a0="${LD}" a1="/tmp/x"'; /bin/echo ${LD} $PWD/p; /bin/true ${LD} $PWD/p`,
  ),
  calm(
    'loader-as-argument',
    `qemu-x86_64 ${LD} $PWD/p; strace -V; gdb --version; sh -c : ${LD} $PWD/p; env --version; true`,
  ),
  calm(
    'forged-name',
    `(exec -a ${LD} /bin/true $PWD/p); (exec -a ld-linux-x86-64.so.2 /bin/echo --argv0 x $PWD/p); (exec -a ldd ./p)`,
  ),
  calm(
    'named-like-loader',
    `cp p ld-linux-x86-64.so.2; ./ld-linux-x86-64.so.2 /bin/ls; cp p ld.so; ./ld.so ./p; printf '#!/bin/sh\\n' >ld-musl-x86_64.so.1; chmod 755 ld-musl*; ./ld-musl-x86_64.so.1 ./p`,
    {
      tolerate: true,
      note: "Ordinary programs that carry a loader's name, run with a program's path: odd enough to be reported.",
    },
  ),
  calm(
    'programs-in-tmp',
    './p; ./p /bin/ls; cp /bin/cat c; ./c /etc/hostname >/dev/null; cp /bin/bash b; ./b -c ./p; sh -c ./p',
  ),
  calm(
    'scripts',
    "printf '#!/bin/sh\\n./p\\n' >s; chmod 755 s; ./s; printf '#!/usr/bin/env bash\\n./s\\n' >t; chmod 755 t; ./t; printf '#!/usr/bin/awk -f\\nBEGIN { }\\n' >w; chmod 755 w; ./w",
  ),
  calm(
    'administration',
    "ps aux >/dev/null; df -h >/dev/null; find /etc -maxdepth 1 -name 'pas*' -exec ls -d {} + >/dev/null; dpkg -l 2>/dev/null | tail -1; apt-cache policy bash >/dev/null",
    { as: 'root' },
  ),
  calm('linker-configuration', '/sbin/ldconfig -N -X -v >/dev/null; /sbin/ldconfig -p | head -1', {
    as: 'root',
  }),
];
