/** Log groups in, a topic of alerts out: the subscription filters, the detecting function, and what they may do. */
import { fileURLToPath } from 'node:url';
import { Aws, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { FilterPattern, LogGroup, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Config } from './config.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

function bundledFunction(scope: Construct, config: Config, topic: Topic, deadLetterQueue: Queue) {
  const logGroup = new LogGroup(scope, 'DetectLog', {
    retention: config.logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, 'DetectRole', {
    description: 'What detecting may do: write its log, publish alerts, keep payloads that failed',
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    // Instead of the managed policy for functions, which may write every log of the account.
    inlinePolicies: {
      log: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [logGroup.logGroupArn],
          }),
        ],
      }),
    },
  });
  topic.grantPublish(role);
  return new NodejsFunction(scope, 'Detect', {
    description: 'Finds programs run through the dynamic loader in audit logs, and alerts',
    entry: `${ROOT}functions/detect/handler.ts`,
    projectRoot: ROOT,
    depsLockFilePath: `${ROOT}package-lock.json`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: config.memoryMb,
    timeout: Duration.seconds(config.timeoutSeconds),
    ...(config.reservedConcurrency === null
      ? {}
      : { reservedConcurrentExecutions: config.reservedConcurrency }),
    environment: { TOPIC_ARN: topic.topicArn },
    awsSdkConnectionReuse: false,
    deadLetterQueue,
    logGroup,
    role,
    bundling: {
      format: OutputFormat.ESM,
      target: 'node24',
      mainFields: ['module', 'main'],
      minify: true,
      // The SDK too: the runtime's own changes without being asked, and starts slower.
      externalModules: [],
    },
  });
}

/** Everything that detection needs in one account and region. */
export class DetectStack extends Stack {
  constructor(scope: Construct, config: Config) {
    super(scope, config.stackName, {
      description: 'ldwatch: catches programs run through the dynamic loader',
    });
    const topic = new Topic(this, 'Alerts', { displayName: 'ldwatch', enforceSSL: true });
    for (const address of config.alertEmails) topic.addSubscription(new EmailSubscription(address));
    const failed = new Queue(this, 'FailedPayloads', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const detect = bundledFunction(this, config, topic, failed);
    for (const name of config.logGroups) {
      const arn = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${name}`;
      new SubscriptionFilter(this, `Subscription${name}`, {
        logGroup: LogGroup.fromLogGroupArn(this, `Audit${name}`, arn),
        destination: new LambdaDestination(detect),
        filterPattern: FilterPattern.literal(config.filterPattern),
      });
    }
    new CfnOutput(this, 'AlertTopicArn', { value: topic.topicArn, description: 'Subscribe here for alerts' });
    new CfnOutput(this, 'FailedPayloadsUrl', { value: failed.queueUrl, description: 'Payloads that failed' });
  }
}
