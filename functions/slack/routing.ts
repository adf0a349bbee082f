/** Which channels are told of an incident. */
import * as z from 'zod/mini';
import { DeploymentError } from '../../shared/aws/environment.ts';
import { compareSeverity, SEVERITIES, type Severity } from '../../shared/detection/severity.ts';
import { ENVIRONMENTS, type Incident } from '../../shared/incident/incident.ts';

const Channel = z.string();

const RoutingShape = z.object({
  /** For whatever the others don't name. */
  channel: Channel,
  bySeverity: z.partialRecord(z.enum(SEVERITIES), Channel),
  byEnvironment: z.partialRecord(z.enum(ENVIRONMENTS), Channel),
  /** The mildest severity that Slack is told of. */
  from: z.enum(SEVERITIES),
});

/** Channels by severity and environment. */
export type SlackRouting = z.infer<typeof RoutingShape>;

/** A channel that is told, and where the incident goes on if that is elsewhere. */
export interface SlackDestination {
  readonly channel: string;
  readonly goesOnIn: string | null;
}

/** @throws DeploymentError where the variable holds something else */
export function parseRouting(json: string): SlackRouting {
  try {
    return RoutingShape.parse(JSON.parse(json));
  } catch {
    throw new DeploymentError('SLACK_ROUTING has to hold channels: was it deployed with the CDK?');
  }
}

/** By severity first: what is grave must not be hidden in the channel of a build farm. */
function channelOf(routing: SlackRouting, severity: Severity, { environment }: Incident): string {
  return routing.bySeverity[severity] ?? routing.byEnvironment[environment] ?? routing.channel;
}

/**
 * The channel of its severity; and where that rose, the one that was told before, so that its readers know where the
 * incident went.
 */
export function destinationsOf(routing: SlackRouting, incident: Incident): SlackDestination[] {
  const now = channelOf(routing, incident.severity, incident);
  const before = incident.news.flatMap((news) =>
    news.what === 'severity' && compareSeverity(news.from, routing.from) >= 0
      ? [channelOf(routing, news.from, incident)]
      : [],
  );
  // And where the environment turned out to be another one than it was told in (places.ts).
  const { places } = incident;
  if (places?.before)
    before.push(channelOf(routing, incident.severity, { ...incident, environment: places.before }));
  const left = [...new Set(before)].filter((channel) => channel !== now);
  return [{ channel: now, goesOnIn: null }, ...left.map((channel) => ({ channel, goesOnIn: now }))];
}
