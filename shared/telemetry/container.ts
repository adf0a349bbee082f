/** Containers as sources tell them. */
import type { Container } from './exec-event.ts';

/** One of which nothing is told. */
const UNTOLD: Container = {
  id: null,
  name: null,
  image: null,
  pod: null,
  namespace: null,
  cluster: null,
  task: null,
};

/** @returns null where nothing at all is told */
export function containerTold(told: Partial<Container>): Container | null {
  const container = { ...UNTOLD, ...told };
  return Object.values(container).every((value) => value === null) ? null : container;
}
