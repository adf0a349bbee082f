import { describe, expect, it } from 'vitest';
import { executedFile, shapeOf } from '../../shared/detection/exec-shape.ts';
import { alone, dynamic, exec, LINKER, LOADER, loader } from './exec.ts';

describe('the shape of an execution', () => {
  it('dynamic: a program and the linker that it names', () => {
    const shape = shapeOf(dynamic('/usr/bin/ls -l'));
    expect(shape).toMatchObject({
      kind: 'dynamic',
      program: { name: '/usr/bin/ls' },
      linker: { name: LINKER },
    });
    expect(executedFile(shape)?.name).toBe('/usr/bin/ls');
  });

  it('alone: a file that names no linker, such as a static program or a linker', () => {
    expect(shapeOf(alone('/opt/static'))).toMatchObject({ kind: 'alone', program: { name: '/opt/static' } });
    expect(shapeOf(loader('/tmp/p'))).toMatchObject({ kind: 'alone', program: { name: LINKER } });
  });

  it('script: a script, its interpreter, and the linker that this names', () => {
    const shape = shapeOf(
      exec({ argv: ['/bin/sh', './s', 'x'], exe: '/usr/bin/dash', files: ['./s', '/bin/sh', LINKER] }),
    );
    expect(shape).toMatchObject({
      kind: 'script',
      program: { name: './s' },
      interpreter: { name: '/bin/sh' },
      linker: { name: LINKER },
    });
    expect(executedFile(shape)?.name).toBe('/bin/sh');
  });

  it('script: one whose interpreter is a script', () => {
    const shape = shapeOf(
      exec({
        argv: ['/bin/sh', './i', './s'],
        exe: '/usr/bin/dash',
        files: ['./s', './i', '/bin/sh', LINKER],
      }),
    );
    expect(shape).toMatchObject({
      kind: 'script',
      program: { name: './s' },
      interpreter: { name: '/bin/sh' },
    });
  });

  it.each([
    ['an interpreter line', [LINKER, '/tmp/p', './s', 'x'], './s'],
    ['binfmt_misc', [LINKER, './p.evl'], './p.evl'],
  ])('script: a file that the linker runs by %s', (_how, argv, name) => {
    const shape = shapeOf(exec({ argv, exe: LOADER, files: [name, LINKER] }));
    expect(shape).toMatchObject({ kind: 'script', interpreter: { name: LINKER }, linker: null });
    expect(executedFile(shape)?.name).toBe(LINKER);
  });

  it('a program that claims its linker’s name as argv[0] is no script', () => {
    const forged = exec({ argv: [LINKER, './p'], exe: '/home/user/p', files: ['./p', LINKER] });
    expect(shapeOf(forged).kind).toBe('dynamic');
    expect(shapeOf(exec({ argv: [LINKER, 'x'], exe: '/home/user/p', files: ['./p', LINKER] })).kind).toBe(
      'dynamic',
    );
  });

  it.each([
    ['no file was told', { files: [] }],
    ['fewer files than the kernel opened were told', { files: ['/usr/bin/ls'], fileCount: 2 }],
    ['how many files there were was lost', { files: ['/usr/bin/ls', LINKER], fileCount: null }],
  ])('unknown: %s', (_why, parts) => {
    const shape = shapeOf(exec(parts));
    expect(shape.kind).toBe('unknown');
    expect(executedFile(shape)?.name).toBe(parts.files[0]);
  });
});
