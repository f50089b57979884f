/** The queue over HTTP: agents claim and report, staff decide; it works, it refuses, it keeps merchants apart. */
import { createHash } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Agent, openPrintHouse, type PrintHouse } from '../../../test/builders/print-house.ts';

let house: PrintHouse;
let agent: Agent;
let count = 0;
let printer = '';
beforeAll(async () => {
  house = await openPrintHouse(5);
  agent = await house.pair('Front desk PC');
}, 60_000);
afterAll(() => house.close());
// A printer of its own a test; what others left in the queue is cancelled.
beforeEach(async () => {
  count += 1;
  printer = `Printer ${count}`;
  await house.database.inTx(house.owner.merchantId, (tx) =>
    tx.db.updateTable('print_jobs').set({ state: 'cancelled' }).where('state', 'not in', ['printed', 'cancelled']).execute(),
  );
});

const owner = (method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH', path: string, body?: unknown) =>
  house.as(house.owner)(method, path, body);
const orderOf = async (id: string) => (await owner('GET', `/orders/${id}`)).body.data;
const jobOf = async (id: string) => (await owner('GET', `/print_jobs/${id}`)).body.data;
const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('there was no job to claim');
  return value;
};
const code = (answer: { readonly body: { readonly error?: { readonly code: string } } }) => answer.body.error?.code;

describe('works', () => {
  it('a paid order is claimed, printed file by file and ready; an unpaid one is not seen', async () => {
    const waiting = await house.place(house.owner);
    expect(await agent.claim(printer)).toBeUndefined();
    const { orderId, jobs, pickupCode } = await house.sold(house.owner, { files: 2 });
    const first = must(await agent.claim(printer));
    expect(first).toMatchObject({ id: jobs[0], attempt: 1, file_sha256: house.fileHash });
    expect(await agent.claim(printer)).toBeUndefined();
    expect((await orderOf(orderId)).status).toBe('confirmed');
    expect((await agent.report(first, 'printing')).body.data.status).toBe('printing');
    expect((await orderOf(orderId)).status).toBe('processing');
    expect((await agent.beat(first, { pages_printed: 2 })).body.data).toMatchObject({ cancelled: false });
    expect((await agent.report(first, 'printed', { pages_printed: 3 })).body.data).toMatchObject({ status: 'printed', pickup_code: null });
    const second = must(await agent.claim(printer));
    expect(second.id).toBe(jobs[1]);
    await agent.report(second, 'printing');
    await agent.report(second, 'printed');
    expect(await jobOf(second.id)).toMatchObject({ status: 'printed', pickup_code: pickupCode, printer: { name: printer } });
    const shown = (await owner('GET', '/printers?limit=100')).body.data.find((each: { name: string }) => each.name === printer);
    expect(shown).toMatchObject({ pages_printed: 6, jobs_printed: 2 });
    expect(await house.stateOf(waiting.jobs[0] ?? '')).toBe('waiting');
    const { data } = (await owner('GET', `/print_jobs/${first.id}/events`)).body;
    expect(data.map((each: { kind: string }) => each.kind)).toEqual(['queued', 'claimed', 'started', 'printed']);
  });

  it('a program that claimed with a key of its own need not name its lease, and nobody else may speak for a paired agent', async () => {
    const { jobs } = await house.sold();
    const claimed = (await owner('POST', '/print_jobs/claim', { printer, wait_seconds: 0 })).body.data.job;
    expect(claimed).toMatchObject({ id: jobs[0], file_url: expect.stringMatching(/^http/) });
    expect((await owner('PUT', `/print_jobs/${claimed.id}/status`, { status: 'printing' })).body.data.status).toBe('printing');
    expect((await owner('POST', `/print_jobs/${claimed.id}/heartbeat`, {})).body.data).toMatchObject({ cancelled: false });
    expect((await owner('PUT', `/print_jobs/${claimed.id}/status`, { status: 'printed' })).body.data.status).toBe('printed');
    expect((await owner('PUT', `/print_jobs/${claimed.id}/status`, { status: 'printed' })).status).toBe(200);
    expect(code(await owner('POST', `/print_jobs/${claimed.id}/heartbeat`, {}))).toBe('print_job.lease_lost');
    await house.sold();
    const theirs = must(await agent.claim(printer));
    expect(code(await owner('PUT', `/print_jobs/${theirs.id}/status`, { status: 'printed' }))).toBe('print_job.wrong_state');
    expect(code(await owner('POST', `/print_jobs/${theirs.id}/heartbeat`, {}))).toBe('print_job.lease_lost');
  });

  it('a repeated report changes nothing more', async () => {
    await house.sold();
    const job = must(await agent.claim(printer));
    for (let time = 0; time < 2; time += 1) expect((await agent.report(job, 'printing')).status).toBe(200);
    for (let time = 0; time < 2; time += 1) expect((await agent.report(job, 'printed')).status).toBe(200);
    const shown = (await owner('GET', '/printers?limit=100')).body.data.find((each: { name: string }) => each.name === printer);
    expect(shown).toMatchObject({ pages_printed: 3, jobs_printed: 1 });
  });

  it('rush goes first, and a job goes only to a printer that can', async () => {
    await agent.call('POST', '/print_agents/report', {
      printers: [{ name: printer, state: 'ready', color: false, duplex: false, papers: ['A4'] }],
    });
    await house.sold(house.owner, { color: true });
    await house.sold(house.owner, { ticket: { paper: 'A3' } });
    await house.sold(house.owner, { ticket: { sides: 'two_long_edge' } });
    expect(await agent.claim(printer)).toBeUndefined();
    const plain = await house.sold();
    const rush = await house.sold(house.owner, { rush: true });
    const first = must(await agent.claim(printer));
    expect(first.id).toBe(rush.jobs[0]);
    await agent.report(first, 'printed');
    expect(must(await agent.claim(printer)).id).toBe(plain.jobs[0]);
  });

  it('what was held is printed once the customer is there with the code', async () => {
    const { jobs, pickupCode } = await house.sold(house.owner, { files: 2 });
    await house.database.inTx(house.owner.merchantId, (tx) =>
      tx.db.updateTable('print_jobs').set({ state: 'held', queue_position: null }).where('id', 'in', jobs).execute(),
    );
    expect(await agent.claim(printer)).toBeUndefined();
    expect(code(await owner('POST', '/print_jobs/release', { pickup_code: 'NOPE' }))).toBe('print_job.code_unknown');
    const released = await owner('POST', '/print_jobs/release', { pickup_code: pickupCode.toLowerCase() });
    expect(released.body.data.map((each: { status: string }) => each.status)).toEqual(['queued', 'queued']);
    expect(must(await agent.claim(printer)).id).toBe(jobs[0]);
  });

  it('a claim that waits gets the job that is paid meanwhile', async () => {
    const { orderId, jobs } = await house.place(house.owner);
    const asked = agent.claim(printer, { wait_seconds: 30 });
    await house.confirm(house.owner, orderId);
    expect(must(await asked).id).toBe(jobs[0]);
  });

  it('a clean failure is tried again after a rest, and given up after the third', async () => {
    const { jobs } = await house.sold();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const job = must(await agent.claim(printer));
      expect(job.attempt).toBe(attempt);
      await agent.report(job, 'printing');
      const said = await agent.report(job, 'failed', { reason: 'no toner', pages_printed: 0 });
      expect(said.body.data).toMatchObject({ status: attempt < 3 ? 'queued' : 'failed', failure: 'no toner' });
      expect(await agent.claim(printer)).toBeUndefined();
      await house.pass(minuteMs);
    }
    const retried = await owner('POST', `/print_jobs/${jobs[0]}/retry`, { reason: 'toner is there' });
    expect(retried.body.data).toMatchObject({ status: 'queued' });
    expect(must(await agent.claim(printer)).id).toBe(jobs[0]);
  });

  it('a failure with paper out waits for a person', async () => {
    await house.sold();
    const job = must(await agent.claim(printer));
    await agent.report(job, 'printing');
    expect((await agent.report(job, 'failed', { reason: 'jam', pages_printed: 1 })).body.data.status).toBe('failed');
  });

  it('a lease that ends before printing gives the job back; after that it becomes a question that blocks the printer', async () => {
    const { jobs } = await house.sold();
    const first = must(await agent.claim(printer, { lease_seconds: 30 }));
    await house.pass(31 * secondMs);
    await expect.poll(() => house.stateOf(first.id)).toBe('queued');
    expect(code(await agent.report(first, 'printing'))).toBe('print_job.lease_lost');
    const again = must(await agent.claim(printer, { lease_seconds: 30 }));
    await agent.report(again, 'printing');
    await house.pass(2 * minuteMs);
    await expect.poll(() => house.stateOf(again.id)).toBe('unknown');
    await house.sold();
    expect(await agent.claim(printer)).toBeUndefined();
    expect((await owner('PUT', `/print_jobs/${jobs[0]}/status`, { status: 'printed', reason: 'it lies there' })).status).toBe(200);
    expect(await agent.claim(printer)).toBeDefined();
  });

  it('an agent that comes back and knows answers the question itself', async () => {
    await house.sold();
    const job = must(await agent.claim(printer));
    await agent.report(job, 'printing');
    await agent.report(job, 'unknown', { reason: 'power cut' });
    expect((await agent.report(job, 'printed')).body.data.status).toBe('printed');
  });

  it('in doubt whoever stands at the printer may have it printed again, through the agent that asked', async () => {
    await house.sold();
    const job = must(await agent.claim(printer));
    await agent.report(job, 'printing');
    expect(code(await agent.report(job, 'queued'))).toBe('print_job.wrong_state');
    await agent.report(job, 'unknown', { reason: 'power cut', pages_printed: 1 });
    expect((await agent.report(job, 'queued', { reason: 'half of it is missing' })).body.data.status).toBe('queued');
    expect(must(await agent.claim(printer))).toMatchObject({ id: job.id, attempt: 2 });
  });

  it('a printed job is printed again only with a reason, as a job of its own', async () => {
    const { jobs } = await house.sold();
    const job = must(await agent.claim(printer));
    await agent.report(job, 'printed');
    const refused = await owner('POST', `/print_jobs/${jobs[0]}/retry`, {});
    expect([refused.status, refused.body.error.details[0].field]).toEqual([400, 'reason']);
    const again = await owner('POST', `/print_jobs/${jobs[0]}/retry`, { reason: 'coffee on it' });
    expect(again.body.data).toMatchObject({ status: 'queued', reprint_of: jobs[0], reprint_reason: 'coffee on it' });
    expect(must(await agent.claim(printer)).id).toBe(again.body.data.id);
    const audit = await owner('GET', `/audit-log?action=print_job.retried`);
    expect(audit.body.data[0]).toMatchObject({ subject: { id: jobs[0] }, after: { reason: 'coffee on it' } });
  });

  it('a job can be meant for one printer, and be moved', async () => {
    const { jobs } = await house.sold();
    const other = `${printer} upstairs`;
    await agent.call('POST', '/print_agents/report', {
      printers: [
        { name: printer, state: 'ready' },
        { name: other, state: 'ready' },
      ],
    });
    const printers = (await owner('GET', '/printers?limit=100')).body.data as { id: string; name: string }[];
    const upstairs = printers.find((each) => each.name === other)?.id;
    expect((await owner('POST', `/print_jobs/${jobs[0]}/move`, { printer_id: upstairs })).body.data.meant_for.name).toBe(other);
    expect(await agent.claim(printer)).toBeUndefined();
    expect((await owner('DELETE', `/printers/${upstairs}`)).status).toBe(200);
    expect(must(await agent.claim(printer)).id).toBe(jobs[0]);
  });
});

describe('cancelling', () => {
  it('a claimed job that has not begun is gone at once: its agent may not begin', async () => {
    const { orderId } = await house.sold();
    const job = must(await agent.claim(printer));
    expect((await owner('POST', `/orders/${orderId}/cancel`, { reason: 'changed their mind' })).status).toBe(200);
    expect(code(await agent.report(job, 'printing'))).toBe('print_job.lease_lost');
    await expect.poll(() => house.stateOf(job.id)).toBe('cancelled');
    expect((await agent.beat(job)).body.data.cancelled).toBe(true);
  });

  it('one that has begun is asked to stop, and its agent says how that ended', async () => {
    await house.sold();
    const job = must(await agent.claim(printer));
    await agent.report(job, 'printing');
    const asked = await owner('PUT', `/print_jobs/${job.id}/status`, { status: 'cancelled' });
    expect(asked.body.data).toMatchObject({ status: 'printing', cancel_asked: true });
    expect((await agent.beat(job)).body.data.cancelled).toBe(true);
    expect((await agent.report(job, 'cancelled', { pages_printed: 1 })).body.data.status).toBe('cancelled');
  });
});

describe('files', () => {
  const get = async (url: string) => {
    const { pathname, search } = new URL(url);
    const answer = await house.app.edge.inject({ method: 'GET', url: pathname + search });
    return [answer.statusCode, `${answer.headers['content-type']}`.split(';')[0]];
  };
  const codeAt = async (url: string) => {
    const { pathname, search } = new URL(url);
    return code({ body: (await house.raw('GET', pathname + search, undefined)).body });
  };

  it('open for the lease that holds the job, at the root and under the API, and for nobody else', async () => {
    await house.sold();
    const job = must(await agent.claim(printer, { lease_seconds: 60 }));
    expect((await get(job.file_url))[0]).toBe(200);
    expect((await get(job.file_url.replace('/files/', '/api/v1/files/')))[0]).toBe(200);
    const other = await house.sold();
    const isRefused = async (url: string) => {
      expect((await get(url))[0]).toBe(404);
      expect(await codeAt(url)).toBe('print.link_ended');
    };
    await isRefused(job.file_url.replace(job.id, other.jobs[0] ?? ''));
    await isRefused(`${job.file_url}x`);
    await agent.beat(job, { lease_seconds: 60 });
    await house.pass(59 * secondMs);
    expect((await get(job.file_url))[0]).toBe(200);
    await house.pass(2 * secondMs);
    await isRefused(job.file_url);
  });

  it('hold the sides as they were paid for; until they are laid, nobody gets the job', async () => {
    const { jobs } = await house.sold(house.owner, { ticket: { mode: 'both', color_pages: '2', pages_per_sheet: 2 } });
    await expect.poll(() => agent.claim(printer), { timeout: 30_000 }).toMatchObject({ id: jobs[0], pages: 2 });
    const { rows } = await house.database.inTx(house.owner.merchantId, (tx) =>
      sql<{ lease_id: string }>`select lease_id from print_jobs where id = ${jobs[0]}`.execute(tx.db),
    );
    const job = { id: jobs[0] ?? '', lease: rows[0]?.lease_id ?? '' };
    await agent.report(job, 'printed');
    const blob = await house.blobs.get(`print/sheets/${house.owner.merchantId}/${job.id}.pdf`);
    const sides = await PDFDocument.load(blob?.bytes ?? Buffer.alloc(0));
    expect(sides.getPages().map((page) => page.getWidth() > page.getHeight())).toEqual([true, true]);
    const again = await owner('POST', `/print_jobs/${job.id}/retry`, { reason: 'once more' });
    await expect.poll(() => agent.claim(printer), { timeout: 30_000 }).toMatchObject({ id: again.body.data.id, pages: 2 });
  });

  it('that cannot be laid are a failed job, not a silent one', async () => {
    const { jobs } = await house.sold(house.owner, { ticket: { pages_per_sheet: 4 }, pdf: Buffer.from('no pages at all') });
    for (let tries = 0; tries < 4; tries += 1) await house.pass(10 * minuteMs);
    await expect.poll(() => jobOf(jobs[0] ?? ''), { timeout: 30_000 }).toMatchObject({ status: 'failed', failure: 'sheets_failed' });
  });

  it('are what the agent was told: length and hash', async () => {
    await house.sold();
    const job = must(await agent.claim(printer));
    const { pathname, search } = new URL(job.file_url);
    const { rawPayload } = await house.app.edge.inject({ method: 'GET', url: pathname + search });
    expect([rawPayload.length, createHash('sha256').update(rawPayload).digest('hex')]).toEqual([job.file_bytes, job.file_sha256]);
  });

  it('are seen by role: the picture by those who handle it, the pages by those who run the shop', async () => {
    const { jobs } = await house.sold();
    const seen = async (role: Parameters<PrintHouse['hire']>[0]) => {
      const { file, pickup_code: pickup } = (await house.send('GET', `/print_jobs/${jobs[0]}`, await house.hire(role))).body.data;
      return [file.preview_url !== null, file.pages_url !== null, pickup !== null];
    };
    expect(await seen('manager')).toEqual([true, true, true]);
    for (const role of ['agent', 'fulfilment', 'print_operator'] as const) expect(await seen(role)).toEqual([true, false, true]);
    for (const role of ['accountant', 'viewer'] as const) expect(await seen(role)).toEqual([false, false, false]);
    const { file } = await jobOf(jobs[0] ?? '');
    expect(await get(file.preview_url)).toEqual([200, 'image/jpeg']);
    expect(await get(file.pages_url)).toEqual([200, 'application/pdf']);
  });
});

describe('refuses', () => {
  it('an agent without its lease, with a foreign one, and what agents do not decide', async () => {
    await house.sold();
    const job = must(await agent.claim(printer));
    const foreign = { id: job.id, lease: '5f0b7b1e-6c1f-4c7e-9a5e-3f1f7b1e6c1f' };
    expect(code(await agent.report(foreign, 'printed'))).toBe('print_job.lease_lost');
    expect(code(await agent.beat(foreign))).toBe('print_job.lease_lost');
    expect(code(await agent.call('PUT', `/print_jobs/${job.id}/status`, { status: 'printed' }))).toBe('print_job.lease_lost');
    expect(code(await agent.call('POST', `/print_jobs/${job.id}/retry`, { reason: 'x' }))).toBe('auth.forbidden');
  });

  it('staff a job that an agent holds, and moves that the table does not have', async () => {
    const { jobs } = await house.sold();
    expect(code(await owner('PUT', `/print_jobs/${jobs[0]}/status`, { status: 'printed' }))).toBe('print_job.wrong_state');
    const job = must(await agent.claim(printer));
    expect(code(await owner('PUT', `/print_jobs/${job.id}/status`, { status: 'printed' }))).toBe('print_job.wrong_state');
    expect(code(await owner('POST', `/print_jobs/${job.id}/retry`, { reason: 'x' }))).toBe('print_job.wrong_state');
  });

  it('whoever has nothing to do with the printer', async () => {
    const { jobs } = await house.sold();
    for (const role of ['agent', 'fulfilment', 'accountant', 'viewer'] as const) {
      const them = house.as(await house.hire(role));
      expect((await them('POST', '/print_jobs/claim', { printer, wait_seconds: 0 })).status).toBe(403);
      expect((await them('PUT', `/print_jobs/${jobs[0]}/status`, { status: 'cancelled' })).status).toBe(403);
    }
  });
});

describe('keeps merchants apart', () => {
  it('another shop neither sees, claims nor changes a job', async () => {
    const { jobs } = await house.sold();
    const them = house.as(house.other);
    const theirs = await house.pair('Elsewhere', house.other);
    expect(await theirs.claim(printer)).toBeUndefined();
    expect((await them('GET', '/print_jobs')).body.pagination.total).toBe(0);
    const job = must(await agent.claim(printer));
    expect(job.id).toBe(jobs[0]);
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['GET', '/events', undefined],
      ['PUT', '/status', { status: 'printed', lease: job.lease }],
      ['PUT', '/status', { status: 'cancelled' }],
      ['POST', '/retry', { reason: 'x' }],
      ['POST', '/heartbeat', { lease: job.lease }],
    ] as const)
      expect([path, code(await them(method, `/print_jobs/${job.id}${path}`, body))]).toEqual([path, 'print_job.not_found']);
    expect(await house.stateOf(job.id)).toBe('printing');
  });
});

it('claims that wait keep neither others from the database nor the server from stopping', async () => {
  const own = await openPrintHouse(7);
  const pc = await own.pair('PC');
  const { orderId, jobs } = await own.place(own.owner);
  const waiting = Array.from({ length: 20 }, (_, n) => pc.claim(`Idle ${n}`, { wait_seconds: 60 }));
  await own.confirm(own.owner, orderId);
  expect((await Promise.race(waiting))?.id).toBe(jobs[0]);
  await own.close();
  const answers = await Promise.all(waiting);
  expect(answers.filter((each) => each !== undefined)).toHaveLength(1);
});
