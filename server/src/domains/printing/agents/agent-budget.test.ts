/** How much a paired program may ask: a day of asking for work never counts against the shop's own programs, a runaway is held up. */
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPrintHouse, type PrintHouse } from '../../../../test/builders/print-house.ts';
import { type Budgets, defaultBudgets } from '../../../foundation/http/rate-limit.ts';

/** Of the free trial. */
const trial = { limit: 100, windowMs: 15 * minuteMs };
/** Less than what is granted, so that its end is reached soon. */
const polling = { limit: 300, windowMs: 15 * minuteMs };
let house: PrintHouse;
beforeAll(async () => {
  const general: Budgets['general'] = (actor) => (actor.kind === 'program' ? trial : defaultBudgets.general(actor));
  house = await openPrintHouse(9, { ...defaultBudgets, general, polling });
}, 60_000);
afterAll(() => house.close());

const PRINTER = { name: 'Busy', state: 'ready' };

it('an hour of claims, heartbeats and reports at one printer is never held up', async () => {
  const agent = await house.pair('Counter');
  const seen = new Map<number, number>();
  const note = ({ status }: { readonly status: number }) => seen.set(status, (seen.get(status) ?? 0) + 1);
  note(await agent.call('POST', '/print_agents/report', { printers: [PRINTER] }));
  await house.sold();
  const job = await agent.claim('Busy');
  for (let quarter = 0; quarter < 240; quarter += 1) {
    house.clock.advance(15 * secondMs);
    note(await agent.call('POST', `/print_jobs/${job?.id}/heartbeat`, { lease: job?.lease, lease_seconds: 60 }));
    note(await agent.call('POST', '/print_jobs/claim', { printer: 'Busy', wait_seconds: 0 }));
    if (quarter % 2 === 0) note(await agent.call('POST', '/print_agents/report', { printers: [PRINTER] }));
  }
  expect([...seen.keys()].toSorted((a, b) => a - b)).toEqual([200, 204]);
  expect([...seen.values()].reduce((a, b) => a + b)).toBe(601);
}, 120_000);

it('an ordinary key with the very same rights is held to the budget of its plan, and none may ask to be more', async () => {
  const made = await house.as(house.owner)('POST', '/api-keys', {
    name: 'Mine',
    role: 'print_operator',
    scopes: ['print:read', 'print:write'],
  });
  const { key } = made.body.data;
  const claim = () => house.raw('POST', '/print_jobs/claim', { printer: 'Busy', wait_seconds: 0 }, key);
  const seen = [];
  for (let time = 0; time < 101; time += 1) seen.push((await claim()).status);
  expect(seen.filter((status) => status === 429)).toHaveLength(1);
  const body = { name: 'More', role: 'print_operator', scopes: ['print:read'], polls: true };
  expect((await house.as(house.owner)('POST', '/api-keys', body)).status).toBe(400);
  expect((await house.as(house.owner)('POST', '/api-keys', { ...body, polls: undefined, scopes: ['polls'] })).status).toBe(400);
});

it('the owner sees of a paired key the rights it has, and nothing else', async () => {
  await house.pair('Shown');
  const [newest] = (await house.as(house.owner)('GET', '/api-keys')).body.data;
  expect(newest).toMatchObject({ name: 'Print agent Shown', scopes: ['print:read', 'print:write'] });
});

it('a runaway is told when to come back, and another computer of the shop is not held up by it', async () => {
  const [runaway, other] = [await house.pair('Runaway'), await house.pair('Other')];
  const ask = async (agent: typeof other) =>
    house.app.edge.inject({ method: 'GET', url: '/api/v1/printers?limit=1', headers: { 'x-api-key': agent.key } });
  let answer = await ask(runaway);
  for (let asked = 1; answer.statusCode === 200 && asked < 400; asked += 1) answer = await ask(runaway);
  expect([answer.statusCode, Number(answer.headers['retry-after']) >= 1]).toEqual([429, true]);
  expect((await ask(other)).statusCode).toBe(200);
  house.clock.advance(Number(answer.headers['retry-after']) * secondMs);
  expect((await ask(runaway)).statusCode).toBe(200);
  // 130 requests a printer, and no more printers at one computer than its settings take.
  expect(defaultBudgets.polling.limit).toBeGreaterThan((20 * 130 * 15 * minuteMs) / defaultBudgets.polling.windowMs);
}, 120_000);
