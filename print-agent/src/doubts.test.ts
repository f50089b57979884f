/** An answer of the operator reaches the job that was meant, and no other. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aClaim } from '../test/a-claim.ts';
import { type StandIn, startStandIn } from '../test/stand-in-server.ts';
import { createBackend } from './backend.client.ts';
import { type Book, openBook } from './book.ts';
import { createDoubts } from './doubts.ts';

let server: StandIn;
let folder: string;
let book: Book;
beforeEach(async () => {
  server = await startStandIn();
  folder = mkdtempSync(join(tmpdir(), 'parley-doubts-'));
  book = openBook(folder);
});
afterEach(async () => {
  book.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function doubt(id: string, isReported = true): void {
  const job = aClaim({ id, title: `${id.at(-1)}.pdf` });
  server.jobs.set(
    id,
    Object.assign(server.add({ bytes: Buffer.from('x'), printer: 'Desk' }), {
      id,
      state: 'unknown',
      attempt: 1,
      lease: job.lease,
      began: true,
    }),
  );
  const key = `${id}-1`;
  book.write(key, { step: 'claimed', printer: 'Desk', job });
  book.write(key, { step: 'submitting', reference: '1' });
  book.write(key, { step: 'done', outcome: 'unknown' });
  if (isReported) book.write(key, { step: 'reported', accepted: true });
}
const ids = ['019aa0c4-7a1e-7b0a-9a55-000000000001', '019aa0c4-7a1e-7b0a-9a55-000000000002'] as const;
const doubts = () => createDoubts({ backend: createBackend({ url: server.url, apiKey: 'key-of-the-agent' }), book });

test('the beginning of two jobs answers neither', async () => {
  for (const id of ids) doubt(id);
  expect(await doubts().answer('019aa0c4', 'again')).toBe('Several jobs begin with 019aa0c4: write more of the one that is meant.');
  expect(ids.map((id) => server.jobs.get(id)?.state)).toEqual(['unknown', 'unknown']);
  expect(await doubts().answer(ids[0], 'again')).toBe('1.pdf: it will be printed again.');
  expect(ids.map((id) => server.jobs.get(id)?.state)).toEqual(['queued', 'unknown']);
  // Only one is asked about by now.
  expect(await doubts().answer('019aa0c4', 'printed')).toBe('2.pdf: noted as printed.');
});

test('an answer before the server heard of the doubt is not lost in it', async () => {
  doubt(ids[0], false);
  expect(await doubts().answer(ids[0], 'again')).toContain('has not heard of the doubt yet');
  expect(server.jobs.get(ids[0])?.state).toBe('unknown');
});
