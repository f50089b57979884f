/** Files that a service fetches: opened by whoever has a link that holds, and one shop's never by another's word. */

import { mkdtempSync, rmSync } from 'node:fs';
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
const files = createSentFiles({ blobs, clock, secrets: createSecrets({ current: 'k'.repeat(44) }), publicUrl: 'http://shop.test' });
let house: TestEdge;
beforeAll(async () => {
  house = await makeTestEdge((app) => void app.register(sentFileRoutes({ blobs, behind: files.behind })));
});
afterAll(async () => {
  await closeTestEdge(house);
  rmSync(folder, { recursive: true, force: true });
});

const fetched = (link: string) => house.edge.inject(link.replace('http://shop.test', ''));

it('a kept file is opened by its link with its type and its name, for six hours', async () => {
  const id = await files.of(one).keep({ bytes: Buffer.from('%PDF'), mimeType: 'application/pdf', filename: 'चालान 7.pdf' });
  const link = files.of(one).linkTo(id) ?? '';
  const answer = await fetched(link);
  expect([answer.statusCode, answer.body, answer.headers['content-type']]).toEqual([200, '%PDF', 'application/pdf']);
  expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('चालान 7.pdf');
  expect(link.length).toBeLessThan(1_000);
  clock.advance(5 * hourMs);
  expect((await fetched(link)).statusCode).toBe(200);
  clock.advance(2 * hourMs);
  expect((await fetched(link)).statusCode).toBe(404);
});

it('the same file twice is one file; another type makes it another', async () => {
  const keep = (mimeType: string) => files.of(one).keep({ bytes: Buffer.from('x'), mimeType, filename: 'a' });
  expect(await keep('image/png')).toBe(await keep('image/png'));
  expect(await keep('image/png')).not.toBe(await keep('image/jpeg'));
});

it('an id of another shop’s file, of any other blob or of nothing leads nowhere', async () => {
  const id = await files.of(one).keep({ bytes: Buffer.from('secret of one'), mimeType: 'text/plain', filename: 'a.txt' });
  expect((await fetched(files.of(two).linkTo(id) ?? '')).statusCode).toBe(404);
  for (const named of [`../${one}/${id}`, `inbound/${one}/x`, 'x', '', `${'a'.repeat(63)}/x`])
    expect(files.of(one).linkTo(named)).toBeUndefined();
});

it('a token that was changed or made for something else opens nothing', async () => {
  const id = await files.of(one).keep({ bytes: Buffer.from('x'), mimeType: 'text/plain', filename: 'a.txt' });
  const link = files.of(one).linkTo(id) ?? '';
  expect((await fetched(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`)).statusCode).toBe(404);
  expect((await fetched('/files/sent?token=x.y')).statusCode).toBe(404);
  expect((await fetched('/files/sent')).statusCode).toBe(400);
});
