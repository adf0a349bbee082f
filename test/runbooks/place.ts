/** A place for statements, in plain text. */
import type { ActionPlace } from '../../shared/response/actions/action.ts';

export const PLACE: ActionPlace = {
  partition: 'aws',
  region: 'eu-central-1',
  account: '111122223333',
  stackName: 'ldwatch',
  recordTableArn: 'arn:aws:dynamodb:eu-central-1:111122223333:table/containments',
  evidenceBucketArn: 'arn:aws:s3:::evidence',
  keyArn: null,
  roleArn: (action) => `arn:aws:iam::111122223333:role/ldwatch-${action}-eu-central-1`,
};
