/** Writes the audit records of one exec as the kernel does (kernel/auditsc.c: audit_log_exit, audit_log_execve_info). */

/** What happened, as bytes where a program chose them. */
export interface Exec {
  readonly node: string;
  readonly time: number;
  readonly serial: number;
  readonly pid: number;
  readonly exe: Buffer;
  readonly argv: readonly Buffer[];
  readonly cwd: Buffer;
  readonly files: readonly Buffer[];
}

/** MAX_EXECVE_AUDIT_LEN, and the kernel's reserve for ` aN_len=… aN[M]=`. */
const RECORD_ROOM = 7500;
const NAME_ROOM = 96;

/** The kernel's audit_string_contains_control. */
function needsHex(bytes: Buffer): boolean {
  return bytes.some((byte) => byte === 0x22 || byte < 0x21 || byte > 0x7e);
}

function hexOf(bytes: Buffer): string {
  return bytes.toString('hex').toUpperCase();
}

/** The kernel's audit_log_n_untrustedstring. */
export function untrusted(bytes: Buffer): string {
  return needsHex(bytes) ? hexOf(bytes) : `"${bytes.toString('latin1')}"`;
}

/** The bodies of the EXECVE records, as many as it takes. */
export function argumentRecords(argv: readonly Buffer[]): string[] {
  const records: string[] = [];
  let record = `argc=${argv.length}`;
  let room = RECORD_ROOM;
  const write = (text: string): void => {
    record += text;
    room -= text.length;
  };
  const makeRoom = (): void => {
    if (room >= NAME_ROOM + 8) return;
    records.push(record);
    record = '';
    room = RECORD_ROOM;
  };
  for (const [index, argument] of argv.entries()) {
    // What doesn't fit the kernel's buffer is hex, whatever it holds.
    const hex = needsHex(argument) || argument.length >= RECORD_ROOM;
    const encoded = hex ? hexOf(argument) : argument.toString('latin1');
    const quote = hex ? '' : '"';
    makeRoom();
    if (encoded.length + 2 + NAME_ROOM <= room) {
      write(` a${index}=${quote}${encoded}${quote}`);
      continue;
    }
    write(` a${index}_len=${encoded.length}`);
    for (let at = 0, piece = 0; at < encoded.length; piece++) {
      makeRoom();
      // Whole bytes, but not whole characters.
      const length = Math.floor((room - NAME_ROOM) / 2) * 2;
      write(` a${index}[${piece}]=${quote}${encoded.slice(at, at + length)}${quote}`);
      at += length;
    }
  }
  return [...records, record];
}

/** `SEC.MS:SERIAL` */
export function eventIdOf({ time, serial }: Exec): string {
  return `${Math.floor(time / 1000)}.${String(time % 1000).padStart(3, '0')}:${serial}`;
}

/** All records of one exec in the kernel's order. */
export function render(exec: Exec): string[] {
  const head = (type: string): string =>
    `${exec.node === '' ? '' : `node=${exec.node} `}type=${type} msg=audit(${eventIdOf(exec)}): `;
  const { pid, files } = exec;
  const user = 'auid=1000 uid=1000 gid=1000 euid=1000 suid=1000 fsuid=1000 egid=1000 sgid=1000 fsgid=1000';
  return [
    `${head('SYSCALL')}arch=c000003e syscall=59 success=yes exit=0 a0=1 a1=2 a2=3 a3=8 items=${files.length} ` +
      `ppid=${pid - 1} pid=${pid} ${user} tty=pts0 ses=3 comm="x" exe=${untrusted(exec.exe)} key="exec"`,
    ...argumentRecords(exec.argv).map((body) => head('EXECVE') + body),
    `${head('CWD')}cwd=${untrusted(exec.cwd)}`,
    ...files.map(
      (name, item) =>
        `${head('PATH')}item=${item} name=${untrusted(name)} inode=${item + 100} dev=fe:00 mode=0100755 ouid=0 ` +
        'ogid=0 rdev=00:00 nametype=NORMAL cap_fp=0 cap_fi=0 cap_fe=0 cap_fver=0 cap_frootid=0',
    ),
    `${head('PROCTITLE')}proctitle=${hexOf(Buffer.from('x\0y'))}`,
  ];
}
