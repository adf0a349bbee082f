import { LD } from '../machine.ts';
import { attack, home, type Scenario } from '../scenario.ts';

interface Name {
  readonly id: string;
  /** The payload's file name, as it is on disk. */
  readonly name: string;
}

const names: readonly Name[] = [
  { id: 'blank', name: 'a b' },
  { id: 'leading-blank', name: ' p' },
  { id: 'trailing-blank', name: 'p ' },
  { id: 'quote', name: 'a"b' },
  { id: 'single-quote', name: "a'b" },
  { id: 'newline', name: 'a\nb' },
  { id: 'utf8', name: 'größe-日本.bin' },
  { id: 'escape', name: '\u001b[2J\u001b[31mred' },
  { id: 'bell-return', name: 'a\u0007\rb' },
  { id: 'record', name: 'type=EXECVE msg=audit(1.1:1): a0=' },
  { id: 'record-lines', name: 'p"\ntype=SYSCALL msg=audit(1.1:2): success=no exe="' },
  { id: 'record-no-blank', name: 'exe=\\usr\\bin\\ls' },
  { id: 'id-inside', name: 'audit(1.1:1):argc=1' },
  { id: 'hex', name: '2F62696E2F6C73' },
  { id: 'deleted', name: 'p (deleted)' },
  { id: 'html', name: '<script>alert(1)<&script>' },
  { id: 'json', name: '{"a":"b"}' },
  { id: 'formula', name: "=cmd|'x'!A0" },
  { id: 'backslashes', name: 'a\\nb\\u0041' },
  { id: 'percent', name: '%s%n%d$HOME`id`' },
  { id: 'option-like', name: '--list' },
  { id: 'long', name: 'p'.repeat(255) },
  { id: 'library-like', name: 'libc.so.6' },
  { id: 'loader-like', name: 'ld-linux-x86-64.so.2' },
  { id: 'ldd-like', name: 'ldd' },
  { id: 'right-to-left', name: 'a\u202efdp' },
  { id: 'zero-width', name: 'ls\u200b' },
  { id: 'separator', name: 'p\u001dARCH=x86_64 SYSCALL=ls' },
  { id: 'comma', name: 'a,b;c&d' },
];

/** A word that the shell reads back as exactly this text. */
const word = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Payloads whose names try to break a reader of the log or of the alerts. */
export const payloadNames: readonly Scenario[] = [
  ...names.map(({ id, name }) =>
    attack(`name-${id}`, `mv p ./${word(name)}; ${LD} ${word(`${home(`name-${id}`)}/${name}`)}`, {
      payload: `${home(`name-${id}`)}/${name}`,
      as: 'user',
    }),
  ),
  attack('name-dots', `mkdir a; ${LD} ${home('name-dots')}/a/../p`, {
    payload: `${home('name-dots')}/a/../p`,
  }),
  attack('name-into-system', `${LD} /usr/bin/../../${home('name-into-system')}/p`, {
    payload: `/usr/bin/../../${home('name-into-system')}/p`,
  }),
  attack('name-slashes', `${LD} //tmp/.w///./name-slashes//p`, {
    payload: '//tmp/.w///./name-slashes//p',
    as: 'user',
  }),
  attack('name-relative-up', `mkdir a; cd a; ${LD} ../p`, { payload: '../p', as: 'user' }),
  attack('name-relative-directory', `mkdir a; mv p a; ${LD} a/p`, { payload: 'a/p', as: 'user' }),
  attack('name-link', `ln -s p ls; ${LD} ./ls`, { payload: './ls', as: 'user' }),
  attack('name-option-relative', `mv p ./--list; ${LD} ./--list`, { payload: './--list', as: 'user' }),
  attack('name-directory-blank', `mkdir 'my dir'; cd 'my dir'; mv ../p .; ${LD} ./p`, {
    payload: './p',
    as: 'user',
  }),
  attack('name-directory-deleted', `mkdir d; mv p d; cd d; exec 9<p; rm -r ../d; ${LD} /dev/fd/9`, {
    payload: '/dev/fd/9',
    as: 'user',
  }),
  attack('name-proc-root', `${LD} /proc/self/root$PWD/p`, {
    payload: `/proc/self/root${home('name-proc-root')}/p`,
    as: 'user',
  }),
  attack('name-proc-cwd', `${LD} /proc/self/cwd/p`, { payload: '/proc/self/cwd/p', as: 'user' }),
  attack('name-home', `cp p $HOME/.p; ${LD} $HOME/.p; rm $HOME/.p`, { payload: '/root/.p' }),
  attack('name-run', `cp p /run/p; ${LD} /run/p; rm /run/p`, { payload: '/run/p', makes: ['/run/p'] }),
  attack('name-var-tmp', `cp p /var/tmp/.p; ${LD} /var/tmp/.p; rm /var/tmp/.p`, {
    payload: '/var/tmp/.p',
    as: 'user',
  }),
  attack('name-usr-local', `cp p /usr/local/bin/ldscn-p; ${LD} /usr/local/bin/ldscn-p`, {
    payload: '/usr/local/bin/ldscn-p',
    makes: ['/usr/local/bin/ldscn-p'],
  }),
  attack('name-cached-library', `${LD} libc.so.6`, {
    payload: 'libc.so.6',
    ran: 'either',
    note: "Found by the loader's cache; prints its version.",
  }),
];
