/**
 * In which environment something runs. Two questions with two answers: what an alert is to say, where doubt means
 * production, and what containment may go by, where doubt means nothing.
 *
 * What counts, the nearest first: a tag of the instance, task or cluster; the account; the log group. They have to agree:
 * a host that is tagged `ci` in an account of production is a mistake or a trick, and in either case production for an
 * alert, and nothing for containment. Processes above the one in question (a build agent) are asked only where none of
 * these says anything, and only for an alert, because the host tells them and can forge them.
 */
import type { Environment } from '../../incident/incident.ts';
import { buildAgentAmong } from './build-agents.ts';
import type { EnvironmentEvidence } from './evidence.ts';
import type { EnvironmentNaming } from './naming.ts';
import { type Statement, statementsOf } from './statements.ts';

/** Where something runs, and how that is known. */
export interface ResolvedEnvironment {
  /** For an alert. */
  readonly environment: Environment;
  /** The nearest that told it; `unknown` where nothing did, or one thing contradicts another. */
  readonly told: 'tag' | 'account' | 'log-group' | 'ancestors' | 'unknown';
  /** A clause that follows "because", for a person to check; what it repeats of a tag or log group stands in quotes. */
  readonly because: string;
  /** What containment may go by: told by the account's services or the configuration, without any doubt; else null. */
  readonly forContainment: Environment | null;
}

const UNKNOWN = { environment: 'production', told: 'unknown', forContainment: null } as const;

/** Statements whose sentences are told: tags by the dozen are no better reason than a few. */
const MOST_SAID = 4;

function sentence(statements: readonly Statement[]): string {
  return statements
    .slice(0, MOST_SAID)
    .map(({ says }) => says)
    .join('; ');
}

function saying({ environment, says }: Statement): string {
  return `${says} (${environment})`;
}

function contradiction(known: readonly Statement[]): string {
  // One of each side: the nearest.
  const sides = [...new Map(known.toReversed().map((one) => [one.environment, one])).values()];
  return `what is known contradicts itself: ${sides.toReversed().map(saying).join(', but ')}`;
}

function byAncestors({ ancestors }: EnvironmentEvidence, doubts: readonly Statement[]): ResolvedEnvironment {
  const agent = buildAgentAmong(ancestors);
  if (agent !== null)
    return {
      environment: 'ci',
      told: 'ancestors',
      because: `a build agent of ${agent} started it, by what the host says`,
      forContainment: null,
    };
  const because = doubts.length > 0 ? sentence(doubts) : 'no tag, account or log group says where it stands';
  return { ...UNKNOWN, because };
}

/**
 * Resolves the environment of one host or task.
 *
 * @param naming - what the configuration calls them
 */
export function resolveEnvironment(
  evidence: EnvironmentEvidence,
  naming: EnvironmentNaming,
): ResolvedEnvironment {
  const statements = statementsOf(evidence, naming);
  const known = statements.filter(({ environment }) => environment !== null);
  const doubts = statements.filter(({ environment }) => environment === null);
  const [nearest] = known;
  if (nearest === undefined || nearest.environment === null) return byAncestors(evidence, doubts);
  if (known.some(({ environment }) => environment !== nearest.environment))
    return { ...UNKNOWN, because: contradiction(known) };
  return {
    environment: nearest.environment,
    told: nearest.by,
    because: sentence([nearest, ...doubts]),
    forContainment: doubts.length === 0 ? nearest.environment : null,
  };
}

const GRAVITY: Readonly<Record<Environment, number>> = { ci: 0, staging: 1, production: 2 };

/** Of several hosts' environments the one where most is at stake: production before staging before ci. */
export function graverEnvironment(one: Environment, other: Environment): Environment {
  return GRAVITY[one] >= GRAVITY[other] ? one : other;
}
