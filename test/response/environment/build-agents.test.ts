/** Processes above a build's own commands. */
import { describe, expect, it } from 'vitest';
import { buildAgentAmong } from '../../../shared/response/environment/build-agents.ts';

const JAVA = '/usr/lib/jvm/java-21/bin/java';

describe('buildAgentAmong', () => {
  it.each<[string, string | null, (string | null)[]]>([
    [
      'GitHub Actions',
      '/home/runner/bin/Runner.Worker',
      ['/home/runner/bin/Runner.Worker', 'spawnclient', '1'],
    ],
    ['GitHub Actions', '/actions-runner/bin/Runner.Listener', []],
    ['GitHub Actions', null, ['/actions-runner/bin/Runner.Listener', 'run']],
    ['GitLab', '/usr/bin/gitlab-runner', ['gitlab-runner', 'run', '--user', 'gitlab-runner']],
    ['GitLab', '/usr/bin/gitlab-ci-multi-runner', []],
    ['Buildkite', '/usr/bin/buildkite-agent', ['buildkite-agent', 'bootstrap']],
    ['Jenkins', JAVA, ['java', '-jar', '/usr/share/jenkins/agent.jar', '-url', 'http://c/']],
    ['Jenkins', JAVA, ['java', '-jar', 'remoting.jar']],
    ['Jenkins', JAVA, ['java', '-cp', 'x.jar', 'hudson.remoting.jnlp.Main', '-headless']],
    ['Jenkins', null, ['java', '-jar', 'swarm-client.jar']],
    ['CodeBuild', '/codebuild/readonly/bin/executor', []],
    ['CodeBuild', '/usr/bin/dash', ['sh', '/codebuild/output/tmp/script.sh']],
    ['CodeBuild', '/usr/bin/bash', ['bash', '/tmp/codebuild/output/tmp/script.sh']],
  ])('finds the agent of %s in %j %j', (agent, exe, argv) => {
    expect(
      buildAgentAmong([
        { exe: '/usr/bin/bash', argv: ['bash', '-e'] },
        { exe, argv },
      ]),
    ).toBe(agent);
  });

  it.each<[string, string | null, (string | null)[]]>([
    ['a shell that only speaks of one', '/usr/bin/bash', ['bash', '-c', 'gitlab-runner status']],
    ['a program in a folder of that name', '/opt/gitlab-runner/curl', ['curl']],
    ['another name of the same beginning', '/usr/bin/gitlab-runner-x', []],
    ['an argv[0] that lies about the file', '/tmp/payload', ['Runner.Worker']],
    ['java with something else', JAVA, ['java', '-jar', 'app.jar']],
    ['a file of that name without java', '/usr/bin/unzip', ['unzip', 'agent.jar']],
    ['a Jenkins controller', JAVA, ['java', '-jar', 'jenkins.war']],
    ['a script elsewhere', '/usr/bin/bash', ['bash', '/home/x/codebuild/output/tmp/script.sh']],
    ['nothing known', null, []],
    ['lost arguments', null, [null, null]],
  ])('finds none in %s', (_, exe, argv) => {
    expect(buildAgentAmong([{ exe, argv }])).toBeNull();
  });

  it('names the nearest of several', () => {
    const worker = { exe: '/r/bin/Runner.Worker', argv: [] };
    const gitlab = { exe: '/usr/bin/gitlab-runner', argv: [] };
    expect(buildAgentAmong([worker, gitlab])).toBe('GitHub Actions');
    expect(buildAgentAmong([])).toBeNull();
  });
});
