/** Files in the chat: looked at, priced line by line, paid, and waiting for the printer with a pickup code; and those that are refused. */
import { hourMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMerchant } from '../builders/merchant.ts';
import { bombDocx, pdfOf, photoOf, programBytes } from '../builders/print-files.ts';
import { keptBlobs, offers, openPrintShop, type PrintShop, press, sendFile, toSummary } from '../builders/print-shop.ts';
import { openShopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

const SLOW = 40_000;
let town: Town;
let shop: PrintShop;

beforeAll(async () => {
  town = await openTown({ seed: 31 });
  shop = await openPrintShop(town, {
    papers: [
      { paper: 'A4', percent: 100 },
      { paper: 'A3', percent: 200 },
    ],
  });
});
afterAll(() => town.close());

describe('a print order', () => {
  test('Asha sends three pages, sees the first, takes two copies, pays, and hears her pickup code while the job waits for the printer', async () => {
    const asha = shop.someone();
    sendFile(asha, await pdfOf(3), 'thesis.pdf');
    await asha.hears('that it is looked at', (message) => /looking at your file/.test(message.text));
    const preview = await asha.hears('the preview', (message) => /thesis\.pdf: 3 pages/.test(message.text), SLOW);
    expect(preview.bubble.message['type']).toBe('image');
    await asha.hears('how to print it', offers('print.bw'), SLOW);
    await press(asha, 'print.bw', 'the question for copies', offers('copies:2'));
    const summary = await press(asha, 'copies:2', 'the order with its price', offers('print.pay'));
    expect(summary.text).toMatch(/6 × black and white, A4, ₹2\.00 each: ₹12\.00/);
    expect(summary.text).toMatch(/Total: ₹12\.00/);
    const code = await shop.pay(asha);
    const [job, ...others] = await shop.jobs();
    expect(others).toEqual([]);
    expect(job).toMatchObject({ state: 'queued', pickup_code: code, printed_sides: 6, sheets: 6, needs_color: false });
    const page = async () => {
      const [order] = await shop.inTx((tx) =>
        tx.db
          .selectFrom('orders')
          .select('public_id')
          .where('id', '=', job?.order_id ?? '')
          .execute(),
      );
      return (await fetch(`${town.url}/order/${order?.public_id}`)).text();
    };
    expect(await page()).toMatch(/<li>Ready for pickup<\/li><li>Picked up/);
    await shop.inTx((tx) =>
      tx.db
        .updateTable('print_jobs')
        .set({ state: 'printed' })
        .where('id', '=', job?.id ?? '')
        .execute(),
    );
    expect(await page()).toMatch(/<li class="done">Ready for pickup/);
    await shop.inTx((tx) =>
      tx.db
        .updateTable('print_jobs')
        .set({ state: 'queued' })
        .where('id', '=', job?.id ?? '')
        .execute(),
    );
    asha.mark();
    asha.say('print status');
    expect((await asha.hears('where it is', (message) => /in the queue/.test(message.text))).text).toContain(code);
  });

  test('Ravi prints a list of pages in colour and a photo in one order, changes paper, and pays what he saw', async () => {
    const ravi = shop.someone();
    sendFile(ravi, await pdfOf(5, { title: 'Report' }), 'report.pdf');
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
    const isNew = (message: { text: string; ids: readonly string[] }) => /A3/.test(message.text) && message.ids.includes('print.pay');
    const summary = await press(ravi, 'print.paper:A3', 'the new price', isNew);
    expect(summary.text).toContain('3 × colour, A4, ₹10.00 each: ₹30.00');
    expect(summary.text).toContain('2 × black and white, A4, ₹2.00 each: ₹4.00');
    expect(summary.text).toContain('1 × colour, A3, ₹20.00 each: ₹20.00');
    const code = await shop.pay(ravi);
    const his = (await shop.jobs()).filter((job) => job.pickup_code === code);
    expect(his.map(({ position, state, needs_color }) => ({ position, state, needs_color }))).toEqual([
      { position: 1, state: 'queued', needs_color: true },
      { position: 2, state: 'queued', needs_color: true },
    ]);
    expect(his[0]?.ticket).toMatchObject({ mode: 'both', color_pages: '1,3-4' });
  });

  test('a paid order that has not begun is cancelled and paid back; its pages never come out', async () => {
    const meera = shop.someone();
    await toSummary(meera, { bytes: await pdfOf(1), name: 'one.pdf' }, { mode: 'color', copies: 1 });
    const code = await shop.pay(meera);
    meera.mark();
    meera.say('cancel order');
    const isYes = (id: string) => id.startsWith('order.cancel.yes:');
    const asked = await meera.hears('whether to cancel', (message) => message.ids.some(isYes));
    await press(meera, asked.ids.find(isYes) ?? '', 'that it is cancelled', (message) => /is cancelled/.test(message.text));
    expect((await shop.jobs()).filter((job) => job.pickup_code === code).map((job) => job.state)).toEqual(['cancelled']);
  });
});

describe('refused, told, and nothing left behind', () => {
  test.each([
    ['a program named .pdf', async () => programBytes, 'invoice.pdf', /cannot print invoice\.pdf/],
    ['a file behind a password', () => pdfOf(1, { password: 'secret' }), 'locked.pdf', /locked\.pdf is protected by a password/],
    ['a broken PDF', async () => Buffer.from('%PDF-1.7\nnothing of a file'), 'torn.pdf', /cannot open torn\.pdf/],
    ['an empty file', async () => Buffer.from(''), 'void.pdf', /void\.pdf is empty/],
    ['an archive that swells', async () => bombDocx(), 'bomb.docx', /bomb\.docx is too much/],
    ['five thousand pages', () => pdfOf(5_000), 'novel.pdf', /novel\.pdf has more than 2,000 pages/],
    ['a name that climbs', async () => programBytes, '../../../etc/passwd.pdf', /cannot print passwd\.pdf/],
    ['more than 100 MB', async () => Buffer.alloc(100 * 1024 * 1024 + 1, 37), 'huge.pdf', /huge\.pdf is too large/],
  ])('%s', async (_, bytes, name, told) => {
    const who = shop.someone();
    const before = keptBlobs(town);
    sendFile(who, await bytes(), name);
    await who.hears('why it is refused', (message) => told.test(message.text), SLOW);
    await town.app.worker.drain();
    expect(keptBlobs(town)).toEqual(before);
  });
});

test('a shop that does not print says so kindly, and old buttons ask for the file again', async () => {
  const other = await openMerchant(town, town.standIns, { name: 'Corner Coffee' });
  const guest = openShopper(town.standIns, other.phoneNumberId, { phone: '919876519999' });
  guest.say('print');
  await guest.hears('that it does not', (message) => /not offered by Corner Coffee/.test(message.text));
  sendFile(guest, await pdfOf(1), 'menu.pdf');
  await guest.hears('that it cannot read files', (message) => /cannot read files/.test(message.text));
  const old = shop.someone();
  old.say('copies:3');
  await old.hears('that a file is needed', (message) => /no longer here/.test(message.text) && /send us the file/i.test(message.text));
});

describe('files are kept as long as they are needed, and no longer', () => {
  test('equal files lie there once, until the last of them is wiped', async () => {
    const [first, second] = [shop.someone(), shop.someone()];
    const bytes = await pdfOf(2, { title: 'Same' });
    const send = async (who: typeof first) => {
      sendFile(who, bytes, 'same.pdf');
      await who.hears('how to print it', offers('print.bw'), SLOW);
    };
    await send(first);
    await town.pass(20 * hourMs);
    await send(second);
    const [one, other] = await shop.files('same.pdf');
    const shared = one?.print_blob ?? 'none';
    expect([other?.print_blob, keptBlobs(town).includes(shared)]).toEqual([shared, true]);
    await town.pass(5 * hourMs);
    expect((await shop.files('same.pdf')).map((file) => file.state)).toEqual(['wiped', 'ready']);
    expect(keptBlobs(town)).toContain(shared);
    await town.pass(20 * hourMs);
    const wiped = await shop.files('same.pdf');
    expect(wiped.map(({ state, print_blob, source_blob }) => ({ state, print_blob, source_blob }))).toEqual(
      Array.from({ length: 2 }, () => ({ state: 'wiped', print_blob: null, source_blob: null })),
    );
    expect(wiped.every((file) => file.wiped_at !== null)).toBe(true);
    expect(keptBlobs(town).filter((key) => key.includes(one?.content_hash ?? '-'))).toEqual([]);
  });

  test('what still waits for the printer is not wiped', async () => {
    const who = shop.someone();
    await toSummary(who, { bytes: await pdfOf(1, { title: 'Late' }), name: 'late.pdf' }, { mode: 'bw', copies: 1 });
    await shop.pay(who);
    await town.pass(72 * hourMs);
    expect((await shop.files('late.pdf')).map((file) => file.state)).toEqual(['ready']);
  });
});
