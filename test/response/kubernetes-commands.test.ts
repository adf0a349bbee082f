import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kubernetesCommands, type Pod, PodNameError } from '../../shared/response/kubernetes-commands.ts';

const POD: Pod = { cluster: 'shop', region: 'eu-central-1', namespace: 'web', name: 'cart-7d9f8b6c5-x2x4v' };

/** What programs a shell is asked to run, one line of JSON each, where `aws` and `kubectl` only say how they were called. */
function called(commands: readonly string[]): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'ldwatch-kubectl-'));
  try {
    for (const name of ['aws', 'kubectl'])
      writeFileSync(join(directory, name), `#!/bin/sh\nprintf '%s' ${name}; printf ' <%s>' "$@"; echo\n`, {
        mode: 0o755,
      });
    const output = execFileSync('/bin/sh', ['-c', commands.join('\n')], {
      env: { PATH: `${directory}:/usr/bin:/bin` },
      encoding: 'utf8',
    });
    return output.trim().split('\n');
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe('kubernetesCommands', () => {
  it('isolate a pod by a label and a policy for it', () => {
    const { isolate } = kubernetesCommands(POD);
    expect(called(isolate)).toEqual([
      'aws <eks> <update-kubeconfig> <--region> <eu-central-1> <--name> <shop>',
      'kubectl <apply> <-f> <->',
      'kubectl <label> <pod> <--namespace> <web> <cart-7d9f8b6c5-x2x4v> <ldwatch-isolated=true> <--overwrite>',
    ]);
    const [, policy = ''] = /echo '(.*)' \|/.exec(isolate[1] ?? '') ?? [];
    expect(JSON.parse(policy)).toMatchObject({
      kind: 'NetworkPolicy',
      metadata: { namespace: 'web' },
      spec: { policyTypes: ['Ingress', 'Egress'] },
    });
  });

  it('remove a pod', () => {
    expect(called(kubernetesCommands(POD).remove)[1]).toBe(
      'kubectl <delete> <pod> <--namespace> <web> <cart-7d9f8b6c5-x2x4v> <--grace-period=30>',
    );
  });

  it.each(["x';id;'", '$(id)', '-x', '--all', 'a b', '', 'Upper', 'x\n', '../x'])(
    'are none for a pod named %j',
    (name) => {
      expect(() => kubernetesCommands({ ...POD, name })).toThrow(PodNameError);
      expect(() => kubernetesCommands({ ...POD, namespace: name })).toThrow(PodNameError);
    },
  );

  it('have no character of a shell in them that was not meant, whatever the names', () => {
    fc.assert(
      fc.property(
        fc.record({
          cluster: fc.string(),
          region: fc.constant('eu-central-1'),
          namespace: fc.string(),
          name: fc.string(),
        }),
        (pod) => {
          try {
            const { remove } = kubernetesCommands(pod);
            for (const command of remove) expect(command).toMatch(/^[A-Za-z0-9 '._=-]+$/);
          } catch (error) {
            expect(error).toBeInstanceOf(PodNameError);
          }
        },
      ),
    );
  });
});
