/** Files in the chat: looked at, priced line by line, paid, and waiting for the printer with a pickup code; and those that are refused. */
import { readdirSync } from 'node:fs';
import { printSettings } from '@parley/contract/api/printing.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { hourMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMerchant, type TestMerchant } from '../builders/merchant.ts';
import { bombDocx, pdfOf, photoOf, programBytes } from '../builders/print-files.ts';
import { linkIdOf } from '../builders/purchase.ts';
import { type Heard, openShopper, type Shopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;
let count = 0;

beforeAll(async () => {
  town = await openTown({ seed: 31 });
  merchant = await openMerchant(town, town.standIns, { name: 'Paper & Ink' });
  await inTx((tx) =>
    town.app.printing.changeSettings(
      tx,
      printSettings.parse({
        papers: [
          { paper: 'A4', percent: 100 },
          { paper: 'A3', percent: 200 },
        ],
        rush: { offered: true, price: '25.00' },
      }),
      { kind: 'system' },
    ),
  );
});
afterAll(() => town.close());

type Work<T> = Parameters<typeof town.database.inTx<T>>[1];
const inTx = <T>(work: Work<T>) => town.database.inTx(merchant.id as MerchantId, work);

function someone(): Shopper {
  count += 1;
  return openShopper(town.standIns, merchant.phoneNumberId, { phone: `9198765100${String(count).padStart(2, '0')}` });
}

function send(shopper: Shopper, bytes: Uint8Array, filename: string, mimeType = 'application/pdf'): void {
  shopper.mark();
  shopper.act({ kind: 'media', type: 'document', bytes, mimeType, filename });
}

const offers = (id: string) => (message: Heard) => message.ids.includes(id);
const SLOW = 40_000;

async function press(shopper: Shopper, id: string, what: string, isIt: (message: Heard) => boolean): Promise<Heard> {
  shopper.mark();
  shopper.press(id);
  return shopper.hears(what, isIt, SLOW);
}

async function toSummary(shopper: Shopper, mode: string, copies: number): Promise<Heard> {
  await press(shopper, mode, 'the question for copies', offers('copies:2'));
  return press(shopper, `copies:${copies}`, 'the order with its price', offers('print.pay'));
}

async function pay(shopper: Shopper): Promise<string> {
  shopper.mark();
  shopper.press('print.pay');
  const asked = await shopper.hears('the payment link', (message) => message.urls.length > 0, SLOW);
  expect(town.standIns.razorpay.side.pay(linkIdOf(asked.urls[0] ?? '')).ok).toBe(true);
  const paid = await shopper.hears('the pickup code', (message) => /pickup code: [A-Z0-9]{5}/.test(message.text), SLOW);
  return /pickup code: ([A-Z0-9]{5})/.exec(paid.text)?.[1] ?? '';
}

const jobs = () => inTx((tx) => tx.db.selectFrom('print_jobs').selectAll().orderBy('id').execute());

describe('a print order', () => {
  test('Asha sends three pages, sees the first, takes two copies, pays, and hears her pickup code while the job waits for the printer', async () => {
    const asha = someone();
    send(asha, await pdfOf(3), 'thesis.pdf');
    await asha.hears('that it is looked at', (message) => /looking at your file/.test(message.text));
    const preview = await asha.hears('the preview', (message) => /thesis\.pdf: 3 pages/.test(message.text), SLOW);
    expect(preview.bubble.message['type']).toBe('image');
    await asha.hears('how to print it', offers('print.bw'), SLOW);
    const summary = await toSummary(asha, 'print.bw', 2);
    expect(summary.text).toMatch(/6 × black and white, A4, ₹2\.00 each: ₹12\.00/);
    expect(summary.text).toMatch(/Total: ₹12\.00/);
    const code = await pay(asha);
    const [job, ...others] = await jobs();
    expect(others).toEqual([]);
    expect(job).toMatchObject({ state: 'queued', pickup_code: code, printed_sides: 6, sheets: 6, needs_color: false });
    asha.mark();
    asha.say('print status');
    expect((await asha.hears('where it is', (message) => /in the queue/.test(message.text))).text).toContain(code);
  });

  test('Ravi prints a list of pages in colour and a photo in one order, changes paper, and pays what he saw', async () => {
    const ravi = someone();
    send(ravi, await pdfOf(5, { title: 'Report' }), 'report.pdf');
    await ravi.hears('how to print it', offers('print.both'), SLOW);
    await press(ravi, 'print.both', 'the question for pages', (message) => /1,3-5/.test(message.text));
    ravi.mark();
    ravi.say('9');
    await ravi.hears('that there is no such page', (message) => /5 pages/.test(message.text));
    ravi.mark();
    ravi.say('1, 3 - 4');
    await ravi.hears('the question for copies', offers('copies:1'));
    await press(ravi, 'copies:1', 'the order', offers('print.pay'));
    await press(ravi, 'print.more', 'what to send', (message) => /up to 10 files/.test(message.text));
    ravi.mark();
    ravi.act({ kind: 'media', type: 'image', bytes: await photoOf(600, 400), mimeType: 'image/jpeg' });
    await ravi.hears('how to print the photo', offers('print.color'), SLOW);
    await press(ravi, 'print.color', 'the order of both', offers('print.pay'));
    await press(ravi, 'print.change:2', 'the options', offers('print.ask:paper'));
    const summary = await press(
      ravi,
      'print.paper:A3',
      'the new price',
      (message) => /A3/.test(message.text) && message.ids.includes('print.pay'),
    );
    expect(summary.text).toContain('3 × colour, A4, ₹10.00 each: ₹30.00');
    expect(summary.text).toContain('2 × black and white, A4, ₹2.00 each: ₹4.00');
    expect(summary.text).toContain('1 × colour, A3, ₹20.00 each: ₹20.00');
    const code = await pay(ravi);
    const his = (await jobs()).filter((job) => job.pickup_code === code);
    expect(his.map(({ position, state, needs_color }) => ({ position, state, needs_color }))).toEqual([
      { position: 1, state: 'queued', needs_color: true },
      { position: 2, state: 'queued', needs_color: true },
    ]);
    expect(his[0]?.ticket).toMatchObject({ mode: 'both', color_pages: '1,3-4' });
  });

  test('a paid order that has not begun is cancelled and paid back; its pages never come out', async () => {
    const meera = someone();
    send(meera, await pdfOf(1), 'one.pdf');
    await meera.hears('how to print it', offers('print.color'), SLOW);
    await toSummary(meera, 'print.color', 1);
    const code = await pay(meera);
    meera.mark();
    meera.say('cancel order');
    const asked = await meera.hears('whether to cancel', (message) => message.ids.some((id) => id.startsWith('order.cancel.yes:')));
    await press(meera, asked.ids.find((id) => id.startsWith('order.cancel.yes:')) ?? '', 'that it is cancelled', (message) =>
      /is cancelled/.test(message.text),
    );
    expect((await jobs()).filter((job) => job.pickup_code === code).map((job) => job.state)).toEqual(['cancelled']);
  });

  test('an equal file is kept once, and everything is wiped with a record when its time is over', async () => {
    const [first, second] = [someone(), someone()];
    const bytes = await pdfOf(2, { title: 'Same' });
    for (const who of [first, second]) {
      send(who, bytes, 'same.pdf');
      await who.hears('how to print it', offers('print.bw'), SLOW);
    }
    const same = () => inTx((tx) => tx.db.selectFrom('print_files').selectAll().where('name', '=', 'same.pdf').execute());
    const [one, other] = await same();
    expect(one?.print_blob).toBe(other?.print_blob);
    await town.pass(25 * hourMs);
    const after = await same();
    expect(after.map(({ state, print_blob, source_blob }) => ({ state, print_blob, source_blob }))).toEqual(
      Array.from({ length: 2 }, () => ({ state: 'wiped', print_blob: null, source_blob: null })),
    );
    expect(after.every((file) => file.wiped_at !== null)).toBe(true);
    expect(printBlobs().filter((name) => one?.print_blob?.endsWith(name))).toEqual([]);
  });
});

/** Names of all files that printing keeps, and of what customers sent. */
function printBlobs(): readonly string[] {
  const root = `${town.dataDir}/files/files`;
  const all = readdirSync(root, { recursive: true, withFileTypes: true });
  return all
    .filter((each) => each.isFile())
    .map((each) => `${each.parentPath.slice(root.length + 1)}/${each.name}`)
    .toSorted();
}

describe('refused, told, and nothing left behind', () => {
  test.each([
    ['a program named .pdf', async () => programBytes, 'invoice.pdf', /cannot print invoice\.pdf/],
    ['a file behind a password', () => pdfOf(1, { password: 'secret' }), 'locked.pdf', /locked\.pdf is protected by a password/],
    ['a broken PDF', async () => Buffer.from('%PDF-1.7\nnothing of a file'), 'torn.pdf', /cannot open torn\.pdf/],
    ['an empty file', async () => Buffer.from(''), 'void.pdf', /void\.pdf/],
    ['an archive that swells', async () => bombDocx(), 'bomb.docx', /bomb\.docx is too much/],
    ['five thousand pages', () => pdfOf(5_000), 'novel.pdf', /novel\.pdf has more than 2,000 pages/],
    ['a name that climbs', async () => programBytes, '../../../etc/passwd.pdf', /cannot print passwd\.pdf/],
    ['more than 100 MB', async () => Buffer.alloc(100 * 1024 * 1024 + 1, 37), 'huge.pdf', /huge\.pdf is too large/],
  ])('%s', async (_, bytes, name, told) => {
    const who = someone();
    const before = printBlobs();
    send(who, await bytes(), name);
    await who.hears('why it is refused', (message) => told.test(message.text), SLOW);
    await town.app.worker.drain();
    expect(printBlobs()).toEqual(before);
  });
});

test('a shop that does not print says so kindly, and old buttons ask for the file again', async () => {
  const other = await openMerchant(town, town.standIns, { name: 'Corner Coffee' });
  const guest = openShopper(town.standIns, other.phoneNumberId, { phone: '919876519999' });
  guest.say('print');
  await guest.hears('that it does not', (message) => /not offered by Corner Coffee/.test(message.text));
  const old = someone();
  old.say('copies:3');
  await old.hears('that a file is needed', (message) => /no longer here/.test(message.text) && /send us the file/i.test(message.text));
});
