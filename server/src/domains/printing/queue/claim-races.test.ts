/** Thirty customers with three files each and one printer: strictly one at a time, first paid first printed, and a second agent gets nothing. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Agent, type Claim, openPrintHouse, type PrintHouse } from '../../../../test/builders/print-house.ts';
import { createSecrets } from '../../../foundation/secrets/secrets.ts';
import type { PrintEvent } from '../printing.ts';
import { createPrintQueue } from './create-queue.ts';

const CUSTOMERS = 30;
const FILES = 3;

let house: PrintHouse;
let agents: readonly Agent[];
beforeAll(async () => {
  house = await openPrintHouse(11);
  agents = await Promise.all([house.pair('One'), house.pair('Two'), house.pair('Three')]);
}, 60_000);
afterAll(() => house.close());

test('ninety files of thirty customers come out one at a time, in the order in which they were paid, whoever asks', async () => {
  const placed = [];
  for (let n = 0; n < CUSTOMERS; n += 1) placed.push(await house.place(house.owner, { files: FILES }));
  const unpaid = await house.place(house.owner, { files: FILES });
  const out: string[] = [];
  let atWork = 0;
  let most = 0;
  const print = async (agent: Agent, job: Claim): Promise<void> => {
    atWork += 1;
    most = Math.max(most, atWork);
    expect((await agent.report(job, 'printing')).status).toBe(200);
    // Others ask while this one prints.
    const others = await Promise.all(agents.map((each) => each.claim('Only')));
    expect(others.filter((each) => each !== undefined)).toEqual([]);
    out.push(job.id);
    atWork -= 1;
    expect((await agent.report(job, 'printed')).status).toBe(200);
  };
  const paying = Promise.all(placed.map(({ orderId }) => house.confirm(house.owner, orderId)));
  const worked = agents.map(async (agent) => {
    while (out.length < CUSTOMERS * FILES) {
      const job = await agent.claim('Only', { wait_seconds: 1 });
      if (job) await print(agent, job);
    }
  });
  await Promise.all([paying, ...worked]);
  expect(most).toBe(1);
  expect(new Set(out).size).toBe(CUSTOMERS * FILES);
  const queued = await queueOrder();
  expect(queued.length).toBe(CUSTOMERS * FILES);
  // Files of one order follow one another; what was paid while another was printing comes after it.
  for (const { jobs } of placed) {
    const places = jobs.map((id) => out.indexOf(id));
    expect(places).toEqual([places[0], (places[0] ?? 0) + 1, (places[0] ?? 0) + 2]);
  }
  expect(out).toEqual(queued);
  for (const id of unpaid.jobs) expect(await house.stateOf(id)).toBe('waiting');
}, 240_000);

/** By their place in the queue. */
async function queueOrder(): Promise<readonly string[]> {
  const { rows } = await house.database.inTx(house.owner.merchantId, (tx) =>
    sql<{ id: string }>`select id from print_jobs where queue_position is not null order by queue_position, position`.execute(tx.db),
  );
  return rows.map(({ id }) => id);
}

test('of many that ask at once, one gets the job', async () => {
  const { jobs } = await house.sold();
  const found = await Promise.all([...agents, ...agents, ...agents].map((agent) => agent.claim('Contested')));
  expect(found.flatMap((each) => (each ? [each.id] : []))).toEqual(jobs);
});

test('two printers that ask at once never get the same job', async () => {
  const placed = [await house.sold(house.owner, { files: 2 }), await house.sold(house.owner, { files: 2 })];
  const found = await Promise.all(['A', 'B', 'C', 'D', 'E', 'F'].map(async (name, index) => agents[index % 3]?.claim(`Printer ${name}`)));
  const ids = found.flatMap((each) => (each ? [each.id] : []));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(placed.flatMap(({ jobs }) => jobs).toSorted());
});

test('an order is ready once, when the last of its files came out, though two printers end at the same moment', async () => {
  const told: PrintEvent[] = [];
  const { app, clock, database } = house;
  const queue = createPrintQueue({
    database,
    clock,
    blobs: app.importDeps.blobs,
    secrets: createSecrets({ current: 'test-key-'.repeat(5) }),
    publicUrl: 'http://print.example',
    orders: app.orders,
    keys: app.merchants.keys,
    audit: app.merchants.audit,
    mailStaff: app.merchants.mailStaff,
    emit: async (tx, event) => tx.afterCommit(() => void told.push(event)),
  });
  const { merchantId } = house.owner;
  const caller = { name: 'agent:test' };
  for (let round = 0; round < 5; round += 1) {
    told.length = 0;
    const { orderId } = await house.sold(house.owner, { files: 3 });
    const input = { waitSeconds: 0, leaseSeconds: 60, signal: new AbortController().signal };
    const claimed: Awaited<ReturnType<typeof queue.waitForJob>>[] = [];
    for (const printer of ['Left', 'Right', 'Middle'])
      claimed.push(await queue.waitForJob(merchantId, async () => caller, { ...input, printer }));
    const report = (status: 'printing' | 'printed') => (each: (typeof claimed)[number]) =>
      database.inTx(merchantId, (tx) => queue.takeWord(tx, caller, each?.job.id ?? '', { status, lease: each?.lease ?? '' }));
    await Promise.all(claimed.map(report('printing')));
    expect(told.filter(({ name }) => name === 'print.order_ready')).toEqual([]);
    const done = await Promise.all(claimed.map(report('printed')));
    expect(done.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(told.filter(({ name }) => name === 'print.order_ready')).toEqual([{ name: 'print.order_ready', orderId }]);
    expect(told.filter(({ name }) => name === 'print.printed')).toHaveLength(3);
  }
});
