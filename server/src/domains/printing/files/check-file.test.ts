/** Two looks at once, at one file or at equal ones: one set of pages lies there, it is what the records say, and nothing beside it. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CustomerId, type MerchantId, newId } from '@parley/contract/values/id.ts';
import { hourMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMerchantRow } from '../../../../test/builders/merchant-row.ts';
import { pdfOf } from '../../../../test/builders/print-files.ts';
import { insertCustomer } from '../../../../test/builders/shop-floor.ts';
import { openTestDatabase, type TestDatabase } from '../../../../test/house.ts';
import { createDiskBlobs } from '../../../foundation/blobs/disk-blobs.ts';
import { createFakeClock } from '../../../foundation/clock/clock.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { RunningJob } from '../../../foundation/jobs/job.ts';
import { createLog } from '../../../foundation/log/log.ts';
import type { PrintFileId } from '../printing.ts';
import { checkFile } from './check-file.ts';
import { forgetFiles } from './forget-files.ts';
import { createPrepareFile } from './prepare/prepare-apart.ts';
import { filesToWipe, holdFiles, insertFile, markWiped } from './print-file.store.ts';

const clock = createFakeClock(new Date('2026-11-20T09:00:00Z'));
const folder = mkdtempSync(join(tmpdir(), 'parley-checks-'));
const blobs = createDiskBlobs(folder);
let base: TestDatabase;
let merchantId: MerchantId;
let told: string[] = [];

beforeAll(async () => {
  base = await openTestDatabase();
  merchantId = await addMerchantRow(base.database, 'checks');
});
afterAll(async () => {
  await base.close();
  rmSync(folder, { recursive: true, force: true });
});

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => base.database.inTx(merchantId, work);
const prepare = createPrepareFile();
const log = createLog({ level: 'silent', form: 'lines' });
let jobs = 0n;
function look(fileId: PrintFileId, attempt = 1): Promise<unknown> {
  jobs += 1n;
  const job: RunningJob = { id: jobs, queue: 'print.check_file', merchantId, attempt, isLast: false, complete: async () => undefined };
  const emit = async (_: Tx, event: { readonly name: string }): Promise<void> => void told.push(event.name);
  return checkFile({ database: base.database, clock, blobs, prepare, emit, log }, fileId, job);
}

async function arrive(bytes: Uint8Array): Promise<{ readonly id: PrintFileId; readonly customerId: CustomerId }> {
  const id = newId<PrintFileId>();
  const sourceBlob = `inbound/${id}`;
  await blobs.put(sourceBlob, bytes, 'application/pdf');
  const customerId = await inTx(async (tx) => {
    const customer = await insertCustomer(tx);
    const file = { id, customerId: customer, threadId: undefined, name: 'a.pdf', sourceBlob, wipeAfter: clock.now() };
    await insertFile(tx, file, clock.now());
    return customer;
  });
  return { id, customerId };
}

const row = (id: PrintFileId) => inTx((tx) => tx.db.selectFrom('print_files').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
const pagesKept = (): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /^files\/.*(?:pages\.pdf|preview\.jpg)$/.test(name));
const countOf = (end: string): number => pagesKept().filter((name) => name.endsWith(end)).length;

async function expectPages(id: PrintFileId): Promise<void> {
  const { state, print_blob: key, print_hash: hash, preview_blob: preview } = await row(id);
  const pages = await blobs.get(key ?? 'none');
  expect([
    state,
    createHash('sha256')
      .update(pages?.bytes ?? '')
      .digest('hex'),
  ]).toEqual(['ready', hash]);
  expect(await blobs.has(preview ?? 'none')).toBe(true);
}

test('one file looked at by two at once keeps the pages that its record names, is told of once, and leaves nothing beside them', async () => {
  told = [];
  const before = countOf('pages.pdf');
  const { id } = await arrive(await pdfOf(2, { title: 'One' }));
  await Promise.all([look(id), look(id)]);
  await expectPages(id);
  expect([countOf('pages.pdf') - before, told]).toEqual([1, ['file.checked']]);
});

test('equal files looked at at once share one set of pages', async () => {
  told = [];
  const before = countOf('preview.jpg');
  const bytes = await pdfOf(2, { title: 'Equal' });
  const [first, second] = [await arrive(bytes), await arrive(bytes)];
  await Promise.all([look(first.id), look(second.id)]);
  await expectPages(first.id);
  await expectPages(second.id);
  expect((await row(first.id)).print_blob).toBe((await row(second.id)).print_blob);
  expect([countOf('preview.jpg') - before, told.length]).toEqual([1, 2]);
});

test('pages of a try that was cut off are gone when the next one succeeds', async () => {
  const { id } = await arrive(await pdfOf(1, { title: 'Cut' }));
  const before = countOf('pages.pdf');
  const stop = new Error('cut off');
  const cut = { database: base.database, clock, blobs, prepare, log, emit: () => Promise.reject(stop) };
  const job: RunningJob = { id: 900n, queue: '', merchantId, attempt: 1, isLast: false, complete: async () => undefined };
  await expect(checkFile(cut, id, job)).rejects.toThrow('cut off');
  expect(countOf('pages.pdf') - before).toBe(1);
  await checkFile({ ...cut, emit: async () => undefined }, id, { ...job, attempt: 2 });
  await expectPages(id);
  expect(countOf('pages.pdf') - before).toBe(1);
});

test('of equal files that are wiped and forgotten at once, the last takes the pages along', async () => {
  const bytes = await pdfOf(1, { title: 'Last' });
  const [first, second] = [await arrive(bytes), await arrive(bytes)];
  await look(first.id);
  await look(second.id);
  const shared = (await row(first.id)).print_blob;
  await inTx((tx) =>
    tx.db
      .updateTable('print_files')
      .set({ wipe_after: new Date(clock.now().getTime() + 48 * hourMs) })
      .where('id', '<>', first.id)
      .execute(),
  );
  const deps = { clock };
  const [keys] = await Promise.all([
    inTx(async (tx) => markWiped(tx, await filesToWipe(tx, new Date(clock.now().getTime() + hourMs), 0, 100), clock.now())),
    inTx((tx) => forgetFiles(deps, tx, second.customerId)),
  ]);
  const { rows: queued } = await base.database.inPlatformTx(async (tx) => ({
    rows: await tx.db.selectFrom('jobs').select('payload').where('queue', '=', 'print.drop_blobs').execute(),
  }));
  const dropped = [...keys, ...queued.flatMap((each) => (each.payload as { keys: string[] }).keys)];
  expect(dropped.filter((key) => key === shared)).toHaveLength(1);
});

test('a file that somebody orders just now is left by the wipe', async () => {
  const { id } = await arrive(await pdfOf(1, { title: 'Ordered' }));
  await look(id);
  const past = new Date(clock.now().getTime() + hourMs);
  const due = (): Promise<readonly PrintFileId[]> => inTx((tx) => filesToWipe(tx, past, 0, 100));
  expect(await due()).toContain(id);
  // The embedded database runs one transaction after another.
  if (base.url === undefined) return;
  await inTx(async (tx) => {
    await holdFiles(tx, [id]);
    expect(await due()).not.toContain(id);
  });
  expect(await due()).toContain(id);
});
