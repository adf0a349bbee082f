/** What every template is checked against before it can be deployed; what is broken on purpose says so where it is. */
import { type App, Validations } from 'aws-cdk-lib';
import { VALIDATE_AGAINST_DEFAULT_RULES } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';

/** Makes `app.synth()` fail where a resource breaks a rule that nobody acknowledged. To be called before stacks are made. */
export function addChecks(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  // The CDK's own rules, of what CloudFormation takes, which otherwise only warn.
  app.node.setContext(VALIDATE_AGAINST_DEFAULT_RULES, true);
}
