/**
 * Agents that run builds, known by the processes that they are. Whoever is root on a host can give a process any name,
 * so that this says which advice fits, and never what may be done to the host.
 */
import { baseName } from '../../telemetry/host-path.ts';
import type { Ancestor } from './evidence.ts';

/**
 * Files that are nothing else. github.com/actions/runner: `src/Runner.Listener` and `src/Runner.Worker`, the programs
 * of those names; gitlab.com/gitlab-org/gitlab-runner, and its name until version 10; github.com/buildkite/agent.
 */
const PROGRAMS: ReadonlyMap<string, string> = new Map([
  ['Runner.Listener', 'GitHub Actions'],
  ['Runner.Worker', 'GitHub Actions'],
  ['gitlab-runner', 'GitLab'],
  ['gitlab-ci-multi-runner', 'GitLab'],
  ['buildkite-agent', 'Buildkite'],
]);

/** The agent of CodeBuild is mounted into the container of the build (AWS: aws-codebuild-docker-images, local builds). */
const CODEBUILD = /^(?:\/tmp)?\/codebuild\/readonly\/bin\/exec(?:utor|ute)$/;
/** And it writes each command into a script of this name, that a shell runs. */
const CODEBUILD_SCRIPT = /^(?:\/tmp)?\/codebuild\/output\/tmp\/script\.sh$/;

/** github.com/jenkinsci/remoting: `agent.jar` is what a controller hands out, `remoting.jar` what packages bring. */
const JENKINS_JAR = /^(?:agent|remoting|slave|swarm-client)\.jar$/;
const JENKINS_CLASS = /^hudson\.remoting\.(?:Launcher|jnlp\.Main)$/;

function isJenkins({ exe, argv }: Ancestor): boolean {
  const program = exe ?? argv[0];
  if (program === null || program === undefined || baseName(program) !== 'java') return false;
  // What comes after the program's name: an option's value that looks like it is one that java was given.
  return argv
    .slice(1)
    .some(
      (argument) =>
        argument !== null && (JENKINS_JAR.test(baseName(argument)) || JENKINS_CLASS.test(argument)),
    );
}

function agentOf(ancestor: Ancestor): string | null {
  const { exe, argv } = ancestor;
  const named = PROGRAMS.get(baseName(exe ?? argv[0] ?? ''));
  if (named !== undefined) return named;
  if (isJenkins(ancestor)) return 'Jenkins';
  const isCodeBuild = (path: string | null | undefined) => typeof path === 'string' && CODEBUILD.test(path);
  const runsItsScript = argv.slice(1).some((one) => one !== null && CODEBUILD_SCRIPT.test(one));
  return isCodeBuild(exe) || isCodeBuild(argv[0]) || runsItsScript ? 'CodeBuild' : null;
}

/** The nearest build agent among the processes above: a name of ours, null for none. */
export function buildAgentAmong(ancestors: readonly Ancestor[]): string | null {
  for (const ancestor of ancestors) {
    const agent = agentOf(ancestor);
    if (agent !== null) return agent;
  }
  return null;
}
