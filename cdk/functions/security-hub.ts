/** The function that files alerts in Security Hub. */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Severity } from '../../shared/detection/severity.ts';
import type { Config } from '../config.ts';
import { AlertOutput } from '../constructs/alert-output.ts';
import type { AlertTopic } from '../constructs/alert-topic.ts';

/** What it works with. */
export interface SecurityHubProps {
  readonly config: Config;
  readonly topic: AlertTopic;
  readonly from: Severity;
}

/** Security Hub as an output. */
export class SecurityHub extends AlertOutput {
  constructor(scope: Construct, id: string, props: SecurityHubProps) {
    const stack = Stack.of(scope);
    // The account's own product, under which custom findings are filed (User Guide, "Custom product integrations").
    const product = stack.formatArn({
      service: 'securityhub',
      resource: 'product',
      resourceName: `${stack.account}/default`,
    });
    super(scope, id, {
      ...props,
      name: 'security-hub',
      description: 'Files alerts as findings in Security Hub',
      environment: { PRODUCT_ARN: product },
      statements: [
        new PolicyStatement({ actions: ['securityhub:BatchImportFindings'], resources: [product] }),
      ],
    });
  }
}
