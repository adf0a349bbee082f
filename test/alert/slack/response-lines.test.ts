import { describe, expect, it } from 'vitest';
import { alertMessage } from '../../../shared/alert/slack/alert-message.ts';
import { hasNewsForThread, updateMessage } from '../../../shared/alert/slack/update-message.ts';
import type { Incident } from '../../../shared/incident/incident.ts';
import { incidentIn, STATES, type StateName } from '../../response/states.ts';
import { incidentOfCase } from '../ocsf-cases.ts';
import { linesOf, piecesOf } from './message-pieces.ts';

function inState(name: StateName, tells: 'decision' | 'containment' = 'containment'): Incident {
  const { response } = incidentIn(name);
  return { ...incidentOfCase('execute'), generation: 3, news: [{ what: 'response', tells }], response };
}

/** Lines from the heading of what is done by itself to that of what to do. */
function section(incident: Incident): string[] {
  const lines = linesOf(alertMessage(incident));
  const from = lines.indexOf('What ldwatch has done or would do by itself');
  return lines.slice(from + 1, lines.indexOf(`What to do in ${incident.environment}`));
}

describe('the first message shows what is done by itself', () => {
  it('what is proposed, until when, and how to decide', () => {
    const incident = inState('proposed');
    expect(section(incident)).toEqual([
      'Containment: proposed. It waits for an approval until 2027-01-16 08:00:00.000 UTC.',
      'Target: instance i-0abc1234def567890, account 111122223333, eu-central-1',
      'Would be done: 1. Take evidence from the host',
      'Would be done: 2. Cut the instance off the network',
      expect.stringMatching(`^Next: ldwatch approve ${incident.id} --plan [\\da-f]{20}, or ldwatch dismiss`),
    ]);
  });

  it('why it is withheld', () => {
    expect(section(inState('withheld')).slice(0, 2)).toEqual([
      'Containment: withheld: nothing is done by itself.',
      'Withheld because: the host is protected',
    ]);
  });

  it('what was done, and by whose decision', () => {
    const lines = section(inState('contained'));
    expect(lines).toContain('Done: It was cut off');
    expect(lines.at(-1)).toMatch(/^Decided: .* approved the containment at 2027-01-15 08:00:01\.000 UTC$/);
  });

  it('names of a host as code, where an automation quotes them', () => {
    const { response } = incidentIn('contained');
    const done = ['"/tmp/x: released" was stopped'];
    const incident: Incident = {
      ...inState('contained'),
      response: { ...response, containment: { ...STATES.contained, done } },
    };
    expect(section(incident)).toContain('Done: `"/tmp/x: released"` was stopped');
  });
});

describe('an update in the thread', () => {
  it('of a decision says who, when and via what, and nothing that was told before', () => {
    const lines = linesOf(updateMessage(inState('approved', 'decision'), null));
    expect(lines).toEqual([
      'Containment approved',
      expect.stringMatching(/^Decided: .* approved the containment at 2027-01-15 08:00:01\.000 UTC$/),
      'Containment: approved at 2027-01-15 08:00:00.000 UTC. It starts by itself.',
      expect.stringMatching(/^Incident: .*, alert 3$/),
    ]);
  });

  it('names the member as Slack does', () => {
    const users = piecesOf(updateMessage(inState('approved', 'decision'), null)).filter(
      ({ type }) => type === 'user',
    );
    expect(users).toEqual([{ type: 'user', user_id: 'U0ANN0001' }]);
  });

  it('of what came of it says that, and not who decided', () => {
    const lines = linesOf(updateMessage(inState('contained'), null));
    expect(lines[0]).toBe('Contained');
    expect(lines).toContain('Done: It was cut off');
    expect(lines.join('\n')).not.toContain('Decided');
  });

  it('of a failure says why, and what to do', () => {
    const lines = linesOf(updateMessage(inState('failed'), null));
    expect(lines).toContain('Failed because: a step failed');
    expect(lines).toContainEqual(
      expect.stringMatching(/^Next: ldwatch release \S+ --plan \S+ undoes what was done$/),
    );
  });

  it('is told', () => {
    expect(hasNewsForThread(inState('approved', 'decision'))).toBe(true);
  });
});
