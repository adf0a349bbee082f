/** Names of what is changed beside network interfaces and target groups, as the record lists them. */
export const SETTINGS = ['termination protection', 'shutdown behaviour'] as const;
