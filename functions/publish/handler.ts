/** The function behind the table's stream: makes the clients, hands on changes. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SnsAlertTopic } from '../../shared/aws/alert-topic.ts';
import { CachedInstances } from '../../shared/aws/cached-instances.ts';
import { CLIENT_SETTINGS } from '../../shared/aws/client-settings.ts';
import { DynamoPlaces } from '../../shared/aws/dynamo-places.ts';
import { ec2Instances } from '../../shared/aws/ec2-instances.ts';
import { environmentsVariable, numberVariable, variable } from '../../shared/aws/environment.ts';
import { writeLine } from '../../shared/aws/function-log.ts';
import { metricLine } from '../../shared/aws/metric-line.ts';
import { DynamoToldMarks } from '../../shared/aws/told-marks.ts';
import type { BatchAnswer } from '../../shared/telemetry/sqs-batch.ts';
import { HostLookup } from './host-lookup.ts';
import { IncidentPlaces } from './incident-places.ts';
import { Publish } from './publish.ts';

const DAY = 24 * 3_600_000;

const table = { client: new DynamoDBClient(CLIENT_SETTINGS), name: variable('TABLE_NAME'), now: Date.now };
const topicArn = variable('TOPIC_ARN');
const [, , , region = '', account = ''] = topicArn.split(':');
const naming = environmentsVariable();
const instances = new CachedInstances(table, ec2Instances(CLIENT_SETTINGS, naming.tagKeys), (what) =>
  writeLine(JSON.stringify({ note: what })),
);
const publish = new Publish({
  topic: new SnsAlertTopic(new SNSClient(CLIENT_SETTINGS), topicArn),
  marks: new DynamoToldMarks(table),
  places: new IncidentPlaces({
    lookup: new HostLookup({
      instances,
      account,
      region,
      now: Date.now,
      report: (metrics, details) => writeLine(metricLine({ metrics, details }, Date.now())),
    }),
    store: new DynamoPlaces(table, numberVariable('INCIDENT_RETENTION_DAYS') * DAY),
    naming,
  }),
  log: writeLine,
  now: Date.now,
});

/** Called with a batch of the stream. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  return publish.handle(event);
}
