/** Documents of type Command (schema 2.2): the scripts for hosts (cdk/host), as Run Command takes them. */
import type { HostParameter, HostScript } from '../host/host-script.ts';

/** A document that runs one script. */
export interface CommandDocument {
  readonly schemaVersion: '2.2';
  readonly description: string;
  readonly parameters: Readonly<Record<string, HostParameter>>;
  readonly mainSteps: readonly [
    {
      readonly action: 'aws:runShellScript';
      readonly name: string;
      readonly precondition: { readonly StringEquals: readonly ['platformType', 'Linux'] };
      readonly inputs: { readonly timeoutSeconds: string; readonly runCommand: readonly [string] };
    },
  ];
}

/** The document of a script. */
export function commandDocument<Name extends string>({
  description,
  parameters,
  script,
  timeoutSeconds,
}: HostScript<Name>): CommandDocument {
  return {
    schemaVersion: '2.2',
    description,
    parameters,
    mainSteps: [
      {
        action: 'aws:runShellScript',
        name: 'run',
        precondition: { StringEquals: ['platformType', 'Linux'] },
        inputs: { timeoutSeconds: String(timeoutSeconds), runCommand: [script] },
      },
    ],
  };
}
