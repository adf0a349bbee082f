import { describe, expect, it } from 'vitest';
import { familyByShortName, familyOfOptions, parseByAnyFamily } from '../../shared/loader/registry.ts';

describe('a command line gives its loader away', () => {
  it.each([
    ['glibc', '--inhibit-cache ./p'],
    ['glibc', '--inhibit-rpath x ./p'],
    ['glibc', '--library-path /tmp ./p'],
    ['glibc', '--glibc-hwcaps-prepend x ./p'],
    ['glibc', '--glibc-hwcaps-mask x ./p'],
    ['glibc', '--argv0 sshd ./p'],
    ['glibc', '--preload x.so --inhibit-cache ./p'],
    ['glibc', '--inhibit-cache -- ./p'],
    ['glibc', '--argv0 sshd --list-ish/p'],
    ['musl', '--library-path=/tmp ./p'],
    ['musl', '--argv0=sshd ./p'],
    ['musl', '--preload=x.so --argv0 sshd ./p'],
    ['uclibc', '--library-path /tmp --p'],
    // Only an old glibc would take the second word as a program.
    ['musl', '--argv0 sshd --library-path=/tmp ./p'],
  ])('of %s: %s', (family, words) => {
    expect(familyOfOptions(['/tmp/x', ...words.split(' ')])?.name).toBe(family);
  });

  it.each([
    ['no word at all', ''],
    ['only a program', './p'],
    ['options that many programs have', '--preload x ./p'],
    ['options that many programs have', '--audit x ./p'],
    ['options that many programs have', '--verify ./p'],
    ['options that many programs have', '--list ./p'],
    ['nothing to run', '--library-path /tmp'],
    ['nothing to run', '--inhibit-cache'],
    ['nothing run', '--inhibit-cache --list ./p'],
    ['nothing run', '--list-tunables ./p'],
    ['nothing run', '--list-diagnostics'],
    ['no option but a longer word', '--inhibit-caches ./p'],
    ['no option but a longer word', '--argv0s=x ./p'],
    ['a telling word behind the program', './p --library-path /tmp ./q'],
    ['a telling word behind a single dash', '-v --argv0 x ./p'],
    ['an option of another program first', '--config=/etc/x --argv0 y ./p'],
  ])('or not, with %s: %s', (_why, words) => {
    expect(familyOfOptions(['/tmp/x', ...words.split(' ').filter((word) => word !== '')])).toBeNull();
  });

  it('or not, where the telling word was lost', () => {
    expect(familyOfOptions(['/tmp/x', null, '/tmp', './p'])).toBeNull();
    expect(familyOfOptions(['/tmp/x', '--library-path', '/tmp', null])).toBeNull();
  });
});

describe('the command line of an unknown loader', () => {
  it.each([
    ['./p --list', { mode: 'run', program: './p' }],
    ['--preload x.so ./p', { mode: 'run', program: './p' }],
    ['--preload=x.so ./p', { mode: 'run', program: './p' }],
    ['--library-path=/l -- ./p', { mode: 'run', program: './p' }],
    ['--preload /x.so --library-path=/l ./p', { mode: 'run', program: './p' }],
    ['--bogus=/x ./p', { mode: 'run', program: '--bogus=/x' }],
    ['--list ./p', { mode: 'inspect', inspection: 'list' }],
    ['--type=renderer', { mode: 'nothing', why: 'unknown-option' }],
    ['', { mode: 'nothing', why: 'no-program' }],
  ])('is read by whichever grammar runs a program: %s', (words, meaning) => {
    const argv = ['/tmp/x', ...words.split(' ').filter((word) => word !== '')];
    expect(parseByAnyFamily(argv)).toMatchObject(meaning);
  });
});

describe('a family', () => {
  it('is found by its short name', () => {
    for (const name of ['glibc', 'musl', 'bionic', 'uclibc'] as const)
      expect(familyByShortName(name)?.name).toBe(name);
    expect(familyByShortName(null)).toBeNull();
  });
});
