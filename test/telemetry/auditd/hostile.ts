/** Lines that are made to exhaust a reader. */

const HEAD = 'msg=audit(1771085986.953:31):';

/** About as long as a log event can be. */
const LONGEST = 1024 * 1024;

function run(text: string, length = LONGEST): string {
  return text.repeat(Math.ceil(length / text.length));
}

/** JSON in JSON, each level escaped such that it grows by no more than it must. */
function nested(levels: number): string {
  let text = 'x';
  for (let level = 0; level < levels && text.length < LONGEST; level++) {
    text = `{"log":"a\\u000a${text.replaceAll('\\', '\\u005c').replaceAll('"', '\\u0022')}"}`;
  }
  return text;
}

/** By name: what is long about it. */
export const HOSTILE_LINES: Readonly<Record<string, string>> = {
  blanks: run(' '),
  'blanks before a record': `${run(' ')}type=CWD ${HEAD} cwd="/"`,
  tabs: run('\t '),
  quotes: run('"'),
  'no blank at all': run('a'),
  digits: run('1'),
  'node=': run('node='),
  'node=x ': run('node=x '),
  'one node name': `node=${run('a')} type=CWD ${HEAD} cwd="/"`,
  'type=A ': run('type=A '),
  'one type name': `type=${run('A')} ${HEAD} x`,
  'one type name, joined': `type=SYSCALL ${HEAD} x ${HEAD} type=${run('A')}`,
  'one event id': `type=CWD msg=audit(${run('1')}`,
  'a date that never ends': `2026-02-14T16:19:46${run('0')}`,
  'a priority that never ends': run('<1>'),
  'syslog heads': run('Feb 14 16:19:46 web-1 audispd: '),
  'printk heads': run('audit: '),
  'records on one line': run(`type=SYSCALL ${HEAD} arch=c000003e syscall=59 success=yes `),
  'nodes on one line': `type=SYSCALL ${HEAD} ${HEAD}${run(' node=a')}`,
  'node heads on one line': `type=SYSCALL ${HEAD} ${HEAD}${run(' node=a type=A')}`,
  'a node name on one line': `type=SYSCALL ${HEAD} ${HEAD} node=${run('b')}`,
  'arguments without a value': `type=EXECVE ${HEAD} ${run('a1= ')}`,
  'empty arguments': `type=EXECVE ${HEAD} argc=9${run(' a0=""')}`,
  'equals signs': `type=EXECVE ${HEAD} ${run('=')}`,
  'equals signs and blanks': `type=EXECVE ${HEAD} ${run('= ')}`,
  'open quotes': `type=EXECVE ${HEAD} ${run('a1=" ')}`,
  'one argument': `type=EXECVE ${HEAD} argc=1 a0="${run('a')}"`,
  'one argument in hex': `type=EXECVE ${HEAD} argc=1 a0=${run('FF')}`,
  'hex that ends in no digit': `type=EXECVE ${HEAD} argc=1 a0=${run('41')}4g`,
  pieces: `type=EXECVE ${HEAD} argc=1 a0_len=9${Array.from({ length: 60_000 }, (_, at) => ` a0[${at}]=41`).join('')}`,
  'holes between pieces': `type=EXECVE ${HEAD} argc=1${Array.from({ length: 60_000 }, (_, at) => ` a0[${at * 9}]=41`).join('')}`,
  brackets: `type=EXECVE ${HEAD} ${run('a[')}`,
  'fields of a system call': `type=SYSCALL ${HEAD} ${run('arch= syscall= success= exit= items= ')}`,
  'no field of a system call': `type=SYSCALL ${HEAD} ${run(' arc')}`,
  'a file name': `type=PATH ${HEAD} item=0 name=${run('FF')}`,
  braces: run('{'),
  'open objects': run('{"log":'),
  'open arrays': `{"items":${run('[')}`,
  'lines in JSON': `{"log":"${run('x\\n')}"}`,
  'records in JSON': `{"log":"${run(`type=PATH ${HEAD} item=0\\n`)}"}`,
  'JSON in JSON': nested(300),
  'bytes in JSON': `{"timestamp":"1","eventid":"1","items":{"PATH":["x"${run(',"item=0"')}]}}`,
};
