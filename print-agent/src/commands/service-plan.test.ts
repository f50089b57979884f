/** What is installed on each system, as text: words with spaces and signs arrive whole, and an older one gives way. */
import { expect, test } from 'vitest';
import { launchdPlist, planService, systemdUnit, windowsTask } from './service-plan.ts';

const launch = { command: ['/opt/node', '/opt/Parley $1/agent.mjs'], configPath: '/etc/50%/a"b.json', user: '' };

test('a systemd unit starts the agent with its settings and keeps it up', () => {
  const plan = planService('linux', '/people/asha', launch);
  expect(plan.file?.path).toBe('/people/asha/.config/systemd/user/parley-print-agent.service');
  expect(plan.file?.text).toContain('ExecStart="/opt/node" "/opt/Parley $$1/agent.mjs" "run" "--config" "/etc/50%%/a\\"b.json"\n');
  expect(plan.file?.text).toContain('Restart=always');
  // Enabling alone would leave an older agent running.
  expect(plan.commands.at(-1)).toEqual(['systemctl', '--user', 'restart', 'parley-print-agent.service']);
  expect(systemdUnit(['a'])).toContain('WantedBy=default.target');
});

test('a launchd agent is well-formed XML whatever the path, and the one before is taken out first', () => {
  const plan = planService('darwin', '/people/asha', launch);
  expect(plan.file?.path).toContain('Library/LaunchAgents');
  expect(plan.before).toEqual([['launchctl', 'unload', plan.file?.path]]);
  expect(launchdPlist(['a & <b>'], '/log')).toContain('<string>a &amp; &lt;b&gt;</string>');
});

test('on Windows it is a task of this user that never ends by itself, with paths of any length, and the way to certainty is told', () => {
  const deep = `C:\\Users\\asha\\${'Print & Co\\'.repeat(30)}print-agent.mjs`;
  const plan = planService('win32', 'C:\\Users\\asha', {
    command: ['C:\\Program Files\\nodejs\\node.exe', deep],
    configPath: 'C:\\My settings\\c.json',
    user: 'SHOP\\asha',
  });
  expect(plan.file?.path).toBe('C:\\Users\\asha\\AppData\\Local\\parley-print-agent.xml');
  // As its own tool writes them: a mark first, two bytes a sign.
  expect([plan.file?.text.codePointAt(0), plan.file?.encoding]).toEqual([0xfeff, 'utf16le']);
  expect(plan.file?.text).toContain('<Command>C:\\Program Files\\nodejs\\node.exe</Command>');
  expect(plan.file?.text).toContain(`"${deep.replaceAll('&', '&amp;')}" "run" "--config" "C:\\My settings\\c.json"</Arguments>`);
  expect(plan.file?.text).toContain('<ExecutionTimeLimit>PT0S</ExecutionTimeLimit>');
  expect(plan.file?.text.match(/<UserId>SHOP\\asha<\/UserId>/g)).toHaveLength(2);
  // The command line takes 261 signs at most.
  for (const words of plan.commands) expect(words.join(' ').length).toBeLessThan(261);
  expect(windowsTask(['node', 'D:\\'], 'u')).toContain('"D:\\\\"');
  expect(plan.hint).toContain('PrintService/Operational');
});
