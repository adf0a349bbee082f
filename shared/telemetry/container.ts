/** Containers as sources tell them. */
import type { Container } from './exec-event.ts';

/** @returns null where nothing at all is told */
export function containerTold(told: Partial<Container>): Container | null {
  const {
    id = null,
    name = null,
    image = null,
    pod = null,
    namespace = null,
    cluster = null,
    task = null,
  } = told;
  if ((id ?? name ?? image ?? pod ?? namespace ?? cluster ?? task) === null) return null;
  return { id, name, image, pod, namespace, cluster, task };
}
