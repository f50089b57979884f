/** What a shop's computer gets: one file that is the whole program, that tells how to go on, and that stays where a service finds it. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseTarGzip } from 'nanotar';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AgentProcess, runAgentCommand, startAgent, until } from './agent-process.ts';
import { type StandIn, startStandIn } from './stand-in-server.ts';

const BUILD = fileURLToPath(new URL('../../tools/build-print-agent.ts', import.meta.url));
let built: string;
let server: StandIn;
let root: string;
const running: AgentProcess[] = [];

beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'parley-built-'));
  const build = spawnSync(process.execPath, [BUILD, join(built, 'one')], { encoding: 'utf8' });
  if (build.status !== 0) throw new Error(build.stderr);
}, 60_000);
afterAll(() => rmSync(built, { recursive: true, force: true }));
beforeEach(async () => {
  server = await startStandIn();
  root = mkdtempSync(join(tmpdir(), 'parley-single-'));
});
afterEach(async () => {
  for (const agent of running.splice(0)) await agent.kill('SIGKILL');
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

/** As after a download, in a folder with a space in its name. */
function downloaded(): string {
  mkdirSync(join(root, 'My files'));
  copyFileSync(join(built, 'one', 'print-agent.mjs'), join(root, 'My files', 'print-agent.mjs'));
  return join(root, 'My files', 'print-agent.mjs');
}
const pair = (program: string, ...more: string[]) =>
  runAgentCommand(['pair', 'ABCD-2345', '--backend', server.url, '--config', join(root, 'config.json'), ...more], program);

describe('the build', () => {
  test('is the same bytes each time, and the package holds the same file with nothing to install', async () => {
    const again = spawnSync(process.execPath, [BUILD, join(built, 'two')], { encoding: 'utf8' });
    expect([again.status, again.stderr]).toEqual([0, '']);
    expect(readdirSync(join(built, 'one'))).toEqual(['print-agent.mjs', 'print-agent.tgz']);
    for (const name of ['print-agent.mjs', 'print-agent.tgz'])
      expect(readFileSync(join(built, 'one', name)).equals(readFileSync(join(built, 'two', name)))).toBe(true);
    const files = await parseTarGzip(new Uint8Array(readFileSync(join(built, 'one', 'print-agent.tgz'))));
    expect(files.map(({ name }) => name)).toEqual(['package/package.json', 'package/print-agent.mjs']);
    const about = JSON.parse(files[0]?.text ?? '');
    expect(about).toMatchObject({
      name: 'parley-print-agent',
      bin: { 'parley-print-agent': 'print-agent.mjs' },
      engines: { node: '>=20.15' },
    });
    expect([about.dependencies, about.scripts]).toEqual([undefined, undefined]);
    expect(files[1]?.text).toBe(readFileSync(join(built, 'one', 'print-agent.mjs'), 'utf8'));
  });
});

describe('the file', () => {
  test('pairs, and the line that it tells next is one that works', async () => {
    const program = downloaded();
    const paired = await pair(program, '--folder', join(root, 'tray'), '--printer', 'Desk');
    expect(paired.output).toContain('Paired with Copy Corner');
    const line = /Now start it: +(.*)/.exec(paired.output)?.[1] ?? '';
    expect(line).toBe(`node '${program}' run --config ${join(root, 'config.json')}`);
    const job = server.add({ bytes: Buffer.from('%PDF-1.4 one'), printer: 'Desk' });
    running.push(startAgent(['run', '--config', join(root, 'config.json')], program));
    await until(() => job.state === 'printed');
    expect(readdirSync(join(root, 'tray')).filter((name) => name.endsWith('.pdf'))).toHaveLength(1);
  });

  test('paired again keeps what people wrote into the settings, unless something else is said', async () => {
    const program = downloaded();
    const read = () => JSON.parse(readFileSync(join(root, 'config.json'), 'utf8'));
    const by = { backend_url: 'https://old.example', api_key: 'old', printer_name: 'Front', printer_kind: 'folder', folder: 'tray' };
    const lanes = [{ name: 'Front' }, { name: 'Back', folder: 'back' }];
    writeFileSync(join(root, 'config.json'), JSON.stringify({ ...by, look_seconds: 2, printers: lanes }));
    expect((await pair(program)).code).toBe(0);
    expect(read()).toMatchObject({
      backend_url: server.url,
      api_key: 'key-of-the-agent',
      printer_name: 'Front',
      look_seconds: 2,
      printers: lanes,
    });
    expect((await pair(program, '--printer', 'Side')).code).toBe(0);
    expect([read().printer_name, read().printers, read().folder]).toEqual(['Side', undefined, join(root, 'tray')]);
  });

  test.skipIf(process.platform !== 'linux')('as a service runs from a copy of its own, which a newer one replaces', async () => {
    const program = downloaded();
    await pair(program, '--folder', join(root, 'tray'), '--printer', 'Desk');
    // In place of the system's: it writes down what it is told.
    const bin = join(root, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\necho "$@" >> '${join(root, 'told')}'\n`);
    chmodSync(join(bin, 'systemctl'), 0o755);
    const install = () =>
      runAgentCommand(['install-service', '--config', join(root, 'config.json')], program, { HOME: root, PATH: `${bin}:/usr/bin:/bin` });
    const done = await install();
    const kept = join(root, 'state', 'print-agent.mjs');
    expect([done.code, done.output]).toEqual([0, expect.stringContaining(`Copied: ${kept}`)]);
    const unit = readFileSync(join(root, '.config', 'systemd', 'user', 'parley-print-agent.service'), 'utf8');
    const words = [...(/^ExecStart=(.*)$/m.exec(unit)?.[1] ?? '').matchAll(/"([^"]*)"/g)].map(([, word]) => word ?? '');
    expect(words).toEqual([process.execPath, '--disable-warning=ExperimentalWarning', kept, 'run', '--config', join(root, 'config.json')]);
    expect(readFileSync(join(root, 'told'), 'utf8')).toBe(
      ['daemon-reload', 'enable parley-print-agent.service', 'restart parley-print-agent.service']
        .map((each) => `--user ${each}\n`)
        .join(''),
    );
    writeFileSync(program, readFileSync(program, 'utf8').replace('#!/usr/bin/env node', '#!/usr/bin/env node\n// newer'));
    await install();
    expect(readFileSync(kept, 'utf8')).toContain('// newer');
    // As npx sweeps its cache, and people their downloads.
    rmSync(program);
    const job = server.add({ bytes: Buffer.from('%PDF-1.4 one'), printer: 'Desk' });
    running.push(startAgent(words.slice(3), kept));
    await until(() => job.state === 'printed');
    const gone = await runAgentCommand(['install-service', '--remove'], kept, { HOME: root, PATH: `${bin}:/usr/bin:/bin` });
    expect([gone.code, existsSync(join(root, '.config', 'systemd', 'user', 'parley-print-agent.service'))]).toEqual([0, false]);
  });

  test('is not installed as a service before it is paired', async () => {
    const refused = await runAgentCommand(['install-service', '--config', join(root, 'none.json')], downloaded());
    expect([refused.code, refused.output]).toEqual([1, expect.stringContaining('Pair this computer first')]);
  });
});
