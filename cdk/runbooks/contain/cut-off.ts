/**
 * Every network interface into a group without rules, by way of one that allows all: a connection that is tracked outlives a
 * change of rules; one that is not is cut with it, and it is not where all is allowed (AWS: "Amazon EC2 security group
 * connection tracking"). The way takes one call, so that little can come in.
 */
import {
  DESCRIBE_INSTANCE,
  describeInterface,
  INSTANCE_FACTS,
  INTERFACE_GROUPS,
  putInto,
} from '../instance.ts';
import { type ContainmentRecord, MINE } from '../record.ts';
import { call, NOW, provided, ref } from '../steps.ts';

const INTERFACE = ref('isolate.CurrentIteratorValue');
const GIVE_UP = { onFailure: 'step:giveUp' } as const;

/** Goes on where no interface is left out, those that were attached meanwhile included; else to `giveUp`. */
export function cutOff(record: ContainmentRecord) {
  return [
    call(
      'beginIsolation',
      record.change({ update: 'SET #interfacesLeft = #interfaces', condition: MINE }),
      {},
      GIVE_UP,
    ),
    {
      name: 'isolate',
      action: 'aws:loop',
      inputs: {
        Iterators: ref('readWritten.Interfaces'),
        IteratorDataType: 'String',
        Steps: [
          call(
            'openInterface',
            putInto(INTERFACE, [ref('readWritten.Opening')]),
            {},
            { onFailure: 'Continue' },
          ),
          call(
            'isolateInterface',
            putInto(INTERFACE, [ref('readWritten.Isolation')]),
            {},
            {
              onFailure: 'Continue',
            },
          ),
          // Out of the loop: what follows must not go by what was read of the interface before.
          call('readIsolated', describeInterface(INTERFACE), INTERFACE_GROUPS, GIVE_UP),
          call(
            'strikeInterface',
            record.change({
              update: 'DELETE #interfacesLeft :done',
              condition: `${MINE} AND #isolated = :groups`,
              sets: { ':done': [INTERFACE], ':groups': ref('readIsolated.Groups') },
            }),
            {},
            { onFailure: 'Continue' },
          ),
        ],
      },
      ...provided(GIVE_UP),
    },
    call('readInterfacesNow', DESCRIBE_INSTANCE, INSTANCE_FACTS, GIVE_UP),
    call(
      'isCutOff',
      record.change({
        update: 'SET #isolatedAt = :now',
        condition: `${MINE} AND attribute_not_exists(#interfacesLeft) AND #interfaces = :interfaces`,
        text: { ':now': NOW },
        sets: { ':interfaces': ref('readInterfacesNow.Interfaces') },
      }),
      {},
      GIVE_UP,
    ),
  ] as const;
}
