/** What lets each system start the agent: a systemd user unit, a launchd agent, a task at sign-in on Windows. Pure: changes nothing. */
import { join, win32 } from 'node:path';

export interface Launch {
  /** The program and its first arguments. */
  readonly command: readonly string[];
  readonly configPath: string;
  /** On Windows, whose sign-in starts it. */
  readonly user: string;
}

export interface ServicePlan {
  /** Written, where the system wants a file. */
  readonly file?: { readonly path: string; readonly text: string; readonly encoding: 'utf8' | 'utf16le' };
  /** Stop what ran before; may fail. */
  readonly before: readonly (readonly string[])[];
  readonly commands: readonly (readonly string[])[];
  readonly removal: readonly (readonly string[])[];
  readonly hint: string;
}

const NAME = 'parley-print-agent';

export function planService(platform: NodeJS.Platform, home: string, launch: Launch): ServicePlan {
  const words = [...launch.command, 'run', '--config', launch.configPath];
  if (platform === 'win32') return onWindows(home, words, launch.user);
  if (platform === 'darwin') return onMac(home, words);
  return {
    file: { path: join(home, '.config', 'systemd', 'user', `${NAME}.service`), text: systemdUnit(words), encoding: 'utf8' },
    before: [],
    commands: [
      ['systemctl', '--user', 'daemon-reload'],
      ['systemctl', '--user', 'enable', `${NAME}.service`],
      // Also where an older one runs already.
      ['systemctl', '--user', 'restart', `${NAME}.service`],
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
    file: { path, text: launchdPlist(words, log), encoding: 'utf8' },
    before: [['launchctl', 'unload', path]],
    commands: [['launchctl', 'load', '-w', path]],
    removal: [['launchctl', 'unload', '-w', path]],
    hint: `What it says: ${log}`,
  };
}

export function launchdPlist(words: readonly string[], log: string): string {
  const text = (word: string): string => `<string>${escaped(word)}</string>`;
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
function onWindows(home: string, words: readonly string[], user: string): ServicePlan {
  const path = win32.join(home, 'AppData', 'Local', `${NAME}.xml`);
  return {
    file: { path, text: `\ufeff${windowsTask(words, user)}`, encoding: 'utf16le' },
    before: [['schtasks.exe', '/End', '/TN', NAME]],
    commands: [
      ['schtasks.exe', '/Create', '/F', '/TN', NAME, '/XML', path],
      ['schtasks.exe', '/Run', '/TN', NAME],
    ],
    removal: [
      ['schtasks.exe', '/End', '/TN', NAME],
      ['schtasks.exe', '/Delete', '/F', '/TN', NAME],
    ],
    hint: 'So that Windows can tell for certain what was printed, run once as administrator: wevtutil sl Microsoft-Windows-PrintService/Operational /e:true',
  };
}

/**
 * As a file, since the command line of schtasks takes no long paths, asks for an administrator, and makes tasks that end after three days
 * or on battery. Looked at every five minutes: one that died is started again, one that runs is left alone.
 */
export function windowsTask([program = '', ...args]: readonly string[], user: string): string {
  const line = args.map((word) => `"${word.replace(/\\+$/, '$&$&')}"`).join(' ');
  return `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <LogonTrigger>
      <Repetition><Interval>PT5M</Interval></Repetition>
      <UserId>${escaped(user)}</UserId>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author"><UserId>${escaped(user)}</UserId><LogonType>InteractiveToken</LogonType></Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec><Command>${escaped(program)}</Command><Arguments>${escaped(line)}</Arguments></Exec>
  </Actions>
</Task>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
