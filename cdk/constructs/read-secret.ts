/** What a role needs to read one secret. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** @param keyArn - of its KMS key; null for the key of AWS, whose use asks for no permission */
export function readSecret(secretArn: string, keyArn: string | null): PolicyStatement[] {
  const read = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] });
  if (keyArn === null) return [read];
  return [read, new PolicyStatement({ actions: ['kms:Decrypt'], resources: [keyArn] })];
}
