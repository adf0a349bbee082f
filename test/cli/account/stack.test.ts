import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { describe, expect, it, vi } from 'vitest';
import { outputOf, outputsOfStack } from '../../../cli/account/stack.ts';
import { AccountError } from '../../../cli/errors.ts';
import { ldwatch } from '../ldwatch.ts';

function accountThat(answer: () => Promise<object>) {
  const client = new CloudFormationClient({ region: 'eu-central-1' });
  const send = vi.spyOn(client, 'send').mockImplementation(answer);
  return { client, send };
}

describe('the outputs of a stack', () => {
  it('are read by name', async () => {
    const outputs = [{ OutputKey: 'TableName', OutputValue: 't' }, { OutputKey: 'Half' }];
    const { client, send } = accountThat(async () => ({ Stacks: [{ Outputs: outputs }] }));
    expect(await outputsOfStack('mine', client)).toEqual(new Map([['TableName', 't']]));
    expect(send.mock.calls[0]?.[0].input).toEqual({ StackName: 'mine' });
  });

  it.each([{}, { Stacks: [] }, { Stacks: [{}] }])('are none of %j', async (answer) => {
    const { client } = accountThat(async () => answer);
    expect(await outputsOfStack('mine', client)).toEqual(new Map());
  });

  it('of a stack that is not there are an error that says what to look at', async () => {
    const { client } = accountThat(async () =>
      Promise.reject(new Error('Stack with id mine does not exist')),
    );
    await expect(outputsOfStack('mine', client)).rejects.toThrow(
      new AccountError(
        "the stack mine can't be asked (Stack with id mine does not exist): are AWS_REGION and the credentials those it was deployed with?",
      ),
    );
  });

  it('name what is missing', () => {
    const outputs = new Map([['TableName', 't']]);
    expect(outputOf(outputs, 'TableName')).toBe('t');
    expect(() => outputOf(outputs, 'InboxQueueUrl')).toThrow(
      new AccountError('the stack has no output InboxQueueUrl: deploy this version first (npm run deploy)'),
    );
  });
});

describe('commands on a stack refuse arguments that make no sense', () => {
  it.each([
    ['incidents', ['incidents', '--stak', 'x'], /^ldwatch: Unknown option '--stak'/],
    ['redrive', ['redrive', 'everything'], /^ldwatch: Unexpected argument 'everything'/],
    ['suppress', ['suppress', '--author'], /^ldwatch: Option '--author <value>' argument missing/],
  ])('%s', async (_name, args, sentence) => {
    const { status, stdout, stderr } = await ldwatch(args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(sentence);
  });
});
