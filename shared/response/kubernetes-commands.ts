/**
 * What a person could do about a pod of EKS: the node runs others, and is left alone. Only text, to be read and pasted;
 * nothing here runs it.
 */

/** Where a pod is, as the telemetry says: whoever is root on the node could have written any of it. */
export interface Pod {
  readonly cluster: string;
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
}

/** A pod that nobody can name safely; its message says what is wrong with it. */
export class PodNameError extends Error {
  override readonly name = 'PodNameError';
}

/** Kubernetes: "Object Names and IDs", RFC 1123 labels and subdomains. */
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
/** EKS: CreateCluster, `name`. */
const CLUSTER = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

function checked(what: string, value: string, pattern: RegExp): string {
  if (!pattern.test(value)) throw new PodNameError(`this is no name of a ${what}`);
  return value;
}

/** Lets nothing in or out of pods with the label, other policies of the namespace aside: those only add. */
function isolation(namespace: string): string {
  return JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'ldwatch-isolation', namespace },
    spec: {
      podSelector: { matchLabels: { 'ldwatch-isolated': 'true' } },
      policyTypes: ['Ingress', 'Egress'],
    },
  });
}

/** The two ways, each a few commands. */
export interface KubernetesCommands {
  /** Keeps the pod for a look at it, where the cluster's network enforces policies. Connections may outlive it. */
  readonly isolate: readonly string[];
  /** Ends it; what made it makes another. */
  readonly remove: readonly string[];
}

/**
 * The commands. Names are let through by Kubernetes' own rules only, which have no character that a shell could take for its own.
 *
 * @throws PodNameError
 */
export function kubernetesCommands({ cluster, region, namespace, name }: Pod): KubernetesCommands {
  const inNamespace = `--namespace '${checked('namespace', namespace, LABEL)}'`;
  const pod = `'${checked('pod', name, SUBDOMAIN)}'`;
  const connect = `aws eks update-kubeconfig --region '${checked('region', region, REGION)}' --name '${checked('cluster', cluster, CLUSTER)}'`;
  return {
    isolate: [
      connect,
      `echo '${isolation(namespace)}' | kubectl apply -f -`,
      `kubectl label pod ${inNamespace} ${pod} ldwatch-isolated=true --overwrite`,
    ],
    remove: [connect, `kubectl delete pod ${inNamespace} ${pod} --grace-period=30`],
  };
}
