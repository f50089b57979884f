/** Print jobs on the dashboard's first page: counted, listed beside the work in the background, tried again from there. */
import { minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrintHouse, type PrintHouse } from '../../../../test/builders/print-house.ts';

let house: PrintHouse;
beforeAll(async () => {
  house = await openPrintHouse(9);
}, 60_000);
afterAll(() => house.close());

const get = async (path: string, as = house.owner) => (await house.as(as)('GET', path)).body;
const kinds = (list: { readonly data: readonly { readonly kind: string; readonly state: string }[] }) =>
  list.data.filter(({ kind }) => kind === 'print_job').map(({ state }) => state);

describe('the print shop on the first page', () => {
  it('is not there for a shop that never printed, and counts what waits, prints, failed and asks', async () => {
    expect((await get('/dashboard/stats')).data.print).toBeNull();
    const agent = await house.pair('PC');
    await house.sold(house.owner, { files: 4 });
    const [doubt, broken, running] = [await agent.claim('A'), await agent.claim('B'), await agent.claim('C')];
    if (!doubt || !broken || !running) throw new Error('nothing was claimed');
    for (const job of [doubt, broken, running]) await agent.report(job, 'printing');
    await agent.report(doubt, 'unknown');
    await agent.report(broken, 'failed', { reason: 'jam\nat the rear', pages_printed: 1 });
    const { print } = (await get('/dashboard/stats')).data;
    expect(print).toEqual({ held: 0, queued: 1, printing: 1, questions: 1, failed: 1, to_pick_up: 0, printers_in_trouble: 0 });
    const pending = await get('/dashboard/pending-jobs');
    expect(kinds(pending)).toEqual(['running', 'waiting']);
    const failed = (await get('/dashboard/failed-jobs')).data;
    expect(failed[0]).toMatchObject({ id: broken.id, kind: 'print_job', about: 'print', state: 'dead', reason: 'jam' });
    expect((await get('/dashboard/failed-jobs', await house.hire('viewer'))).data[0].reason).toBeNull();
    expect(kinds(await get('/dashboard/failed-jobs', house.other))).toEqual([]);
  });

  it('pages over both kinds of work without a gap', async () => {
    const all = await get('/dashboard/pending-jobs?limit=100');
    const seen = [];
    for (let page = 1; page <= all.pagination.total; page += 1)
      seen.push(...(await get(`/dashboard/pending-jobs?limit=1&page=${page}`)).data);
    expect(seen.map(({ id }) => id)).toEqual(all.data.map(({ id }: { id: string }) => id));
    expect(all.data).toHaveLength(all.pagination.total);
    expect(new Set(all.data.map(({ kind }: { kind: string }) => kind)).size).toBeGreaterThan(1);
  });

  it('tries a failed print again, and leaves a doubtful one to whoever looks at the paper', async () => {
    const [failed] = (await get('/dashboard/failed-jobs')).data;
    const retry = (id: string, as = house.owner) => house.as(as)('POST', `/dashboard/failed-jobs/${id}/retry`, {});
    expect((await retry(failed.id, house.other)).status).toBe(404);
    expect((await retry(failed.id)).body.data).toEqual({ id: failed.id, kind: 'print_job' });
    expect(await house.stateOf(failed.id)).toBe('queued');
    const { data } = await get('/print_jobs?status=unknown');
    expect((await retry(data[0].id)).status).toBe(404);
    await house.pass(2 * minuteMs);
    await expect.poll(async () => (await get('/dashboard/stats')).data.print.printers_in_trouble).toBe(3);
  });
});
