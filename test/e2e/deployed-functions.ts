/** The functions as they stand in the account after the deployment. */
import * as z from 'zod';
import type { Services } from './services.ts';

const FunctionShape = z.object({
  FunctionName: z.string(),
  FunctionArn: z.string(),
  Role: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
});
const FunctionsShape = z.object({ Functions: z.array(FunctionShape), NextMarker: z.string().nullish() });

const DestinationShape = z.object({
  OnFailure: z.object({ Destination: z.string().optional() }).optional(),
  OnSuccess: z.object({ Destination: z.string().optional() }).optional(),
});
const InvokeConfigShape = z.object({ DestinationConfig: DestinationShape.optional() });
const MappingsShape = z.object({
  EventSourceMappings: z.array(
    z.object({ EventSourceArn: z.string(), DestinationConfig: DestinationShape.nullish() }),
  ),
});

/** One function, and what calls it or is called by the service in its name. */
export interface DeployedFunction {
  /** As it names itself in every call, `ldwatch-detect`; null where it doesn't. */
  readonly appId: string | null;
  readonly name: string;
  readonly arn: string;
  readonly roleName: string;
  readonly logGroup: string;
  /** Queues and streams that the service reads for it. */
  readonly sources: readonly string[];
  /** Where the service sends what failed for good. */
  readonly failures: readonly string[];
}

function parsed<Shape extends z.ZodType>(shape: Shape, text: string): z.infer<Shape> {
  return shape.parse(JSON.parse(text));
}

function destinationOf(
  config: { OnFailure?: { Destination?: string | undefined } | undefined } | null | undefined,
) {
  return config?.OnFailure?.Destination ?? null;
}

async function describe(
  services: Services,
  found: z.infer<typeof FunctionShape>,
  deadLetters: ReadonlyMap<string, string>,
): Promise<DeployedFunction> {
  const { FunctionName: name, FunctionArn: arn, Role, Environment, LoggingConfig } = found;
  const { EventSourceMappings: mappings } = parsed(
    MappingsShape,
    (await services.rest('lambda', 'GET', `/2015-03-31/event-source-mappings/?FunctionName=${name}`)).text,
  );
  const invoke = await services.rest('lambda', 'GET', `/2019-09-25/functions/${name}/event-invoke-config`);
  const failures = [
    deadLetters.get(name),
    invoke.status === 200 ? destinationOf(parsed(InvokeConfigShape, invoke.text).DestinationConfig) : null,
    ...mappings.map(({ DestinationConfig }) => destinationOf(DestinationConfig)),
  ];
  return {
    appId: Environment?.Variables['AWS_SDK_UA_APP_ID'] ?? null,
    name,
    arn,
    roleName: Role.slice(Role.lastIndexOf('/') + 1),
    logGroup: LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    sources: mappings.map(({ EventSourceArn }) => EventSourceArn),
    failures: failures.filter((arnOrNone) => typeof arnOrNone === 'string'),
  };
}

/**
 * All functions of the account, which has none but ours.
 *
 * @param deadLetters - ARNs of their dead-letter queues by the functions' names
 */
export async function deployedFunctions(
  services: Services,
  deadLetters: ReadonlyMap<string, string> = new Map(),
): Promise<DeployedFunction[]> {
  const { Functions } = parsed(
    FunctionsShape,
    (await services.rest('lambda', 'GET', '/2015-03-31/functions/?MaxItems=50')).text,
  );
  return Promise.all(Functions.map((found) => describe(services, found, deadLetters)));
}
