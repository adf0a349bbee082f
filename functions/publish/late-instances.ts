/**
 * EC2's client, made when it is first needed: its half a megabyte would make every start of the function slower, and
 * most incidents are of hosts that the table knows.
 */
import { CLIENT_SETTINGS } from '../../shared/aws/client-settings.ts';
import type { Instances } from '../../shared/aws/instances.ts';

/** @param tagKeys - of tags that are looked for */
export function lateInstances(tagKeys: readonly string[]): Instances {
  let made: Promise<Instances> | null = null;
  return {
    cards: async (ids, signal) => {
      made ??= import('../../shared/aws/ec2-instances.ts').then(({ ec2Instances }) =>
        ec2Instances(CLIENT_SETTINGS, tagKeys),
      );
      return (await made).cards(ids, signal);
    },
  };
}
