/** Two agents that are started on one folder at the same instant: exactly one runs, however often it is tried and whatever a kill left. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AgentProcess, runAgentCommand, startAgent } from './agent-process.ts';
import { type StandIn, startStandIn } from './stand-in-server.ts';

const ROUNDS = 8;
const AT_ONCE = 3;
let server: StandIn;
let root: string;
beforeEach(async () => {
  server = await startStandIn();
  root = mkdtempSync(join(tmpdir(), 'parley-two-'));
});
afterEach(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

function settings(name: string, stateFolder: string): string {
  const path = join(root, name);
  const about = { backend_url: server.url, api_key: 'key-of-the-agent', printer_name: 'Desk', poll_timeout: 1 };
  writeFileSync(path, JSON.stringify({ ...about, printer_kind: 'folder', folder: 'tray', state_folder: stateFolder }));
  return path;
}

test(`of ${AT_ONCE} at once exactly one runs, ${ROUNDS} times over, though each winner is killed and leaves its socket`, async () => {
  const config = settings('config.json', 'state');
  for (let round = 0; round < ROUNDS; round += 1) {
    const agents = Array.from({ length: AT_ONCE }, () => startAgent(['run', '--config', config]));
    const fates = await Promise.all(
      agents.map(async (agent) =>
        Promise.race([agent.prints(/server answers/).then(() => 'runs'), agent.ended.then((code) => `ends ${code}`)]),
      ),
    );
    expect([round, ...fates.toSorted()]).toEqual([round, 'ends 1', 'ends 1', 'runs']);
    for (const [index, agent] of agents.entries()) {
      if (fates[index] === 'runs') await agent.kill('SIGKILL');
      else expect(agent.output()).toContain('runs already');
    }
  }
}, 240_000);

test.skipIf(process.platform === 'win32')(
  'the same folder by another name is the same folder',
  async () => {
    mkdirSync(join(root, 'state'));
    symlinkSync(join(root, 'state'), join(root, 'link'));
    const first: AgentProcess = startAgent(['run', '--config', settings('a.json', 'state')]);
    await first.prints(/server answers/);
    const second = await runAgentCommand(['run', '--config', settings('b.json', 'link')]);
    expect([second.code, second.output]).toEqual([1, expect.stringContaining('runs already')]);
    await first.kill('SIGTERM');
    const third = startAgent(['run', '--config', settings('b.json', 'link')]);
    await third.prints(/server answers/);
    await third.kill('SIGTERM');
  },
  60_000,
);
