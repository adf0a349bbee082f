/** The part of AWS that something is in: `aws`, `aws-cn`, `aws-us-gov`. */

/** @param arn - as the CDK writes one into a function's environment */
export function partitionOf(arn: string): string {
  return arn.split(':')[1] ?? 'aws';
}
