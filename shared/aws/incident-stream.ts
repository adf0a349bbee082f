/** What the table's stream calls a function with: incidents as they were written, in the order of each incident. */
import * as z from 'zod/mini';
import type { Incident } from '../incident/incident.ts';
import { incidentOf } from './incident-item.ts';

const StreamShape = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({
        SequenceNumber: z.string(),
        NewImage: z.optional(z.looseObject({ incident: z.optional(z.object({ S: z.string() })) })),
      }),
    }),
  ),
});

/** One change; `incident` is null where the change is of something else, or was a removal. */
export interface StreamedChange {
  readonly sequenceNumber: string;
  /** @throws ItemError where it can't be read */
  readonly incident: () => Incident | null;
}

/** @throws Error where it was not a stream that called */
export function changesOf(event: unknown): StreamedChange[] {
  return StreamShape.parse(event).Records.map(({ dynamodb: { SequenceNumber, NewImage } }) => {
    const json = NewImage?.incident?.S;
    return {
      sequenceNumber: SequenceNumber,
      incident: () => (json === undefined ? null : incidentOf({ incident: { S: json } })),
    };
  });
}
