/**
 * A real CUPS of the test's own, on a free port and in a folder of its own, with virtual IPP Everywhere printers that keep what reaches
 * them. Touches nothing of the machine's own printing.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cupsQueues } from '../src/printers/cups.ts';
import { until } from './agent-process.ts';

/** What the virtual printer was sent. */
export interface Received {
  readonly job: string;
  readonly document: Buffer;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface CupsRig {
  /** `host:port`. */
  readonly server: string;
  addPrinter(name: string, formats: string): Promise<VirtualPrinter>;
  run(program: string, args: readonly string[]): string;
  close(): void;
}

export interface VirtualPrinter {
  received(): readonly Received[];
  /** Jobs that begin from now on wait for paper until it is refilled. */
  takePaperOut(): void;
  refill(): void;
}

const programs = ['cupsd', 'ippeveprinter', 'lpadmin', 'dbus-daemon', 'pdftopdf'] as const;
type ProgramName = (typeof programs)[number];
const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/sbin', '/usr/lib/cups/filter'];

function find(program: ProgramName): string | undefined {
  return places.map((place) => join(place, program)).find((path) => existsSync(path));
}

/** Undefined: everything is here. */
export function missingForCups(): string | undefined {
  if (process.platform !== 'linux') return 'not on Linux';
  const missing = programs.filter((program) => find(program) === undefined);
  return missing.length === 0 ? undefined : `no ${missing.join(', ')}; install cups, cups-ipp-utils, cups-filters and dbus-daemon`;
}

export async function startCups(): Promise<CupsRig> {
  const root = mkdtempSync(join(tmpdir(), 'parley-cups-'));
  // The filters run as another user where this one is root.
  chmodSync(root, 0o755);
  for (const folder of ['server/ppd', 'cache', 'state', 'spool/tmp', 'logs']) mkdirSync(join(root, folder), { recursive: true });
  const port = await freePort();
  const children: ChildProcess[] = [];
  const start = (program: ProgramName, args: readonly string[], env: Readonly<Record<string, string>> = {}): void => {
    children.push(spawn(find(program) ?? program, [...args], { stdio: 'ignore', env: { ...process.env, ...env } }));
  };
  const server = `127.0.0.1:${port}`;
  const bus = join(root, 'bus');
  writeFileSync(join(root, 'bus.conf'), busConfig(bus));
  writeFileSync(join(root, 'server', 'cupsd.conf'), serverConfig(server));
  writeFileSync(join(root, 'server', 'cups-files.conf'), filesConfig(root));
  start('dbus-daemon', [`--config-file=${join(root, 'bus.conf')}`, '--nofork']);
  start('cupsd', ['-f', '-c', join(root, 'server', 'cupsd.conf'), '-s', join(root, 'server', 'cups-files.conf')]);
  const rig: CupsRig = {
    server,
    run(program, args) {
      const done = spawnSync(find(program as ProgramName) ?? program, [...args], {
        encoding: 'utf8',
        env: { ...process.env, CUPS_SERVER: server },
        timeout: 60_000,
      });
      if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.stderr}${done.error?.message ?? ''}`);
      return done.stdout;
    },
    async addPrinter(name, formats) {
      const at = await freePort();
      const folder = join(root, name);
      mkdirSync(join(folder, 'jobs'), { recursive: true });
      const command = join(folder, 'print.sh');
      writeFileSync(command, printCommand(folder), { mode: 0o755 });
      // It wants a bus to announce itself on, and announces nothing.
      start('ippeveprinter', ['-p', String(at), '-r', 'off', '-2', '-s', '60,60', '-d', folder, '-c', command, '-f', formats, name], {
        DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${bus}`,
      });
      await until(() => listens(at));
      rig.run('lpadmin', ['-p', name, '-E', '-v', `ipp://127.0.0.1:${at}/ipp/print`, '-m', 'everywhere']);
      return virtualPrinter(folder);
    },
    close() {
      for (const child of children) child.kill('SIGKILL');
      rmSync(root, { recursive: true, force: true });
    },
  };
  try {
    await until(() => existsSync(bus));
    await until(async () => (await cupsQueues(server).catch(() => undefined)) !== undefined);
  } catch (error) {
    rig.close();
    throw error;
  }
  return rig;
}

function virtualPrinter(folder: string): VirtualPrinter {
  const empty = join(folder, 'no-paper');
  return {
    takePaperOut: () => writeFileSync(empty, ''),
    refill: () => rmSync(empty, { force: true }),
    received: () =>
      readdirSync(join(folder, 'jobs'))
        .filter((name) => name.endsWith('.done'))
        .toSorted()
        .map((name) => {
          const stem = join(folder, 'jobs', name.replace(/\.done$/, ''));
          const lines = readFileSync(`${stem}.txt`, 'utf8').split('\n');
          const attributes = Object.fromEntries(lines.map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]));
          return { job: attributes['IPP_JOB_NAME'] ?? '', document: readFileSync(`${stem}.doc`), attributes };
        }),
  };
}

const printCommand = (folder: string): string => `#!/bin/sh
jobs=${folder}/jobs
name=$(printf '%06d' "$IPP_JOB_ID")
told=
while [ -e ${folder}/no-paper ]; do
  if [ -z "$told" ]; then echo 'STATE: +media-empty' >&2; told=1; fi
  sleep 0.1
done
if [ -n "$told" ]; then echo 'STATE: -media-empty' >&2; fi
cp "$1" "$jobs/$name.doc"
env | grep '^[A-Z_]*=' > "$jobs/$name.txt"
: > "$jobs/$name.done"
`;

const busConfig = (path: string): string => `<busconfig>
<listen>unix:path=${path}</listen>
<auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`;

const serverConfig = (server: string): string => `Listen ${server}
LogLevel warn
Browsing Off
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
`;

/** The folder for temporary files lies in the spool: there alone cupsd gives it to the filters' user. */
const filesConfig = (root: string): string => `ServerRoot ${root}/server
CacheDir ${root}/cache
StateDir ${root}/state
RequestRoot ${root}/spool
TempDir ${root}/spool/tmp
AccessLog ${root}/logs/access
ErrorLog ${root}/logs/error
PageLog ${root}/logs/page
`;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
