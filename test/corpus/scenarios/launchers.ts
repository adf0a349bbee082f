import { LD } from '../machine.ts';
import { attack, home, type Scenario } from '../scenario.ts';

/** Command lines that end in the loader running the payload, in which LOADER PAYLOAD stands for both. */
const ways: readonly (readonly [id: string, script: string, needs?: string])[] = [
  ['sudo', 'sudo LOADER PAYLOAD', 'sudo'],
  ['sudo-other-user', 'sudo -u nobody LOADER PAYLOAD', 'sudo'],
  ['nohup', 'nohup LOADER PAYLOAD'],
  ['setsid', 'setsid -w LOADER PAYLOAD'],
  ['env', 'env -i LOADER PAYLOAD'],
  ['env-trace-unset', 'env LD_TRACE=1 LOADER PAYLOAD'],
  ['xargs', 'echo PAYLOAD | xargs LOADER'],
  ['xargs-shell', 'printf \'LOADER PAYLOAD\' | xargs -n2 sh -c \'"$0" "$1"; :\''],
  ['timeout', 'timeout 5 LOADER PAYLOAD'],
  ['nice', 'nice -n 5 LOADER PAYLOAD'],
  ['stdbuf', 'stdbuf -o0 LOADER PAYLOAD'],
  ['flock', 'flock lock LOADER PAYLOAD', 'flock'],
  ['script', "script -qc 'LOADER PAYLOAD' /dev/null", 'script'],
  ['setarch', 'setarch -R LOADER PAYLOAD', 'setarch'],
  ['unshare', 'unshare -r LOADER PAYLOAD', 'unshare'],
  ['chroot', 'chroot / LOADER PAYLOAD'],
  ['busybox', "busybox sh -c 'LOADER PAYLOAD; :'", 'busybox'],
  ['busybox-env', 'busybox env LOADER PAYLOAD', 'busybox'],
  ['perl', 'perl -e \'exec {"LOADER"} "perl", "PAYLOAD"\'', 'perl'],
  ['perl-system', 'perl -e \'system("LOADER", "PAYLOAD")\'', 'perl'],
  [
    'python',
    '/usr/bin/python3 -c \'import subprocess; subprocess.run(["LOADER", "PAYLOAD"])\'',
    '/usr/bin/python3',
  ],
  ['find', "find PAYLOAD -exec LOADER {} ';'"],
  ['find-ldd-like', "find PAYLOAD -exec LOADER --verify {} ';' -exec LOADER {} ';'"],
  ['make', "printf 'x:\\n\\tLOADER PAYLOAD\\n' | make -sf - x", 'make'],
  ['awk', 'awk \'BEGIN { system("LOADER PAYLOAD") }\'', 'awk'],
  ['git', "git -c alias.x='!LOADER PAYLOAD' x", 'git'],
  ['tar', "tar cf /dev/null --checkpoint=1 --checkpoint-action=exec='LOADER PAYLOAD' /etc/passwd", 'tar'],
  ['strace', 'strace -o /dev/null LOADER PAYLOAD', 'strace'],
  ['background', '(LOADER PAYLOAD &) ; sleep 0.1'],
  ['pipeline', 'LOADER PAYLOAD | cat'],
  ['process-substitution', 'cat <(LOADER PAYLOAD)'],
  ['quoted-command', "eval 'LOA''DER' PAYLOAD"],
  ['coprocess', 'coproc LOADER PAYLOAD; cat <&"$COPROC"'],
  ['trap', "trap 'LOADER PAYLOAD' EXIT"],
  ['loop', 'for i in 1 2 3 4 5; do LOADER PAYLOAD; done'],
];

/** The same attack started by programs other than a shell. */
export const launchers: readonly Scenario[] = ways.map(([id, script, needs]) => {
  const name = `by-${id}`;
  const line = script
    .replaceAll('LOADER', LD)
    .replaceAll("LOA''DER", LD)
    .replaceAll('PAYLOAD', `${home(name)}/p`);
  const root = id.startsWith('sudo') || id === 'chroot';
  return attack(name, line, { as: root ? 'root' : 'user', ...(needs ? { needs: [needs] } : {}) });
});
