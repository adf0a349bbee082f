/**
 * What a button of ours carries: which decision about which incident, and what whoever presses it had before them.
 * Nothing of it is from a host. It comes back in a request that Slack signed.
 */
import * as z from 'zod/mini';
import { SEVERITIES, type Severity } from '../detection/severity.ts';
import type { IncidentId } from '../incident/incident.ts';
import type { OfferId } from '../response/offer.ts';
import { DECISIONS, type DecisionKind } from '../response/response.ts';

/** Of another form it is another version's. */
const VERSION = 'v1';
const ACTION = /^ldwatch_([a-z]{1,20})$/;

const ValueShape = z.tuple([
  z.literal(VERSION),
  z.string().check(z.regex(/^[\da-z-]{1,100}$/)),
  z.string().check(z.regex(/^[1-9]\d{0,8}$/)),
  z.enum(SEVERITIES),
  z.string().check(z.regex(/^(?:[\da-f]{20})?$/)),
]);

/** What is seen where a button is pressed. */
export interface ButtonContent {
  readonly incident: IncidentId;
  /** That the message showed. */
  readonly generation: number;
  readonly severity: Severity;
  readonly offer: OfferId | null;
}

/** A button that was pressed. */
export interface PressedButton extends ButtonContent {
  readonly kind: DecisionKind;
}

/** Slack's `action_id`, by which the decision is known. */
export function actionIdOf(kind: DecisionKind): string {
  return `ldwatch_${kind}`;
}

/** Slack's `value`, far below its 2,000 characters. */
export function buttonValue({ incident, generation, severity, offer }: ButtonContent): string {
  return [VERSION, incident, generation, severity, offer ?? ''].join('/');
}

/** @returns null where it is none of ours, or of another version */
export function buttonOf(actionId: string, value: string): PressedButton | null {
  const [, name] = ACTION.exec(actionId) ?? [];
  const kind = DECISIONS.find((one) => one === name);
  const parsed = ValueShape.safeParse(value.split('/', 6));
  if (kind === undefined || !parsed.success) return null;
  const [, incident, generation, severity, offer] = parsed.data;
  return {
    kind,
    // Checked: both are branded nowhere else but where they are made.
    incident: incident as IncidentId,
    generation: Number(generation),
    severity,
    offer: offer === '' ? null : (offer as OfferId),
  };
}
