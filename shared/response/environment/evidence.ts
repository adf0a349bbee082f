/** What can tell in which environment something runs, and how far each of it can be trusted. */

/** Which resource carries tags. What a cluster's tag says is said of everything in it. */
export type TaggedResource = 'instance' | 'task' | 'cluster';

/** Tags as the service gives them: who has rights to tag in the account wrote them, and no program on the host without. */
export interface ResourceTags {
  readonly of: TaggedResource;
  /** By key; null where they could not be read, which is not the same as having none. */
  readonly tags: Readonly<Record<string, string>> | null;
}

/** A process above the one in question: as the host tells it, which can forge both. */
export interface Ancestor {
  /** Absolute path of its file, null where it isn't known. */
  readonly exe: string | null;
  /** As far as it is known; null is an argument that was lost. */
  readonly argv: readonly (string | null)[];
}

/** Everything that is known of one host or task. */
export interface EnvironmentEvidence {
  /** Of the instance, or of the task and its cluster; none where nothing was looked up. */
  readonly tags: readonly ResourceTags[];
  /** Twelve digits. */
  readonly account: string;
  readonly logGroup: string;
  /** From the parent up; none where the source doesn't tell any. */
  readonly ancestors: readonly Ancestor[];
}
