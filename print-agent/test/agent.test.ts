/** The agent as the shop meets it: the true program against a server that keeps to the contract, printing into a folder. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openJournal } from '../src/journal.ts';
import { aClaim } from './a-claim.ts';
import { type AgentProcess, runAgentCommand, startAgent, until } from './agent-process.ts';
import { type StandIn, type StandInJob, startStandIn } from './stand-in-server.ts';

const PRINTER = 'Front desk';
let server: StandIn;
let root: string;
let config: string;
let tray: string;
const running: AgentProcess[] = [];

beforeEach(async () => {
  server = await startStandIn();
  root = mkdtempSync(join(tmpdir(), 'parley-agent-'));
  config = join(root, 'config.json');
  tray = join(root, 'tray');
});
afterEach(async () => {
  for (const agent of running.splice(0)) await agent.kill('SIGKILL');
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

function settle(more: Record<string, unknown> = {}): void {
  const about = { backend_url: server.url, api_key: 'key-of-the-agent', printer_name: PRINTER, poll_timeout: 1 };
  writeFileSync(
    config,
    JSON.stringify({ ...about, printer_kind: 'folder', folder: 'tray', look_seconds: 0.02, lease_seconds: 15, ...more }),
  );
}
function run(): AgentProcess {
  const agent = startAgent(['run', '--config', config]);
  running.push(agent);
  return agent;
}
const papers = (job: StandInJob): string[] => readdirSync(tray).filter((name) => name.includes(job.id) && name.endsWith('.pdf'));
const toldStates = (job: StandInJob): string[] => job.told.map((said) => said.status);
const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.4 ${text}`);

describe('pairing', () => {
  test('takes the code of the dashboard and nothing else, and the agent runs with what it wrote', async () => {
    const wrong = await runAgentCommand(['pair', 'ZZZZ-9999', '--backend', server.url, '--folder', tray, '--config', config]);
    expect([wrong.code, wrong.output]).toEqual([1, expect.stringContaining('This code is not known.')]);
    const right = await runAgentCommand([
      'pair',
      'ABCD-2345',
      '--backend-url',
      `${server.url}/`,
      '--folder',
      tray,
      '--printer',
      PRINTER,
      '--config',
      config,
    ]);
    expect([right.code, right.output]).toEqual([0, expect.stringContaining('Paired with Copy Corner. Printer: Front desk.')]);
    expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({
      backend_url: server.url,
      api_key: 'key-of-the-agent',
      printer_name: PRINTER,
      poll_timeout: 25,
      printer_kind: 'folder',
      folder: tray,
    });
    const job = server.add({ bytes: pdf('one'), printer: PRINTER });
    run();
    await until(() => job.state === 'printed');
    expect(papers(job)).toHaveLength(1);
  });

  test('tells plainly what is missing', async () => {
    expect((await runAgentCommand(['run', '--config', join(root, 'none.json')])).output).toMatch(/Pair this computer first/);
    expect((await runAgentCommand(['pair', '--config', config])).output).toMatch(/pair needs the code/);
    expect((await runAgentCommand(['dance'])).output).toMatch(/no command called dance/);
    expect((await runAgentCommand(['run', '--colour'])).output).toMatch(/--colour/);
    const nobody = await runAgentCommand(['pair', 'ABCD-2345', '--backend', 'http://127.0.0.1:1', '--folder', tray, '--config', config]);
    expect([nobody.code, nobody.output]).toEqual([1, expect.stringContaining('cannot be reached')]);
  });
});

describe('a job', () => {
  test('is printed as often as asked, in its turn, told begun before and printed after, and its file does not stay', async () => {
    settle();
    const jobs = [3, 1, 2].map((copies, index) => server.add({ bytes: pdf(`job ${index}`), printer: PRINTER, ticket: { copies } }));
    const other = server.add({ bytes: pdf('other'), printer: 'Another printer' });
    run();
    await until(() => jobs.every((job) => job.state === 'printed'));
    expect(jobs.map((job) => papers(job).length)).toEqual([3, 1, 2]);
    expect(jobs.map(toldStates)).toEqual([
      ['printing', 'printed'],
      ['printing', 'printed'],
      ['printing', 'printed'],
    ]);
    const order = readdirSync(tray)
      .filter((name) => name.endsWith('.pdf'))
      .toSorted();
    expect(order.map((name) => jobs.findIndex((job) => name.includes(job.id)))).toEqual([0, 0, 0, 1, 2, 2]);
    expect(readFileSync(join(tray, order[3] ?? ''), 'utf8')).toBe('%PDF-1.4 job 1');
    expect(readdirSync(join(root, 'state', 'work'))).toEqual([]);
    expect(other.state).toBe('queued');
    expect(server.reports[0]?.printers[0]).toMatchObject({ name: PRINTER, state: 'ready', color: true });
  });

  test('whose file is not the announced one is not printed', async () => {
    settle();
    const job = server.add({ bytes: pdf('announced'), printer: PRINTER });
    server.before = (question) => {
      if (question === 'file') job.bytes = pdf('forged!!!');
    };
    const agent = run();
    await agent.prints(/did not arrive whole/);
    expect(job.began).toBe(false);
    // Once it is itself again it is printed: the queue keeps it.
    server.before = () => undefined;
    job.bytes = pdf('announced');
    await until(() => job.state === 'printed');
    expect(papers(job).map((name) => readFileSync(join(tray, name), 'utf8'))).toEqual(['%PDF-1.4 announced']);
  });

  test('that is cancelled before it begins is not printed', async () => {
    settle();
    const job = server.add({ bytes: pdf('one'), printer: PRINTER });
    server.before = (question) => {
      if (question === 'file') job.cancelAsked = true;
    };
    run();
    await until(() => job.state === 'cancelled');
    expect(readdirSync(tray)).toEqual([]);
  });

  test.each(['heartbeat', 'status'] as const)('of which another has the lease by now is not printed (found out by %s)', async (when) => {
    settle();
    const job = server.add({ bytes: pdf('one'), printer: PRINTER });
    server.before = (question) => {
      if (question === when) job.lease = '7b1e9c1c-9f1e-4a44-8f3e-222222222222';
    };
    const agent = run();
    await agent.prints(/essay\.pdf: returned/);
    expect(job.state).toBe('printing');
    expect(readdirSync(tray)).toEqual([]);
  });

  test('that ended while the server was away is reported when it is back, and printed once', async () => {
    settle();
    const job = server.add({ bytes: pdf('one'), printer: PRINTER, ticket: { copies: 2 } });
    const agent = run();
    await until(() => job.began);
    server.away = true;
    await agent.prints(/cannot be reported yet|: printed/);
    await until(() => papers(job).length === 2);
    server.away = false;
    await until(() => job.state === 'printed');
    expect(papers(job)).toHaveLength(2);
  });
});

describe('a doubt', () => {
  /** As after a power cut in the middle of the second copy. */
  function leaveInDoubt(): StandInJob {
    settle();
    const job = server.add({ bytes: pdf('two'), printer: PRINTER, ticket: { copies: 2 }, title: 'thesis.pdf' });
    Object.assign(job, {
      state: 'printing',
      attempt: 1,
      lease: '1c2d3e4f-9f1e-4a44-8f3e-333333333333',
      leasedUntil: Date.now() + 60_000,
      began: true,
    });
    const claim = aClaim({ id: job.id, lease: job.lease ?? '', attempt: 1, title: job.title, ticket: job.ticket });
    const key = `${job.id}-1`;
    mkdirSync(join(root, 'state'));
    mkdirSync(tray);
    writeFileSync(join(tray, `000001.${key}.pdf`), job.bytes);
    const at = new Date().toISOString();
    openJournal(join(root, 'state', 'journal.log'), [
      { step: 'claimed', key, at, printer: PRINTER, job: claim },
      { step: 'downloaded', key, at },
      { step: 'submitting', key, at, reference: key },
    ]).close();
    return job;
  }

  test('becomes a question that the operator answers, and only then it is printed again', async () => {
    const job = leaveInDoubt();
    const agent = run();
    await until(() => job.state === 'unknown');
    await agent.prints(/thesis\.pdf: unknown/);
    await until(async () => (await runAgentCommand(['status', '--config', config])).output.includes(job.id));
    expect(papers(job)).toHaveLength(1);
    expect((await runAgentCommand(['answer', job.id, 'maybe', '--config', config])).code).toBe(1);
    await until(async () =>
      (await runAgentCommand(['answer', job.id.slice(0, 8), 'again', '--config', config])).output.includes('printed again'),
    );
    await until(() => job.state === 'printed');
    expect(papers(job).filter((name) => name.includes(`${job.id}-2`))).toHaveLength(2);
    expect((await runAgentCommand(['status', '--config', config])).output).not.toContain('Did these come out');
  });

  test('that was answered on the dashboard is not asked any more', async () => {
    const job = leaveInDoubt();
    const agent = run();
    await until(() => job.state === 'unknown');
    await agent.prints(/thesis\.pdf: unknown/);
    server.decide(job.id, 'printed');
    await until(async () =>
      /already|Nothing is asked/.test((await runAgentCommand(['answer', job.id, 'again', '--config', config])).output),
    );
    expect(job.state).toBe('printed');
    expect(papers(job)).toHaveLength(1);
  });
});

test('a printer taken out of the settings leaves no job behind: the server hears how it ended, also when it was away at the start', async () => {
  settle({ printers: [{ name: 'Another' }] });
  const job = server.add({ bytes: pdf('one'), printer: PRINTER });
  Object.assign(job, {
    state: 'printing',
    attempt: 1,
    lease: '1c2d3e4f-9f1e-4a44-8f3e-444444444444',
    leasedUntil: Date.now() + 60_000,
    began: true,
  });
  const key = `${job.id}-1`;
  const at = new Date().toISOString();
  mkdirSync(join(root, 'state'));
  openJournal(join(root, 'state', 'journal.log'), [
    { step: 'claimed', key, at, printer: PRINTER, job: aClaim({ id: job.id, lease: job.lease ?? '', title: job.title }) },
    { step: 'submitting', key, at, reference: key },
  ]).close();
  server.away = true;
  const agent = run();
  await agent.prints(/cannot be reported yet/);
  server.away = false;
  await until(() => job.state === 'unknown');
  expect(job.told.at(-1)?.reason).toBe('This computer does not serve Front desk any more.');
});

test('twenty printers are served without a word of complaint', async () => {
  settle({ printers: Array.from({ length: 20 }, (_, index) => ({ name: `Printer ${index}`, folder: `tray-${index}` })) });
  const jobs = Array.from({ length: 20 }, (_, index) => server.add({ bytes: pdf(`${index}`), printer: `Printer ${index}` }));
  const agent = run();
  await until(() => jobs.every((job) => job.state === 'printed'));
  await agent.kill('SIGTERM');
  expect(await agent.ended).toBe(0);
  expect(agent.output()).not.toMatch(/warning/i);
});

test('a name that a customer gave a file does nothing to the shop’s terminal', async () => {
  settle();
  const job = server.add({ bytes: pdf('one'), printer: PRINTER, title: 'cv\u001b]0;owned\u0007\u001b[2J.pdf' });
  const agent = run();
  await until(() => job.state === 'printed');
  await agent.prints(/: printed/);
  const { output } = await runAgentCommand(['status', '--config', config]);
  // The control sign that every such sequence begins with.
  for (const text of [agent.output(), output])
    expect([text.includes('\u001b'), text.includes('cv ]0;owned [2J.pdf')]).toEqual([false, true]);
});

test('a second agent on the same folder is refused, and the first goes on', async () => {
  settle();
  const first = run();
  await first.prints(/server answers/);
  const second = await runAgentCommand(['run', '--config', config]);
  expect([second.code, second.output]).toEqual([1, expect.stringContaining('runs already')]);
  const job = server.add({ bytes: pdf('one'), printer: PRINTER });
  await until(() => job.state === 'printed');
  await first.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect((await runAgentCommand(['status', '--config', config])).output).toMatch(/the agent does not run[\s\S]*essay\.pdf: printed/);
});
