/** Where findings are filed: a port that tests can stand in for, and Security Hub (CSPM) behind it. */
import {
  type AwsSecurityFinding,
  BatchImportFindingsCommand,
  type SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import type { AsffProduct } from '../alert/asff.ts';
import { DeploymentError } from './environment.ts';

/** A finding that Security Hub did not take, with what it says of it. */
export class FindingRefusedError extends Error {
  override readonly name = 'FindingRefusedError';
}

/** Takes findings. */
export interface FindingsHub {
  /**
   * Creates the finding, or updates the one with its `Id` where `UpdatedAt` is later.
   *
   * @throws Error where it was not taken
   */
  import(finding: AwsSecurityFinding): Promise<void>;
}

/** Security Hub in the account and region of the caller. */
export class SecurityHubFindings implements FindingsHub {
  private readonly client: Pick<SecurityHubClient, 'send'>;

  constructor(client: Pick<SecurityHubClient, 'send'>) {
    this.client = client;
  }

  async import(finding: AwsSecurityFinding): Promise<void> {
    const { FailedCount = 0, FailedFindings = [] } = await this.client.send(
      new BatchImportFindingsCommand({ Findings: [finding] }),
    );
    const [refused] = FailedFindings;
    if (FailedCount === 0 && refused === undefined) return;
    // `InvalidAccess` where Security Hub is not switched on (User Guide, "BatchImportFindings for finding providers").
    throw new FindingRefusedError(
      `Security Hub refused the finding ${finding.Id} with ${refused?.ErrorCode ?? 'no code'}: ${refused?.ErrorMessage ?? 'no message'}`,
    );
  }
}

/** @throws DeploymentError where it is not an account's own product */
export function productOf(arn: string): AsffProduct {
  const found = /^arn:([a-z-]+):securityhub:[a-z\d-]+:(\d{12}):product\/\2\/default$/.exec(arn);
  const [, partition, account] = found ?? [];
  if (partition === undefined || account === undefined)
    throw new DeploymentError(
      'PRODUCT_ARN has to be arn:aws:securityhub:REGION:ACCOUNT:product/ACCOUNT/default',
    );
  return { arn, partition, account };
}
