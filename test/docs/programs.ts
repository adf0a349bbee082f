/** Programs that execute /bin/true in ways that no shell has. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `PROGRAM MARK` executes a copy of /bin/true in memory with MARK as its argument. */
const EXECVEAT = `
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
extern char **environ;
int main(int argc, char **argv) {
  int file = open("/bin/true", O_RDONLY), memory = memfd_create("copy", MFD_CLOEXEC);
  struct stat info;
  fstat(file, &info);
  while (sendfile(memory, file, 0, info.st_size) > 0);
  char *arguments[] = {"true", argv[1], 0};
  syscall(SYS_execveat, memory, "", arguments, environ, AT_EMPTY_PATH);
  return 1;
}`;

/** A 64-bit program without a library that makes a 32-bit system call; its addresses fit into 32 bits. */
const through32Bits = (mark: string, call: string): string => `
static char path[] = "/bin/true", mark[] = "${mark}";
static int arguments[3], environment[1];
void _start(void) {
  long result, at = (long)path, argv = (long)arguments, env = (long)environment;
  arguments[0] = (int)at;
  arguments[1] = (int)(long)mark;
  ${call}
  __asm__ volatile("syscall" ::"a"(60L), "D"(1L));
}`;

const EXECVE_32 = `__asm__ volatile("int $0x80" : "=a"(result) : "0"(11L), "b"(at), "c"(argv), "d"(env) : "memory");`;
const EXECVEAT_32 = `__asm__ volatile("int $0x80" : "=a"(result)
    : "0"(358L), "b"(-100L), "c"(at), "d"(argv), "S"(env), "D"(0L) : "memory");`;

function build(directory: string, name: string, source: string, ...flags: string[]): string | null {
  const program = join(directory, name);
  writeFileSync(`${program}.c`, source);
  return spawnSync('gcc', ['-w', ...flags, `${program}.c`, '-o', program]).status === 0 ? program : null;
}

/** @returns the program's path, or null without a compiler */
export const execveatProgram = (directory: string): string | null => build(directory, 'execveat', EXECVEAT);

/** @returns the program's path, or null without a compiler, or where there are no such calls */
export function program32(directory: string, call: 'execve' | 'execveat', mark: string): string | null {
  if (process.arch !== 'x64') return null;
  const source = through32Bits(mark, call === 'execve' ? EXECVE_32 : EXECVEAT_32);
  return build(directory, `${call}-32`, source, '-static', '-nostdlib', '-no-pie');
}
