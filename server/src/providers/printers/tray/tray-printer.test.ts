/** The sandbox's printer keeps what came out, says where it stands, and a job it dropped is never called printed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printTicket } from '@parley/contract/api/printing.ts';
import { newId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { pdfOf } from '../../../../test/builders/print-files.ts';
import { listJobs, writeSwitches } from './tray-files.ts';
import { createTrayPrinter } from './tray-printer.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-tray-'));
  file = join(folder, 'three.pdf');
  writeFileSync(file, await pdfOf(3));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SLOW = { timeout: 20_000, interval: 20 };
const work = (copies = 1) => ({ key: `${newId<string>()}-1`, title: 'ORD-1 three.pdf', file, ticket: printTicket.parse({ copies }) });
const printer = () => createTrayPrinter({ folder, say: () => undefined });
const on = (switches: Partial<Parameters<typeof writeSwitches>[1]>) =>
  writeSwitches(folder, { paperOut: false, jammed: false, offline: false, ...switches });

it('every copy of every page comes out, and the job is done', async () => {
  const [tray, job] = [printer(), work(2)];
  await tray.send(await tray.open(job), job);
  await vi.waitFor(async () => expect(await tray.look(job.key, job, true)).toEqual({ is: 'done', sides: 6 }), SLOW);
  expect(listJobs(folder).find(({ key }) => key === job.key)).toMatchObject({ pages: 3, out: 6, isDone: true });
}, 30_000);

it('without paper it waits, and says so; a job that has not begun can be taken back', async () => {
  on({ paperOut: true });
  const [tray, job] = [printer(), work()];
  expect(await tray.see()).toMatchObject({ state: 'paper_out' });
  await tray.send(await tray.open(job), job);
  expect(await tray.look(job.key, job, true)).toMatchObject({ is: 'waiting' });
  expect(await tray.recall(job.key, job, true)).toEqual({ is: 'cancelled' });
  expect(await tray.look(job.key, job, true)).toEqual({ is: 'unsent' });
  on({});
});

it('a jam in the middle ends the job where it was, and a new process after a power cut calls it stopped, never done', async () => {
  const [tray, job] = [printer(), work(4)];
  await tray.send(await tray.open(job), job);
  await vi.waitFor(async () => expect(await tray.look(job.key, job, true)).toMatchObject({ is: 'printing' }), SLOW);
  on({ jammed: true });
  await vi.waitFor(async () => expect(await tray.look(job.key, job, true)).toMatchObject({ is: 'stopped' }), SLOW);
  on({});
  expect(await printer().look(job.key, job, true)).toMatchObject({ is: 'stopped' });
}, 30_000);

it('with the cable pulled it cannot be asked', async () => {
  on({ offline: true });
  const [tray, job] = [printer(), work()];
  expect(await tray.see()).toMatchObject({ state: 'offline' });
  await expect(tray.look(job.key, job, true)).rejects.toThrow('does not answer');
  on({});
});
