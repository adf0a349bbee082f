/** A secret that a function needs, read when it is needed and kept for a while. */
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Milliseconds that a secret is kept: one that was replaced is used soon, and it isn't asked for with each message. */
const KEPT = 5 * 60_000;

/** Gives a secret. */
export interface Secret {
  /** @throws Error where it can't be read or is no text */
  read(): Promise<string>;
  /** It turned out to be wrong: the next time it is asked for again. */
  forget(): void;
}

/** A secret of Secrets Manager. */
export class StoredSecret implements Secret {
  private readonly client: Pick<SecretsManagerClient, 'send'>;
  private readonly arn: string;
  private readonly now: () => number;
  private kept: { readonly text: string; readonly until: number } | null = null;

  /** @param now - milliseconds since 1970 */
  constructor(client: Pick<SecretsManagerClient, 'send'>, arn: string, now: () => number) {
    this.client = client;
    this.arn = arn;
    this.now = now;
  }

  async read(): Promise<string> {
    if (this.kept !== null && this.kept.until > this.now()) return this.kept.text;
    const { SecretString: text } = await this.client.send(new GetSecretValueCommand({ SecretId: this.arn }));
    if (text === undefined || text.trim() === '')
      throw new Error(`the secret ${this.arn} holds no text: put the token or address into it as plain text`);
    this.kept = { text: text.trim(), until: this.now() + KEPT };
    return this.kept.text;
  }

  forget(): void {
    this.kept = null;
  }
}
