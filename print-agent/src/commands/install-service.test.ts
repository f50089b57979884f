/** What is installed on each system, as text: words with spaces and signs arrive whole. */
import { expect, test } from 'vitest';
import { launchdPlist, planService, systemdUnit } from './install-service.ts';

const launch = { command: ['/opt/node', '/opt/Parley $1/agent.mjs'], configPath: '/etc/50%/a"b.json' };

test('a systemd unit starts the agent with its settings and keeps it up', () => {
  const plan = planService('linux', '/people/asha', launch);
  expect(plan.file?.path).toBe('/people/asha/.config/systemd/user/parley-print-agent.service');
  expect(plan.file?.text).toContain('ExecStart="/opt/node" "/opt/Parley $$1/agent.mjs" "run" "--config" "/etc/50%%/a\\"b.json"\n');
  expect(plan.file?.text).toContain('Restart=always');
  expect(plan.commands.at(-1)).toEqual(['systemctl', '--user', 'enable', '--now', 'parley-print-agent.service']);
  expect(systemdUnit(['a'])).toContain('WantedBy=default.target');
});

test('a launchd agent is well-formed XML whatever the path', () => {
  const plan = planService('darwin', '/people/asha', launch);
  expect(plan.file?.path).toContain('Library/LaunchAgents');
  expect(launchdPlist(['a & <b>'], '/log')).toContain('<string>a &amp; &lt;b&gt;</string>');
});

test('on Windows it is a task of the user, and the way to certainty is told', () => {
  const plan = planService('win32', 'C:\\Users\\asha', { command: ['C:\\node.exe', 'C:\\agent.mjs'], configPath: 'C:\\c.json' });
  expect(plan.commands[0]?.at(-1)).toBe('"C:\\node.exe" "C:\\agent.mjs" "run" "--config" "C:\\c.json"');
  expect(plan.hint).toContain('PrintService/Operational');
});
