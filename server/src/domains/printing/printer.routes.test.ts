/** Printers and print agents over HTTP: pairing, reports, alerts, pausing and removing; it works, it refuses, it keeps merchants apart. */
import type { PrinterView } from '@parley/contract/api/printing.ts';
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrintHouse, type PrintHouse } from '../../../test/builders/print-house.ts';

let house: PrintHouse;
beforeAll(async () => {
  house = await openPrintHouse(6);
}, 60_000);
afterAll(() => house.close());

const owner = (method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH', path: string, body?: unknown) =>
  house.as(house.owner)(method, path, body);
const open = async (as = house.owner) => (await house.as(as)('POST', '/print_agents/pairings', {})).body.data;
const pair = (code: string, name = 'PC') => house.raw('POST', '/print_agents/pair', { code, name });
const printers = async (as = house.owner) => (await house.as(as)('GET', '/printers?limit=100')).body.data as PrinterView[];
const find = async (name: string) => (await printers()).find((each) => each.name === name);

describe('pairing', () => {
  it('a code typed as people type opens once, and its key reaches printing and nothing else', async () => {
    const { code, expires_at: until, ...ways } = await open();
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(ways).toEqual({
      command: `npx --yes ${house.url}/print-agent.tgz pair ${code} --backend ${house.url}`,
      windows_command: `npx.cmd --yes ${house.url}/print-agent.tgz pair ${code} --backend ${house.url}`,
      file_url: `${house.url}/print-agent.mjs`,
      file_command: `node print-agent.mjs pair ${code} --backend ${house.url}`,
    });
    expect(new Date(until).getTime() - house.clock.now().getTime()).toBe(10 * minuteMs);
    const made = await pair(` ${code.toLowerCase().replace('-', ' ')} `, 'Counter');
    expect(made.body.data).toMatchObject({ merchant: { name: 'Shop deskhouse' } });
    const key = made.body.data.api_key;
    expect((await house.raw('GET', '/print_jobs', undefined, key)).status).toBe(200);
    expect((await house.raw('GET', '/orders', undefined, key)).body.error.message).toContain('orders:read');
    expect((await house.raw('POST', '/print_agents/pairings', {}, key)).status).toBe(403);
    expect((await house.raw('POST', '/api-keys', { name: 'x', role: 'owner' }, key)).status).toBe(403);
    const again = await pair(code);
    expect([again.status, again.body.error.code]).toEqual([404, 'print_agent.code_unknown']);
    const agents = (await owner('GET', '/print_agents')).body.data;
    expect(agents[0]).toMatchObject({ name: 'Counter', id: made.body.data.agent_id });
    const stored = await house.database.asOwner(async (client) =>
      JSON.stringify([(await client.query('select * from print_pairings')).rows, (await client.query('select * from print_agents')).rows]),
    );
    expect([stored.includes(code), stored.includes(key)]).toEqual([false, false]);
  });

  it('a code that is ten minutes old opens nothing', async () => {
    const { code } = await open();
    await house.pass(10 * minuteMs);
    expect((await pair(code)).status).toBe(404);
  });

  it('of two that use one code at once, one is paired', async () => {
    const { code } = await open();
    const made = await Promise.all([pair(code, 'a'), pair(code, 'b'), pair(code, 'c')]);
    expect(made.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 404, 404]);
  });

  it('guessing ends soon', async () => {
    const guess = (remoteAddress: string) =>
      house.app.edge.inject({ method: 'POST', url: '/api/v1/print_agents/pair', remoteAddress, payload: { code: 'AAAA-AAAA', name: 'x' } });
    const seen = [];
    for (let time = 0; time < 12; time += 1) seen.push((await guess('8.8.8.8')).statusCode);
    expect(seen.slice(-2)).toEqual([429, 429]);
    expect((await guess('8.8.4.4')).statusCode).toBe(404);
    await house.pass(10 * minuteMs);
    expect((await guess('8.8.8.8')).statusCode).toBe(404);
  });

  it('a revoked agent is out', async () => {
    const agent = await house.pair('Old PC');
    expect((await owner('DELETE', `/print_agents/${agent.id}`)).status).toBe(200);
    expect((await agent.call('GET', '/print_jobs')).status).toBe(401);
    expect((await owner('DELETE', `/print_agents/${agent.id}`)).body.error.code).toBe('print_agent.not_found');
  });

  it('is for those who stand at the printer', async () => {
    for (const [role, status] of [
      ['print_operator', 201],
      ['manager', 201],
      ['agent', 403],
      ['viewer', 403],
    ] as const)
      expect([role, (await house.as(await house.hire(role))('POST', '/print_agents/pairings', {})).status]).toEqual([role, status]);
  });
});

describe('printers', () => {
  it('are made by a report, keep what it leaves unsaid, and stand under one name whatever its letters', async () => {
    const agent = await house.pair('Reporter');
    const report = (more: object) =>
      agent.call('POST', '/print_agents/report', { version: '1.2.3', printers: [{ name: 'Laser', state: 'ready', ...more }] });
    await report({ color: false, duplex: true, papers: ['A4', 'A3'] });
    await agent.call('POST', '/print_agents/report', { printers: [{ name: 'LASER', state: 'paper_out', detail: 'Tray 2' }] });
    expect(await find('Laser')).toMatchObject({
      abilities: { color: false, duplex: true, papers: ['A4', 'A3'] },
      state: 'paper_out',
      state_detail: 'Tray 2',
    });
    expect((await printers()).filter((each) => each.name.toLowerCase() === 'laser')).toHaveLength(1);
    expect((await owner('GET', '/print_agents')).body.data[0]).toMatchObject({ name: 'Reporter', version: '1.2.3' });
  });

  it('out of paper get nothing until they are ready again', async () => {
    const agent = await house.pair('Paper');
    const say = (state: string) => agent.call('POST', '/print_agents/report', { printers: [{ name: 'Thirsty', state }] });
    await say('paper_out');
    await house.sold();
    expect(await agent.claim('Thirsty')).toBeUndefined();
    const waiting = agent.claim('Thirsty', { wait_seconds: 20 });
    await say('ready');
    const job = await waiting;
    expect(job).toBeDefined();
    if (job) await agent.report(job, 'printed');
  });

  it('that fall silent are told of once, and once more when they are back', async () => {
    const agent = await house.pair('Silent');
    const say = () => agent.call('POST', '/print_agents/report', { printers: [{ name: 'Quiet', state: 'ready' }] });
    const alert = async () => {
      const { rows } = await house.database.inTx(house.owner.merchantId, (tx) =>
        sql<{ alert: string | null }>`select alert from printers where name = 'Quiet'`.execute(tx.db),
      );
      return rows[0]?.alert;
    };
    await say();
    await house.pass(60 * secondMs);
    await say();
    await house.pass(60 * secondMs);
    expect([await alert(), (await find('Quiet'))?.state]).toEqual([null, 'ready']);
    await house.pass(31 * secondMs);
    await expect.poll(alert).toBe('offline');
    expect((await find('Quiet'))?.state).toBe('offline');
    await house.pass(5 * minuteMs);
    await say();
    expect([await alert(), (await find('Quiet'))?.state]).toEqual([null, 'ready']);
  });

  it('can be paused and corrected by staff, and say so in the audit log', async () => {
    const agent = await house.pair('Paused');
    await agent.call('POST', '/print_agents/report', { printers: [{ name: 'Corner', state: 'ready', color: true }] });
    const id = (await find('Corner'))?.id ?? '';
    const paused = await owner('PATCH', `/printers/${id}`, { paused: true, abilities: { color: false, papers: ['A5'] } });
    expect(paused.body.data).toMatchObject({ state: 'paused', paused: true, abilities: { color: false, papers: ['A5'] } });
    await house.sold();
    expect(await agent.claim('Corner')).toBeUndefined();
    const back = await owner('PATCH', `/printers/${id}`, { paused: false, abilities: { papers: null } });
    expect(back.body.data).toMatchObject({ state: 'ready', abilities: { color: false, papers: ['A4', 'A5', 'Letter', 'Legal'] } });
    expect(await agent.claim('Corner')).toBeDefined();
    const audit = (await owner('GET', '/audit-log?action=printer.changed')).body.data;
    expect(audit[0]).toMatchObject({ subject: { id }, before: { paused: true }, after: { paused: false } });
    expect((await owner('DELETE', `/printers/${id}`)).body.error.code).toBe('printer.busy');
  });
});

describe('keeps merchants apart', () => {
  it('another shop sees no printer and no agent, and changes none', async () => {
    const agent = await house.pair('Mine');
    await agent.call('POST', '/print_agents/report', { printers: [{ name: 'Mine', state: 'ready' }] });
    const id = (await find('Mine'))?.id ?? '';
    const them = house.as(house.other);
    expect(await printers(house.other)).toEqual([]);
    expect((await them('GET', '/print_agents')).body.pagination.total).toBe(0);
    expect((await them('PATCH', `/printers/${id}`, { paused: true })).body.error.code).toBe('printer.not_found');
    expect((await them('DELETE', `/printers/${id}`)).body.error.code).toBe('printer.not_found');
    expect((await them('DELETE', `/print_agents/${agent.id}`)).body.error.code).toBe('print_agent.not_found');
    expect(await find('Mine')).toMatchObject({ paused: false });
  });
});
