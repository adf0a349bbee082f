/** The stack's template, as tests look at it. */
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { parseConfig } from '../../cdk/config.ts';
import { PipelineStack } from '../../cdk/pipeline-stack.ts';

/** A resource of a template, as far as tests read it. */
export interface Resource {
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

/** Without bundles and checks, which take seconds: bundle.test.ts and checks.test.ts look at those. */
function quickApp(): App {
  return new App({ context: { 'aws:cdk:bundling-stacks': [] }, builtinCloudFormationValidation: false });
}

/** The template, to be asked for resources by the part of their name that comes from their place in the stack. */
export class Pipeline {
  readonly template: Template;

  constructor(written: object = {}) {
    this.template = Template.fromStack(new PipelineStack(quickApp(), parseConfig(written)));
  }

  /** The only resource of a type whose logical id is `place` and a hash, such as `DetectFunctionRole`. */
  only(type: string, place: string): { id: string; resource: Resource } {
    const found = Object.entries(this.all(type)).filter(([id]) =>
      new RegExp(`^${place}[0-9A-F]{8}$`).test(id),
    );
    const [first] = found;
    if (first === undefined || found.length > 1)
      throw new Error(`${found.length} of ${type} at "${place}"; there are ${Object.keys(this.all(type))}`);
    return { id: first[0], resource: first[1] };
  }

  /** Every resource of a type, by its logical id. */
  all(type: string): Record<string, Resource> {
    return this.template.findResources(type) as Record<string, Resource>;
  }

  /** As `only`, as a reference to its ARN. */
  arn(type: string, place: string): { 'Fn::GetAtt': [string, string] } {
    return { 'Fn::GetAtt': [this.only(type, place).id, 'Arn'] };
  }
}
