import { describe, expect, it } from 'vitest';
import { withMembers } from '../../shared/alert/slack/members.ts';
import { decider } from '../../shared/response/decided-by.ts';

describe('whoever decided', () => {
  it.each([
    ['slack', 'U0ANN0001', 'Slack member U0ANN0001'],
    ['cli', 'ann', 'ann (command line)'],
    ['policy', 'ci', 'the policy of ci'],
  ] as const)('via %s', (via, who, words) => {
    expect(decider({ via, who })).toBe(words);
  });

  it('is a member of Slack only where Slack said so, whatever somebody calls themself', () => {
    const mentioned = (via: 'slack' | 'cli', who: string) =>
      withMembers(`${decider({ via, who })} approved it`).filter(({ type }) => type === 'user');
    expect(mentioned('slack', 'U0ANN0001')).toEqual([{ type: 'user', user_id: 'U0ANN0001' }]);
    expect(mentioned('cli', 'Slack member U0ANN0001')).toEqual([]);
    expect(mentioned('cli', 'SLACK MEMBER U0ANN0001')).toEqual([]);
  });

  it('shows nothing that takes effect', () => {
    expect(decider({ via: 'cli', who: 'ann\n\u202e' })).toBe('ann\\n\\u{202e} (command line)');
  });
});
