/** A dead-letter queue in memory, behind a real client whose calls it answers. */
import { SQSClient } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import { type Replay, redrive, UNCHANGED } from '../../../cli/redrive/dead-letters.ts';

/** Milliseconds since 1970 at which a redrive begins; letters were sent before, unless a test says otherwise. */
export const T0 = 1_800_000_000_000;

/** One letter; `sent` in milliseconds since 1970. */
interface Letter {
  readonly body: string;
  readonly sent: number;
}

/** A queue that gives what is visible, ten at a time, and hides what it gave. */
export class Queue {
  readonly sent: string[] = [];
  readonly kept = new Map<string, Letter>();
  calls: string[] = [];
  private readonly hidden = new Set<string>();
  private readonly fails: (call: string) => boolean;

  constructor(letters: readonly (string | Letter)[], fails: (call: string) => boolean = () => false) {
    this.fails = fails;
    for (const letter of letters)
      this.kept.set(
        `m${this.kept.size}`,
        typeof letter === 'string' ? { body: letter, sent: T0 - 1 } : letter,
      );
  }

  /** What was hidden is visible again, after a while. */
  reveal(): void {
    this.hidden.clear();
  }

  client(): SQSClient {
    const client = new SQSClient({ region: 'eu-central-1' });
    vi.spyOn(client, 'send').mockImplementation(async (command) => {
      const call = command.constructor.name;
      this.calls.push(call);
      if (this.fails(call)) throw new Error(`no ${call}`);
      const { input } = command;
      if ('MessageBody' in input) this.sent.push(String(input.MessageBody));
      if ('ReceiptHandle' in input) this.kept.delete(String(input.ReceiptHandle));
      return 'MaxNumberOfMessages' in input ? { Messages: this.receive() } : {};
    });
    return client;
  }

  private receive() {
    const visible = [...this.kept].filter(([id]) => !this.hidden.has(id)).slice(0, 10);
    return visible.map(([MessageId, { body, sent }]) => {
      this.hidden.add(MessageId);
      return {
        MessageId,
        Body: body,
        ReceiptHandle: MessageId,
        Attributes: { SentTimestamp: String(sent) },
      };
    });
  }

  redrive(replay: Replay = UNCHANGED, to: string | null = 'to') {
    return redrive(this.client(), 'from', to, T0, replay);
  }
}
