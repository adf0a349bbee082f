/** What the steps of a runbook call, as actions of IAM. */
import { innerSteps } from '../../cdk/runbooks/problems.ts';
import type { Runbook } from '../../cdk/runbooks/runbook.ts';
import type { ApiCall, RunbookStep } from '../../cdk/runbooks/step.ts';

/** Prefixes of IAM that are not boto3's name of the service. */
const PREFIXES: Readonly<Record<string, string>> = { elbv2: 'elasticloadbalancing' };

/** AWS: "Setting up Automation", permissions of the role for `aws:runCommand` and `aws:executeAutomation`. */
const COMMAND = ['SendCommand', 'ListCommands', 'ListCommandInvocations', 'DescribeInstanceInformation'];
const AUTOMATION = ['ssm:StartAutomationExecution', 'ssm:GetAutomationExecution', 'iam:PassRole'];

function ofCall({ Service, Api, ...inputs }: ApiCall): string[] {
  const tags = 'TagSpecifications' in inputs ? ['ec2:CreateTags'] : [];
  // CloudWatch Logs, CreateExportTask: with "credentials that have permission to write to the S3 bucket".
  const bucket = Api === 'CreateExportTask' ? ['s3:PutObject'] : [];
  return [`${PREFIXES[Service] ?? Service}:${Api}`, ...tags, ...bucket];
}

function ofStep(step: RunbookStep): string[] {
  switch (step.action) {
    case 'aws:executeAwsApi':
    case 'aws:assertAwsResourceProperty':
    case 'aws:waitForAwsResourceProperty':
      return ofCall(step.inputs);
    case 'aws:runCommand':
      return COMMAND.map((api) => `ssm:${api}`);
    case 'aws:executeAutomation':
      return AUTOMATION;
    case 'aws:loop':
      return innerSteps(step).flatMap(ofStep);
    case 'aws:branch':
    case 'aws:sleep':
      return [];
  }
}

/** Each once, in order. */
export function calledBy({ steps }: Runbook): string[] {
  return [...new Set(steps.flatMap(ofStep))].sort();
}
