/** Every function of the pipeline: how it runs, where it logs, and a role that may do what it was given and no more. */
import { CfnResource, type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BUNDLING, ROOT } from './bundling.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

/** What functions differ in. */
export interface PipelineFunctionProps {
  /** Folder under functions/. */
  readonly name:
    | 'detect'
    | 'settle'
    | 'publish'
    | 'login-history'
    | 'security-hub'
    | 'event-bus'
    | 'chat'
    | 'slack'
    | 'slack-action'
    | 'contain';
  readonly description: string;
  readonly memoryMb: number;
  readonly timeout: Duration;
  readonly logRetentionDays: RetentionDays;
  readonly environment: Readonly<Record<string, string>>;
  /** What it may do, beside writing its log. */
  readonly statements: readonly PolicyStatement[];
  /** Instances at a time; null for no limit of its own. */
  readonly reservedConcurrency: number | null;
  /** Where a call goes that failed for good; null where no service calls it without waiting for the answer. */
  readonly failedCalls: DeadLetterQueue | null;
}

function ownLog(scope: Construct, retention: RetentionDays): LogGroup {
  return new LogGroup(scope, 'Log', { retention, removalPolicy: RemovalPolicy.DESTROY });
}

function ownRole(scope: Construct, log: LogGroup, props: PipelineFunctionProps): Role {
  const { name, statements, failedCalls } = props;
  const writeLog = new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [log.logGroupArn],
  });
  return new Role(scope, 'Role', {
    description: `What the function ${name} of ldwatch may do`,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    // Instead of the managed policy for functions, which may write every log of the account. Inline, so that the role
    // is complete before anything calls the function.
    inlinePolicies: {
      work: new PolicyDocument({
        statements: [writeLog, ...statements, ...(failedCalls === null ? [] : [failedCalls.sendStatement()])],
      }),
    },
  });
}

/** A function with its own log and role. */
export class PipelineFunction extends Construct {
  readonly lambda: NodejsFunction;
  /** Nothing adds to it later: all that the function may do is said where the function is made. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: PipelineFunctionProps) {
    super(scope, id);
    const { name, reservedConcurrency, failedCalls } = props;
    const logGroup = ownLog(this, props.logRetentionDays);
    this.role = ownRole(this, logGroup, props);
    this.lambda = new NodejsFunction(this, 'Function', {
      description: props.description,
      entry: `${ROOT}functions/${name}/handler.ts`,
      projectRoot: ROOT,
      depsLockFilePath: `${ROOT}package-lock.json`,
      bundling: BUNDLING,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMb,
      timeout: props.timeout,
      ...(reservedConcurrency === null ? {} : { reservedConcurrentExecutions: reservedConcurrency }),
      environment: {
        ...props.environment,
        // In the user agent of every call, and so in CloudTrail (AWS SDKs: "Application ID", 50 characters at most).
        AWS_SDK_UA_APP_ID: `ldwatch-${name}`,
      },
      awsSdkConnectionReuse: false,
      ...(failedCalls === null ? {} : { deadLetterQueue: failedCalls }),
      logGroup,
      role: this.role.withoutPolicyUpdates(),
    });
    // The role is named already, and has no policies beside it that would have to be waited for.
    const { defaultChild } = this.lambda.node;
    if (CfnResource.isCfnResource(defaultChild)) defaultChild.addOverride('DependsOn', undefined);
    this.acknowledge(failedCalls);
  }

  private acknowledge(failedCalls: DeadLetterQueue | null): void {
    Validations.of(this.lambda).acknowledge({
      id: 'Serverless-LambdaTracing',
      reason:
        'Sending traces takes permissions on "*", and time on the way of every payload; each call logs what it did, ' +
        'and every incident names the log events that it comes from.',
    });
    if (failedCalls === null)
      Validations.of(this.lambda).acknowledge({
        id: 'Serverless-LambdaDLQ',
        reason:
          'Who calls it waits for its answer: an event source mapping, which keeps what failed in a queue of its own, or Slack.',
      });
  }
}
