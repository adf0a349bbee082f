import { describe, expect, it } from 'vitest';
import { AccountError } from '../../../cli/errors.ts';
import type { Replay } from '../../../cli/redrive/dead-letters.ts';
import { Queue, T0 } from './queue.ts';

const many = (length: number) => Array.from({ length }, (_, index) => `letter ${index}`);

describe('letters', () => {
  it('are sent to where they are tried again, each before it is deleted', async () => {
    const queue = new Queue(many(2));
    expect(await queue.redrive()).toEqual({ moved: 2, left: [] });
    expect(queue.sent).toEqual(many(2));
    expect(queue.kept.size).toBe(0);
    const once = ['SendMessageCommand', 'DeleteMessageCommand'];
    expect(queue.calls).toEqual(['ReceiveMessageCommand', ...once, ...once, 'ReceiveMessageCommand']);
  });

  it('are all moved, however many there are', async () => {
    const queue = new Queue(many(57));
    expect(await queue.redrive()).toMatchObject({ moved: 57 });
    expect(queue.sent).toEqual(many(57));
  });

  it('become as many messages as is made of them', async () => {
    const queue = new Queue(['a b', '']);
    const words: Replay = async (body) => body.split(' ').filter((word) => word !== '');
    expect(await queue.redrive(words)).toMatchObject({ moved: 2 });
    expect(queue.sent).toEqual(['a', 'b']);
    expect(queue.kept.size).toBe(0);
  });

  it('that only tell where something lay are deleted', async () => {
    const queue = new Queue(many(3));
    expect(await queue.redrive(async () => [], null)).toMatchObject({ moved: 3 });
    expect(queue.sent).toEqual([]);
    expect(queue.kept.size).toBe(0);
  });
});

describe('letters that came after the beginning', () => {
  it('are left: what fails again at once does not go round in circles', async () => {
    const queue = new Queue([
      { body: 'new', sent: T0 },
      { body: 'newer', sent: T0 + 5 },
    ]);
    expect(await queue.redrive()).toEqual({ moved: 0, left: [] });
    expect(queue.kept.size).toBe(2);
  });

  it('do not keep earlier ones from being moved: a queue is in no strict order', async () => {
    const later = many(15).map((body) => ({ body, sent: T0 + 1 }));
    const queue = new Queue([...later, 'old']);
    expect(await queue.redrive()).toMatchObject({ moved: 1 });
    expect(queue.sent).toEqual(['old']);
    expect(queue.kept.size).toBe(15);
  });

  it('do not keep it going, however many come', async () => {
    const queue = new Queue(many(500).map((body) => ({ body, sent: T0 + 1 })));
    expect(await queue.redrive()).toMatchObject({ moved: 0 });
    expect(queue.calls.length).toBeLessThan(10);
  });
});

describe('a letter of which nothing can be made', () => {
  const refusing: Replay = async (body) => {
    if (body === 'letter 1') throw new AccountError('it is gone');
    return [body];
  };

  it('is left, with its reason, and the others are moved', async () => {
    const queue = new Queue(many(3));
    expect(await queue.redrive(refusing)).toEqual({ moved: 2, left: ['it is gone'] });
    expect([...queue.kept.values()].map(({ body }) => body)).toEqual(['letter 1']);
  });

  it('is told once, though it comes again', async () => {
    const queue = new Queue(many(30));
    const slow: Replay = (body) => {
      queue.reveal();
      return refusing(body);
    };
    expect(await queue.redrive(slow)).toEqual({ moved: 29, left: ['it is gone'] });
  });
});

describe('stopped in between', () => {
  it('before a letter was sent, nothing of it is lost', async () => {
    const queue = new Queue(many(2), (call) => call === 'SendMessageCommand');
    await expect(queue.redrive()).rejects.toThrow('no SendMessageCommand');
    expect(queue.kept.size).toBe(2);
  });

  it('and started again, a letter is sent twice at worst', async () => {
    let deletes = 0;
    const queue = new Queue(many(3), (call) => call === 'DeleteMessageCommand' && ++deletes === 2);
    await expect(queue.redrive()).rejects.toThrow('no DeleteMessageCommand');
    queue.reveal();
    expect(await queue.redrive()).toMatchObject({ moved: 2 });
    expect(queue.sent).toEqual(['letter 0', 'letter 1', 'letter 1', 'letter 2']);
    expect(queue.kept.size).toBe(0);
  });

  it('by anything but the letter itself, it says so', async () => {
    const queue = new Queue(many(2));
    const broken: Replay = async () => Promise.reject(new Error('throttled'));
    await expect(queue.redrive(broken)).rejects.toThrow('throttled');
    expect(queue.kept.size).toBe(2);
  });
});
