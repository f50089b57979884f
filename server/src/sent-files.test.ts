/** Files that a service fetches: opened by whoever has a link that holds, and one shop's never by another's word. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { hourMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeTestEdge, makeTestEdge, type TestEdge } from '../test/builders/test-edge.ts';
import type { Blobs } from './foundation/blobs/blobs.ts';
import { createDiskBlobs } from './foundation/blobs/disk-blobs.ts';
import { createFakeClock } from './foundation/clock/clock.ts';
import { createSecrets } from './foundation/secrets/secrets.ts';
import { createSentFiles } from './sent-files.ts';
import { sentFileRoutes } from './surfaces/sent-files/sent-file.routes.ts';

const [one, two] = ['0190f0f0-0000-7000-8000-000000000001', '0190f0f0-0000-7000-8000-000000000002'] as [MerchantId, MerchantId];
const clock = createFakeClock();
const folder = mkdtempSync(join(tmpdir(), 'parley-sent-'));
const blobs: Blobs = createDiskBlobs(folder);
const files = createSentFiles({ clock, secrets: createSecrets({ current: 'k'.repeat(44) }), publicUrl: 'http://shop.test' });
let house: TestEdge;
beforeAll(async () => {
  house = await makeTestEdge((app) => void app.register(sentFileRoutes({ blobs, behind: files.behind })));
});
afterAll(async () => {
  await closeTestEdge(house);
  rmSync(folder, { recursive: true, force: true });
});

const fetched = (link: string) => house.edge.inject(link.replace('http://shop.test', ''));

/** A file of ours, and the id under which this shop sends it. */
async function offered(merchantId: MerchantId, key: string, filename = 'a.txt', mimeType = 'text/plain'): Promise<string> {
  const bytes = Buffer.from(`bytes of ${key}`);
  await blobs.put(key, bytes, mimeType);
  return files.of(merchantId).idOf({ bytes, mimeType, filename, keptAs: key }) ?? '';
}

it('a file is opened where it lies by its link, with its type and its name, for six hours', async () => {
  const id = await offered(one, 'documents/bill', 'चालान 7.pdf', 'application/pdf');
  const link = files.of(one).linkTo(id) ?? '';
  const answer = await fetched(link);
  expect([answer.statusCode, answer.body, answer.headers['content-type']]).toEqual([200, 'bytes of documents/bill', 'application/pdf']);
  expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('चालान 7.pdf');
  expect(link.length).toBeLessThan(1_000);
  clock.advance(5 * hourMs);
  expect((await fetched(link)).statusCode).toBe(200);
  clock.advance(2 * hourMs);
  expect((await fetched(link)).statusCode).toBe(404);
});

it('sending leaves no copy, and a file that is deleted is gone for every link to it', async () => {
  const id = await offered(one, 'printing/preview');
  const link = files.of(one).linkTo(id) ?? '';
  expect((await fetched(link)).statusCode).toBe(200);
  await blobs.delete('printing/preview');
  expect((await fetched(link)).statusCode).toBe(404);
  const left = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  expect(left.filter((each) => /preview|sent/.test(`${each.parentPath}/${each.name}`.replace(folder, '')))).toEqual([]);
});

it('an id of another shop’s file, a made-up one, a link’s own token and nothing lead nowhere', async () => {
  const id = await offered(one, 'inbound/secret-of-one');
  expect(files.of(two).linkTo(id)).toBeUndefined();
  const token = new URL(files.of(one).linkTo(id) ?? '').searchParams.get('token') ?? '';
  for (const named of [token, `${id}x`, 'inbound/secret-of-one', 'x', '']) expect(files.of(one).linkTo(named)).toBeUndefined();
  expect(files.of(one).idOf({ bytes: Buffer.from('x'), mimeType: 'text/plain', filename: 'a' })).toBeUndefined();
});

it('a token that was changed or made for something else opens nothing', async () => {
  const id = await offered(one, 'documents/other');
  const link = files.of(one).linkTo(id) ?? '';
  expect((await fetched(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`)).statusCode).toBe(404);
  expect((await fetched(`/files/sent?token=${id}`)).statusCode).toBe(404);
  expect((await fetched('/files/sent?token=x.y')).statusCode).toBe(404);
  expect((await fetched('/files/sent')).statusCode).toBe(400);
});
