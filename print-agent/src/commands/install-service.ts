/** `install-service`: lets the system start the agent: a systemd user unit, a launchd agent, a task at sign-in on Windows. Says what it did. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Launch {
  /** The program and its first arguments, as they run now. */
  readonly command: readonly string[];
  readonly configPath: string;
}

export interface ServicePlan {
  /** Written, where the system wants a file. */
  readonly file?: { readonly path: string; readonly text: string };
  readonly commands: readonly (readonly string[])[];
  readonly removal: readonly (readonly string[])[];
  readonly hint: string;
}

const NAME = 'parley-print-agent';

/** Answers the exit code. */
export function installService(
  { configPath, remove }: { readonly configPath: string; readonly remove: boolean },
  say: (line: string) => void,
): number {
  const plan = planService(process.platform, homedir(), {
    command: [process.execPath, ...process.execArgv, process.argv[1] ?? ''],
    configPath,
  });
  if (plan.file && !remove) {
    mkdirSync(dirname(plan.file.path), { recursive: true });
    writeFileSync(plan.file.path, plan.file.text);
    say(`Written: ${plan.file.path}`);
  }
  for (const [program = '', ...args] of remove ? plan.removal : plan.commands) {
    const run = spawnSync(program, args, { encoding: 'utf8', windowsHide: true });
    const line = [program, ...args].join(' ');
    if (run.status === 0) say(`Done: ${line}`);
    else {
      say(`Did not work: ${line}\n${(run.error?.message ?? run.stderr).trim()}`);
      if (!remove) return 1;
    }
  }
  if (plan.file && remove) {
    rmSync(plan.file.path, { force: true });
    say(`Removed: ${plan.file.path}`);
  }
  say(remove ? 'The agent does not start by itself any more.' : plan.hint);
  return 0;
}

/** What is to be done on this system. Pure. */
export function planService(platform: NodeJS.Platform, home: string, launch: Launch): ServicePlan {
  const words = [...launch.command, 'run', '--config', launch.configPath];
  if (platform === 'win32') return onWindows(words);
  if (platform === 'darwin') return onMac(home, words);
  const path = join(home, '.config', 'systemd', 'user', `${NAME}.service`);
  return {
    file: { path, text: systemdUnit(words) },
    commands: [
      ['systemctl', '--user', 'daemon-reload'],
      ['systemctl', '--user', 'enable', '--now', `${NAME}.service`],
    ],
    removal: [['systemctl', '--user', 'disable', '--now', `${NAME}.service`]],
    hint: `To let it run while nobody is signed in: loginctl enable-linger. What it says: journalctl --user -u ${NAME}`,
  };
}

export function systemdUnit(words: readonly string[]): string {
  // Percent signs and dollars mean something to systemd.
  const quoted = words.map((word) => `"${word.replaceAll(/["\\]/g, '\\$&').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`).join(' ');
  return `[Unit]
Description=Parley print agent
After=network-online.target

[Service]
ExecStart=${quoted}
Restart=always
RestartSec=5

[Install]
WantedBy=default.target
`;
}

function onMac(home: string, words: readonly string[]): ServicePlan {
  const path = join(home, 'Library', 'LaunchAgents', `example.parley.${NAME}.plist`);
  const log = join(home, 'Library', 'Logs', `${NAME}.log`);
  return {
    file: { path, text: launchdPlist(words, log) },
    commands: [['launchctl', 'load', '-w', path]],
    removal: [['launchctl', 'unload', '-w', path]],
    hint: `What it says: ${log}`,
  };
}

export function launchdPlist(words: readonly string[], log: string): string {
  const text = (word: string): string =>
    `<string>${word.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</string>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>Label</key><string>example.parley.${NAME}</string>
  <key>ProgramArguments</key><array>${words.map(text).join('')}</array>
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><true/>
  <key>StandardOutPath</key>${text(log)}
  <key>StandardErrorPath</key>${text(log)}
</dict></plist>
`;
}

/** A task of this user: printers and SumatraPDF belong to the user's session. */
function onWindows(words: readonly string[]): ServicePlan {
  const line = words.map((word) => `"${word}"`).join(' ');
  return {
    commands: [
      ['schtasks.exe', '/Create', '/F', '/SC', 'ONLOGON', '/RL', 'LIMITED', '/TN', NAME, '/TR', line],
      ['schtasks.exe', '/Run', '/TN', NAME],
    ],
    removal: [
      ['schtasks.exe', '/End', '/TN', NAME],
      ['schtasks.exe', '/Delete', '/F', '/TN', NAME],
    ],
    hint: 'So that Windows can tell for certain what was printed, run once as administrator: wevtutil sl Microsoft-Windows-PrintService/Operational /e:true',
  };
}
