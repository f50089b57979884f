/** Printed pages go over the counter and leave the board; money that went back, files that are gone and orders that ended leave nothing that waits for ever. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Agent, openPrintHouse, type PrintHouse } from '../../../../test/builders/print-house.ts';

let house: PrintHouse;
let agent: Agent;
let operator: PrintHouse['owner'];
let printer = 0;
beforeAll(async () => {
  house = await openPrintHouse(15);
  agent = await house.pair('PC');
  operator = await house.hire('print_operator');
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  printer += 1;
  await house.database.inTx(house.owner.merchantId, (tx) =>
    tx.db.updateTable('print_jobs').set({ state: 'cancelled' }).where('state', 'not in', ['printed', 'cancelled']).execute(),
  );
});

const owner = (method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH', path: string, body?: unknown) =>
  house.as(house.owner)(method, path, body);
const ids = async (query: string) => (await owner('GET', `/print_jobs?limit=100&${query}`)).body.data.map(({ id }: { id: string }) => id);
const toPickUp = () => ids('status=printed&handed_over=no');
const jobOf = async (id: string) => (await owner('GET', `/print_jobs/${id}`)).body.data;
const handOver = (id: string, as = operator) => house.as(as)('POST', `/print_jobs/${id}/hand-over`, {});

async function printed(files = 1) {
  const sold = await house.sold(house.owner, { files });
  for (let left = files; left > 0; left -= 1) {
    const job = await agent.claim(`Printer ${printer}`);
    if (!job) throw new Error('nothing was claimed');
    await agent.report(job, 'printing');
    await agent.report(job, 'printed');
  }
  await house.pass(1);
  return sold;
}

describe('handing over', () => {
  it('is done by whoever stands at the printer: the order is delivered, and its pages stand among those that were given', async () => {
    const { orderId, jobs } = await printed(2);
    expect(await toPickUp()).toEqual(expect.arrayContaining([...jobs]));
    const { print } = (await owner('GET', '/dashboard/stats')).body.data;
    const handed = await handOver(jobs[0] ?? '');
    expect([handed.status, handed.body.data.handed_over.at]).toEqual([200, house.clock.now().toISOString()]);
    expect((await owner('GET', `/orders/${orderId}`)).body.data.status).toBe('delivered');
    const stillThere = await toPickUp();
    expect(jobs.filter((id) => stillThere.includes(id))).toEqual([]);
    expect(await ids(`handed_over=yes&order_id=${orderId}`)).toEqual(jobs.toReversed());
    const staff = await house.database.inTx(house.owner.merchantId, (tx) =>
      tx.db.selectFrom('staff').select('name').where('email', '=', operator.email).executeTakeFirstOrThrow(),
    );
    expect((await jobOf(jobs[1] ?? '')).handed_over.by).toBe(staff.name);
    expect((await owner('GET', '/dashboard/stats')).body.data.print.to_pick_up).toBe(print.to_pick_up - 2);
    const { data } = (await owner('GET', `/print_jobs/${jobs[0]}/events`)).body;
    expect(data.at(-1)).toMatchObject({ kind: 'handed_over', actor: expect.stringMatching(/^staff:/) });
    const again = await handOver(jobs[0] ?? '');
    expect([again.status, again.body.data.handed_over.at]).toEqual([200, handed.body.data.handed_over.at]);
    const audit = (await owner('GET', '/audit-log?action=order.deliver')).body.data;
    expect(audit[0]).toMatchObject({ subject: { kind: 'order', id: orderId } });
  });

  it('is offered on the first page once all pages came out, not before', async () => {
    const { orderId } = await house.sold();
    const step = async () => (await owner('GET', `/dashboard/orders/${orderId}`)).body.data.next_step;
    expect(await step()).toBeNull();
    const job = await agent.claim(`Printer ${printer}`);
    if (!job) throw new Error('nothing was claimed');
    await agent.report(job, 'printing');
    expect(await step()).toBeNull();
    await agent.report(job, 'printed');
    expect(await step()).toBe('deliver');
  });

  it('on the order’s own page takes its pages off the board too', async () => {
    const { orderId, jobs } = await printed();
    expect((await owner('POST', `/orders/${orderId}/deliver`, {})).status).toBe(200);
    await house.pass(1);
    expect((await toPickUp()).filter((id: string) => jobs.includes(id))).toEqual([]);
    expect((await jobOf(jobs[0] ?? '')).handed_over).toMatchObject({ by: expect.any(String) });
  });

  it('goes on for a page that was printed again after the order was delivered', async () => {
    const { jobs } = await printed();
    await handOver(jobs[0] ?? '');
    const again = (await owner('POST', `/print_jobs/${jobs[0]}/retry`, { reason: 'A smudge' })).body.data;
    const job = await agent.claim(`Printer ${printer}`);
    if (!job) throw new Error('the reprint was not claimed');
    await agent.report(job, 'printing');
    await agent.report(job, 'printed');
    expect(await toPickUp()).toContain(again.id);
    expect((await handOver(again.id)).status).toBe(200);
    expect(await toPickUp()).not.toContain(again.id);
  });

  it('keeps the order’s own rules, is no business of agents and viewers, and keeps merchants apart', async () => {
    const waiting = await house.place(house.owner);
    expect((await handOver(waiting.jobs[0] ?? '')).body.error.code).toBe('order.wrong_state');
    const { jobs, orderId } = await printed();
    const [id = ''] = jobs;
    expect((await agent.call('POST', `/print_jobs/${id}/hand-over`, {})).status).toBe(403);
    expect((await handOver(id, await house.hire('viewer'))).status).toBe(403);
    expect((await handOver(id, house.other)).body.error.code).toBe('print_job.not_found');
    expect((await house.as(operator)('POST', `/orders/${orderId}/deliver`, {})).status).toBe(403);
    expect((await owner('POST', `/orders/${orderId}/cancel`, {})).status).toBe(200);
    expect(await toPickUp()).not.toContain(id);
    expect((await handOver(id)).body.error.code).toBe('order.wrong_state');
  });
});

describe('nothing waits for ever', () => {
  const markRefunded = (orderId: string) =>
    house.database.inTx(house.owner.merchantId, async (tx) => {
      await tx.db.updateTable('orders').set({ payment_status: 'refunded' }).where('id', '=', orderId).execute();
      await house.app.printing.onMoneyBack(tx, orderId as never);
    });

  it('what all the money went back for never comes out, what staff print again does', async () => {
    const queued = await house.sold();
    await markRefunded(queued.orderId);
    expect(await house.stateOf(queued.jobs[0] ?? '')).toBe('cancelled');
    const { orderId, jobs } = await printed();
    await markRefunded(orderId);
    await owner('POST', `/print_jobs/${jobs[0]}/retry`, { reason: 'As a present' });
    expect((await agent.claim(`Printer ${printer}`))?.id).toBeDefined();
  });

  it('a page that was refunded while it waited is not handed to an agent though nobody told of it', async () => {
    const { orderId, jobs } = await house.sold();
    await house.database.inTx(house.owner.merchantId, (tx) =>
      tx.db.updateTable('orders').set({ payment_status: 'refunded' }).where('id', '=', orderId).execute(),
    );
    expect(await agent.claim(`Printer ${printer}`)).toBeUndefined();
    expect(await house.stateOf(jobs[0] ?? '')).toBe('cancelled');
  });

  it('a file that staff took out stays out when the order is paid', async () => {
    const { orderId, jobs } = await house.place(house.owner, { files: 2 });
    await owner('PUT', `/print_jobs/${jobs[1]}/status`, { status: 'cancelled' });
    await owner('POST', `/orders/${orderId}/confirm`, {});
    await house.pass(1);
    expect([await house.stateOf(jobs[0] ?? ''), await house.stateOf(jobs[1] ?? '')]).toEqual(['queued', 'cancelled']);
  });

  it('sheets whose file is gone, or that cannot be laid, are a failed job that says so', async () => {
    const pdf = await PDFDocument.create();
    for (let page = 0; page < 4; page += 1) pdf.addPage();
    const gone = await house.place(house.owner, { ticket: { pages_per_sheet: 2 }, pdf: Buffer.from(await pdf.save()) });
    await house.database.inTx(house.owner.merchantId, (tx) =>
      tx.db.updateTable('print_files').set({ state: 'wiped', print_blob: null, wiped_at: house.clock.now() }).execute(),
    );
    await house.confirm(house.owner, gone.orderId);
    await expect.poll(() => house.stateOf(gone.jobs[0] ?? '')).toBe('failed');
    expect((await jobOf(gone.jobs[0] ?? '')).failure).toBe('file_gone');
    const torn = await house.place(house.owner, { ticket: { pages_per_sheet: 4 }, pdf: Buffer.from('no pages at all') });
    await house.confirm(house.owner, torn.orderId);
    for (let round = 0; round < 4; round += 1) await house.pass(3_600_000);
    await expect.poll(() => house.stateOf(torn.jobs[0] ?? ''), { timeout: 20_000 }).toBe('failed');
    expect((await jobOf(torn.jobs[0] ?? '')).failure).toBe('sheets_failed');
  });

  it('money for what did not come out is asked for while it is here', async () => {
    const { orderId, jobs } = await house.sold(house.owner, { files: 2 });
    await owner('PUT', `/print_jobs/${jobs[1]}/status`, { status: 'cancelled' });
    const due = async () => (await jobOf(jobs[1] ?? '')).refund_due;
    const pay = (payment_status: string) =>
      house.database.inTx(house.owner.merchantId, (tx) =>
        tx.db.updateTable('orders').set({ payment_status }).where('id', '=', orderId).execute(),
      );
    expect(await due()).toBe(false);
    await pay('paid');
    expect([await due(), (await jobOf(jobs[0] ?? '')).refund_due]).toEqual([true, false]);
    await pay('partially_refunded');
    expect(await due()).toBe(false);
  });
});
