/**
 * Puts each alert on an event bus. Nothing is remembered: an alert that is delivered twice is put twice, with the same
 * `detail.metadata.uid`, as EventBridge itself may deliver one event more than once.
 */
import { busEvent } from '../../shared/alert/bus-event.ts';
import type { AlertOutput } from '../../shared/aws/alert-queue.ts';
import type { EventBus } from '../../shared/aws/event-bus.ts';

/** A bus as somewhere that alerts are handed on to. */
export function putEvent(bus: EventBus, partition: string): AlertOutput {
  return { name: 'EventBus', deliver: (alert) => bus.put(busEvent(alert, partition)) };
}
