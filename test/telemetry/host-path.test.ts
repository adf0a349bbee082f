import { describe, expect, it } from 'vitest';
import { baseName, isBelow, resolveOnHost } from '../../shared/telemetry/host-path.ts';

describe('resolveOnHost', () => {
  it.each([
    ['/bin/ls', null, '/bin/ls'],
    ['/bin/ls', '/home', '/bin/ls'],
    ['hello', '/home/user', '/home/user/hello'],
    ['./hello', '/home/user', '/home/user/hello'],
    ['../x/./y//z', '/home/user', '/home/x/y/z'],
    ['//usr///bin/../lib', null, '/usr/lib'],
    ['/../../etc', null, '/etc'],
    ['hello', '/', '/hello'],
    ['C:\\x', '/home', '/home/C:\\x'],
    ['a\udcff', '/ä', '/ä/a\udcff'],
  ])('%s in %s is %s', (path, cwd, resolved) => {
    expect(resolveOnHost(path, cwd)).toBe(resolved);
  });

  it.each([
    ['hello', null],
    ['./hello', ''],
    ['../hello', 'relative'],
    ['hello', '(unreachable)/home'],
  ])('%s is unknown where the working directory is %s', (path, cwd) => {
    expect(resolveOnHost(path, cwd)).toBeNull();
  });
});

describe('baseName', () => {
  it.each([
    ['/lib64/ld-linux-x86-64.so.2', 'ld-linux-x86-64.so.2'],
    ['ls', 'ls'],
    ['./ls', 'ls'],
    ['/', ''],
    ['', ''],
    ['/memfd:a/b', 'b'],
  ])('of %s is %s', (path, name) => {
    expect(baseName(path)).toBe(name);
  });
});

describe('isBelow', () => {
  it.each([
    ['/tmp/x', '/tmp'],
    ['/tmp/x/y', '/tmp'],
    ['/tmp', '/tmp'],
    ['/tmp/x', '/tmp/'],
    ['/x', '/'],
    ['/', '/'],
  ])('%s is below %s', (path, directory) => {
    expect(isBelow(path, directory)).toBe(true);
  });

  it.each([
    ['/tmpx/y', '/tmp'],
    ['/tm', '/tmp'],
    ['/var/tmp/x', '/tmp'],
    ['/', '/tmp'],
  ])('%s is not below %s', (path, directory) => {
    expect(isBelow(path, directory)).toBe(false);
  });
});
