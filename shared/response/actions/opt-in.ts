/** The tag by which somebody says that an instance may be contained: without it the role of a runbook is refused by EC2. */

/** On an instance, and for `revoke-sessions` on a role. */
export const OPT_IN_TAG = { key: 'ldwatch:containment', value: 'allowed' } as const;

/** On the security groups of `prepare-vpc`: which of the two it is. */
export const GROUP_TAG = 'ldwatch:group';

/** A condition that holds for resources with the opt-in tag. */
export const OPTED_IN = {
  StringEquals: { [`aws:ResourceTag/${OPT_IN_TAG.key}`]: OPT_IN_TAG.value },
} as const;
