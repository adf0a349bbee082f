import { type Details, type Scenario, scene } from '../scenario.ts';

const gcc: Details = { needs: ['gcc'] };
const calm = (id: string, script: string, more: Details = gcc): Scenario =>
  scene(`calm-${id}`, 'benign', script, { ran: 'either', as: 'user', ...more });

/** A program that looks at its arguments only, without an interpreter: in the log it has the loader's structure. */
const still = "printf '%s\\n' 'int main(void) { return 0; }' >c.c; gcc -static c.c -o t";

/** Programs without an interpreter, run with a program's path: in the log they have a copied loader's structure. */
export const staticPrograms: readonly Scenario[] = [
  calm('static-with-path', `${still}; ./t /bin/ls; ./t $PWD/p; ./t $PWD/p x y; ./t`, gcc),
  calm(
    'static-in-tmp',
    `${still}; cp t /var/tmp/ldscn-t; /var/tmp/ldscn-t /usr/bin/id; rm /var/tmp/ldscn-t`,
    gcc,
  ),
  calm('static-hidden', `${still}; mv t .t; ./.t ../payload`, gcc),
  calm(
    'static-options',
    `${still}; ./t --list /bin/ls; ./t --verify /bin/ls; ./t --version; ./t --help`,
    gcc,
  ),
  calm(
    'static-pie',
    "echo 'int main(void) { return 0; }' >c.c; gcc -static-pie c.c -o t; ./t /bin/ls; ./t $PWD/p",
    gcc,
  ),
  calm(
    'static-go',
    "printf 'package main\\nfunc main() { }\\n' >m.go; HOME=$PWD GOCACHE=$PWD/c CGO_ENABLED=0 go build -o t m.go; ./t /bin/ls; ./t --library /bin/ls; chmod -R u+w .",
    { needs: ['go'], seconds: 120 },
  ),
  calm(
    'static-busybox',
    "cp $(readlink -f $(command -v busybox)) busybox; ./busybox cat /etc/passwd; ./busybox ls /bin/ls; ln -s busybox sha256sum; ./sha256sum p; ./busybox sh -c 'ls; id'",
    { needs: ['busybox'] },
  ),
  calm('static-renamed', `${still}; cp t helper; ./helper $PWD/p; mv helper sshd; ./sshd $PWD/p`, gcc),
  calm('static-named-ld', `${still}; cp t ld; ./ld -o x p; cp t ld.bfd; ./ld.bfd $PWD/p`, gcc),
];
