import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { describe, expect, it } from 'vitest';
import { asffFinding } from '../../shared/alert/asff.ts';
import { violationsOf } from './asff-limits.ts';
import { incidentOfCase } from './ocsf-cases.ts';

const GOOD = asffFinding(incidentOfCase('execute'), {
  arn: 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
  partition: 'aws',
  account: '111122223333',
});
const [RESOURCE] = GOOD.Resources ?? [];
if (RESOURCE === undefined) throw new Error('the finding has no resource');

describe('violationsOf', () => {
  it('says nothing of a good finding', () => {
    expect(violationsOf(GOOD)).toEqual([]);
  });

  it.each<[Partial<AwsSecurityFinding>, string]>([
    [{ Title: undefined }, 'Title is missing'],
    [{ Title: 'x'.repeat(257) }, 'Title has 257 characters'],
    [{ Description: ' ' }, 'Description is blank'],
    [{ Description: 'a\nb' }, 'Description has a control character'],
    [{ Id: 'a/b' }, "Id has other characters than RFC 3986's unreserved"],
    [{ UpdatedAt: '+010000-01-01T00:00:00.000Z' }, 'UpdatedAt is no time: +010000-01-01T00:00:00.000Z'],
    [{ Types: ['Malware/Trojan'] }, 'Types is not in the taxonomy: Malware/Trojan'],
    [{ Resources: [] }, 'Resources has 0 members'],
    [{ Resources: [RESOURCE, RESOURCE] }, 'a resource is there twice'],
    [{ Process: { Name: 'x'.repeat(65) } }, 'Process.Name has 65 characters'],
    [{ Process: { ParentPid: 4_294_967_294 } }, 'Process.ParentPid is 4294967294'],
    [{ Threats: [{ Name: 'x', FilePaths: [] }] }, 'Threats.FilePaths has 0 members'],
    [{ ProductFields: { 'aws/x': 'y' } }, 'ProductFields has a field aws/x'],
    [{ ProductFields: { x: '' } }, 'ProductFields.x is blank'],
  ])('says what is wrong with %j', (change, violation) => {
    expect(violationsOf({ ...GOOD, ...change })).toContain(violation);
  });
});
