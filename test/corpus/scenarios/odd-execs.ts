import { LD, MUSL } from '../machine.ts';
import { attack, home, type Scenario, scene } from '../scenario.ts';

/** Compiles `text` to `./run`. */
const compile = (text: string, flags = ''): string =>
  `printf '%s\\n' '${text}' >run.c; gcc ${flags} run.c -o run`;

/** Execs through a directory's descriptor: the name in the log is relative to nothing that is logged. */
const execveat = (directory: string, name: string): string =>
  compile(`#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>
#include <sys/syscall.h>
extern char **environ;
int main(int c, char **v) {
  int d = open("${directory}", O_PATH | O_DIRECTORY);
  char *a[] = { "ls", v[c - 1], 0 };
  return (int)syscall(SYS_execveat, d, "${name}", a, environ, 0);
}`);

const loaderName = LD.slice(LD.lastIndexOf('/') + 1);
const loaderDirectory = LD.slice(0, LD.lastIndexOf('/'));
const deep = 'd'.repeat(100);

/** Execs that are logged in unusual ways. */
export const oddExecs: readonly Scenario[] = [
  attack('execveat-directory', `${execveat(loaderDirectory, loaderName)}; ./run $PWD/p`, {
    needs: ['gcc'],
    as: 'user',
  }),
  attack('execveat-directory-copy', `mkdir d; cp ${LD} d/x; ${execveat('d', 'x')}; ./run $PWD/p`, {
    needs: ['gcc'],
    as: 'user',
    stages: true,
  }),
  attack(
    'by-32-bit-caller',
    `${compile(
      `#include <unistd.h>
int main(int c, char **v) { return execl("${LD}", "${LD}", v[c - 1], (char *)0); }`,
      '-m32',
    )}; ./run $PWD/p`,
    { needs: ['m32'], as: 'user' },
  ),
  attack(
    'by-thread',
    `/usr/bin/python3 -c '
import os, sys, threading
threading.Thread(target=os.execv, args=("${LD}", ["${LD}", sys.argv[1]])).start()
threading.Event().wait()' $PWD/p`,
    { needs: ['/usr/bin/python3'], as: 'user' },
  ),
  attack('by-orphan', `(setsid ${LD} $PWD/p >out &); sleep 0.2; cat out`, { as: 'user' }),
  attack('exec-chain', `exec env -i /bin/sh -c 'exec nice ${LD} ${home('exec-chain')}/p'`, { as: 'user' }),
  attack(
    'directory-long',
    `for i in $(seq 38); do mkdir ${deep}; cd ${deep}; done; cp ${home('directory-long')}/p .; ${LD} ./p`,
    { payload: './p', as: 'user' },
  ),
  attack(
    'directory-too-long',
    `for i in $(seq 45); do mkdir ${deep}; cd ${deep}; done; ${LD} ${home('directory-too-long')}/p`,
    { as: 'user', note: 'The kernel has no room for the name of this directory.' },
  ),
  attack('directory-deleted', `mkdir d; cd d; rmdir ../d; ${LD} ../p`, { payload: '../p', as: 'user' }),
  attack('directory-unreadable', `mkdir d; mv p d; cd d; chmod 111 .; ${LD} ./p; chmod 755 .`, {
    payload: './p',
    as: 'user',
  }),
  attack('musl-argv0-option-ldd', `cp ../payload-musl p; ${MUSL} --argv0=ldd $PWD/p`, {
    needs: ['musl-gcc', MUSL],
    as: 'user',
  }),
  scene('musl-copy-called-ldd', 'inspect', `cp ../payload-musl p; cp ${MUSL} ldd; ./ldd $PWD/p`, {
    needs: ['musl-gcc', MUSL],
    tolerate_stage: true,
  }),
];
