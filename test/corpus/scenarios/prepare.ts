import { LD, LIBDIR } from '../machine.ts';
import { type Scenario, WORK } from '../scenario.ts';

/** A program whose run shows in its output, whatever its arguments are. */
const payload = `#include <stdio.h>
int main(int c, char **v) { printf("RAN as %s\\n", c ? v[0] : ""); for (int i = 1; i < c && i < 4; i++) printf(" %s\\n", v[i]); return 0; }
`;

/** A library that shows when its constructor runs, as a plain library and as an auditing one. */
const evil = `#include <unistd.h>
__attribute__((constructor)) static void f(void) { if (write(1, "RAN inside\\n", 11)) return; }
unsigned la_version(unsigned v) { return v; }
`;

/** Stands in for a library that ls needs. */
const stub = `${evil}
int is_selinux_enabled(void) { return 0; } void freecon(char *c) { (void)c; }
int getfilecon_raw(const char *p, char **c) { (void)p; (void)c; return -1; }
int lgetfilecon_raw(const char *p, char **c) { (void)p; (void)c; return -1; }
int fgetfilecon_raw(int f, char **c) { (void)f; (void)c; return -1; }
int getfilecon(const char *p, char **c) { (void)p; (void)c; return -1; }
int lgetfilecon(const char *p, char **c) { (void)p; (void)c; return -1; }
int fgetfilecon(int f, char **c) { (void)f; (void)c; return -1; }
`;

/** ldd's own last steps, except that the environment that would make the loader list is not set. */
const fakeLdd = `#!/bin/bash
RTLD=${LD}
try_trace() (
  output=$(eval LD_WARN= LD_BIND_NOW= '"$@"' 2>&1; rc=$?; printf 'x'; exit $rc)
  rc=$?
  printf '%s' "\${output%x}"
  return $rc
)
for file do
  dummy=\`$RTLD --version 2>&1\`
  verify_out=\`\${RTLD} --verify "$file"\`
  try_trace "$RTLD" "$file"
done
`;

/** Shell text that writes a file without starting a program. */
const write = (name: string, text: string): string => `printf %s '${text.replaceAll("'", "'\\''")}' >${name}`;

/** Makes what the other scenarios use. Without a compiler the payload is a copy of id. */
export const prepare: readonly Scenario[] = [
  {
    id: 'prepare',
    verdict: 'benign',
    script: [
      `rm -rf ${WORK}; mkdir -p ${WORK}/lib ${WORK}/evil; chmod 777 ${WORK}; cd ${WORK}`,
      write('payload.c', payload),
      write('evil.c', evil),
      write('stub.c', stub),
      write('fake-ldd', fakeLdd),
      'chmod 755 fake-ldd',
      'gcc payload.c -o payload || cp /usr/bin/id payload',
      'gcc -static payload.c -o static',
      'gcc -m32 payload.c -o payload32',
      'musl-gcc payload.c -o payload-musl',
      'gcc -shared -fPIC evil.c -o evil.so',
      'gcc -shared -fPIC stub.c -o evil/libselinux.so.1',
      'musl-gcc -shared -fPIC evil.c -o evil-musl.so',
      `cp ${LIBDIR}/libc.so.6 lib/`,
      'true',
    ].join('\n'),
  },
];
