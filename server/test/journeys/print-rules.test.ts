/** The print shop's rules in the chat: viruses, holding until pickup, prices that change, time that runs out, and everything that can be changed. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import { minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClamdSimulator, openClamdSimulator, testVirus } from '../../src/providers/scanning/clamd/simulator.ts';
import { at } from '../builders/merchant.ts';
import { pdfOf, photoOf } from '../builders/print-files.ts';
import { keptBlobs, offers, openPrintShop, type PrintShop, press, sendFile, toSummary } from '../builders/print-shop.ts';
import { openShopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

const SLOW = 40_000;
let town: Town;
let shop: PrintShop;
let clamd: ClamdSimulator;
const settings = {
  papers: [
    { paper: 'A4' as const, percent: 100 },
    { paper: 'A3' as const, percent: 200 },
  ],
  rush: { offered: true, price: '25.00' },
  two_sided_percent: 50,
};

beforeAll(async () => {
  clamd = await openClamdSimulator();
  town = await openTown({ seed: 32, environment: { CLAMD_ADDRESS: clamd.address } });
  shop = await openPrintShop(town, settings);
});
afterAll(async () => {
  await clamd.close();
  await town.close();
});

const saying = (words: RegExp) => (message: { readonly text: string }) => words.test(message.text);

test('everything can be changed by its id, and every change shows its price', async () => {
  const who = shop.someone();
  await toSummary(who, { bytes: await pdfOf(8), name: 'notes.pdf' }, { mode: 'bw', copies: 1 });
  const shows = (id: string, words: RegExp) =>
    press(who, id, `the price after ${id}`, (message) => message.ids.includes('print.pay') && words.test(message.text));
  await shows('print.sides:long', /8 × black and white, A4, both sides, ₹1\.00 each: ₹8\.00/);
  await shows('print.sheet:4', /2 × black and white, A4, both sides, ₹1\.00 each: ₹2\.00/);
  await shows('print.rush:on', /Rush: ₹25\.00/);
  await shows('print.rush:off', /Total: ₹2\.00/);
  await shows('print.pages:2', /colour on 2/);
  await shows('copies:10', /10 copies/);
  await press(who, 'print.ask:note', 'the question', saying(/few words/));
  who.mark();
  who.say('Please staple it');
  await who.hears('the note', saying(/Note: Please staple it/));
  await press(who, 'print.remove:1', 'that it is out', saying(/notes\.pdf is taken out/));
});

test('copies are typed, and what is no number of copies is asked again', async () => {
  const who = shop.someone();
  sendFile(who, await pdfOf(1), 'typed.pdf');
  await who.hears('how to print it', offers('print.bw'), SLOW);
  who.mark();
  who.say('in colour');
  await who.hears('the question for copies', offers('copies:2'));
  who.mark();
  who.say('101');
  await who.hears('that it is too many', saying(/1 to 100/));
  who.mark();
  who.say('12 please');
  await who.hears('the price', saying(/12 × colour, A4, ₹10\.00 each: ₹120\.00/));
  await press(who, 'menu', 'the menu', offers('print'));
  await press(who, 'print', 'the same order', saying(/12 × colour/));
  await press(who, 'print.drop', 'that it is gone', saying(/Nothing will be printed/));
});

test('three photos at once are three files, each shown, and wanted like the first', async () => {
  const who = shop.someone();
  for (const [index, size] of [300, 400, 500].entries()) {
    const bytes = await photoOf(size, 300);
    who.act({ kind: 'media', type: 'document', bytes, mimeType: 'image/jpeg', filename: `photo-${index + 1}.jpg` });
  }
  for (const name of ['photo-1.jpg', 'photo-2.jpg', 'photo-3.jpg'])
    await who.hears(`the preview of ${name}`, (message) => message.text.includes(`${name}: 1 page`), SLOW);
  await who.hears('how to print them', offers('print.color'), SLOW);
  await press(who, 'print.color', 'the question for copies', offers('copies:1'));
  const summary = await press(who, 'copies:1', 'the order of all three', offers('print.pay'));
  expect(summary.text).toMatch(/3 × colour, A4, ₹10\.00 each: ₹30\.00/);
  expect(who.heard().filter((message) => message.ids.includes('print.bw'))).toHaveLength(1);
});

test('another person’s file stays theirs', async () => {
  const [owner, thief] = [shop.someone(), shop.someone()];
  sendFile(owner, await pdfOf(1), 'diary.pdf');
  await owner.hears('how to print it', offers('print.bw'), SLOW);
  const [file] = await shop.files('diary.pdf');
  await press(thief, `print.with:${file?.id}`, 'that there is none', saying(/no longer here/));
});

test('a price that changed since it was shown is shown again before anything is paid', async () => {
  const who = shop.someone();
  await toSummary(who, { bytes: await pdfOf(2), name: 'dear.pdf' }, { mode: 'bw', copies: 1 });
  await shop.change({ ...settings, bw: { price: '3.00' } });
  const again = await press(who, 'print.pay', 'the new price', saying(/price has changed/));
  expect(again.text).toMatch(/Total: ₹6\.00/);
  await shop.pay(who);
  await shop.change(settings);
});

test('where pages are held, the customer hears to come with the code, and nothing is queued', async () => {
  await shop.change({ ...settings, hold_for_pickup: true });
  const who = shop.someone();
  await toSummary(who, { bytes: await pdfOf(1), name: 'held.pdf' }, { mode: 'bw', copies: 1 });
  const code = await shop.pay(who);
  await who.hears('to come with the code', saying(/show this code at Paper & Ink/));
  expect((await shop.jobs()).filter((job) => job.pickup_code === code)).toMatchObject([{ state: 'held', queued_at: null }]);
  await shop.change(settings);
});

test('nobody pays: the jobs end with the order', async () => {
  const who = shop.someone();
  await toSummary(who, { bytes: await pdfOf(1), name: 'unpaid.pdf' }, { mode: 'bw', copies: 1 });
  await shop.place(who);
  const before = (await shop.jobs()).filter((job) => job.state === 'waiting');
  expect(before).toHaveLength(1);
  await town.pass(45 * minuteMs);
  expect((await shop.jobs()).find((job) => job.id === before[0]?.id)?.state).toBe('cancelled');
});

test('what printing sells stands in the order and on no shelf: not on the web, in the chat, in lists, in files, nor in a cart', async () => {
  const who = shop.someone();
  await toSummary(who, { bytes: await pdfOf(1), name: 'shelf.pdf' }, { mode: 'bw', copies: 1 });
  await shop.pay(who);
  const { merchant } = shop;
  const found = await merchant.call('GET', '/orders?limit=1');
  expect(at(found.body, 'data.0.items.0.name')).toBe('Printing');
  const [item] = await shop.inTx((tx) =>
    tx.db.selectFrom('order_items').select(['variant_id', 'product_id']).where('name', '=', 'Printing').execute(),
  );
  for (const path of [
    '/products?limit=100',
    '/products?search=printing',
    '/products?status=any&limit=100',
    '/categories',
    '/inventory/levels',
  ])
    expect(JSON.stringify((await merchant.call('GET', path)).body)).not.toMatch(/Printing/);
  const csv = await fetch(`${town.url}/api/v1/products/csv`, { headers: { authorization: `Bearer ${merchant.token}` } });
  expect([csv.status, (await csv.text()).includes('Printing')]).toEqual([200, false]);
  expect((await merchant.call('GET', `/products/${item?.product_id}`)).status).toBe(404);
  expect((await merchant.call('DELETE', `/products/${item?.product_id}`)).status).toBe(404);
  expect(await (await fetch(`${town.url}/${merchant.slug}`)).text()).not.toContain('Printing');
  await press(who, `add:${item?.variant_id}`, 'that it is not sold', (message) => !message.ids.includes('checkout'));
  const bought = await merchant.call('POST', '/orders', {
    customer: { phone: '+919812345678', name: 'Asha' },
    items: [{ variant_id: item?.variant_id, quantity: 1 }],
    delivery_method: 'pickup',
  });
  expect(bought.status).toBe(404);
});

test('who is forgotten leaves no file behind', async () => {
  const who = shop.someone();
  const before = keptBlobs(town);
  sendFile(who, await pdfOf(1, { title: 'Private' }), 'private.pdf');
  await who.hears('how to print it', offers('print.bw'), SLOW);
  const [file] = await shop.files('private.pdf');
  await shop.inTx((tx) => town.app.printing.forgetCustomer(tx, file?.customer_id as CustomerId));
  await town.app.worker.drain();
  expect(keptBlobs(town)).toEqual(before);
  expect(await shop.files('private.pdf')).toEqual([]);
});

test('money that comes after the time was over prints after all', async () => {
  const who = shop.someone();
  await toSummary(who, { bytes: await pdfOf(1), name: 'slow.pdf' }, { mode: 'bw', copies: 1 });
  const link = await shop.place(who);
  const [job] = (await shop.jobs()).filter((each) => each.state === 'waiting');
  await town.pass(45 * minuteMs);
  expect(town.standIns.razorpay.side.pay(link, { late: true }).ok).toBe(true);
  await who.hears('the pickup code', (message) => message.text.includes(job?.pickup_code ?? '-'), SLOW);
  expect((await shop.jobs()).find((each) => each.id === job?.id)?.state).toBe('queued');
});

test('by way of Twilio, where menus are numbers, a file is printed all the same', async () => {
  const number = '14155550177';
  const account = { accountSid: `AC${'cd'.repeat(16)}`, authToken: 'twilio-token', number };
  town.standIns.twilio.register({ ...account, friendlyName: 'Paper & Ink', webhookUrl: `${town.url}/webhook/twilio` });
  const connected = await shop.merchant.call('PUT', '/connections/twilio', {
    account_sid: account.accountSid,
    auth_token: account.authToken,
    whatsapp_number: `whatsapp:+${number}`,
  });
  expect(connected.status).toBe(200);
  const asha = openShopper(town.standIns, town.standIns.twilio.phoneNumberId(number), { phone: '919876500441' });
  await toSummary(asha, { bytes: await pdfOf(3), name: 'twice.pdf' }, { mode: 'color', copies: 2 });
  const code = await shop.pay(asha);
  expect((await shop.jobs()).find((each) => each.pickup_code === code)).toMatchObject({
    state: 'queued',
    printed_sides: 6,
    needs_color: true,
  });
});

describe('with a virus scanner', () => {
  test('what it finds is deleted and told', async () => {
    const who = shop.someone();
    const before = keptBlobs(town);
    sendFile(who, Buffer.concat([await pdfOf(1), Buffer.from(testVirus)]), 'gift.pdf');
    await who.hears('that it is infected', saying(/virus in gift\.pdf/), SLOW);
    await town.app.worker.drain();
    expect(keptBlobs(town)).toEqual(before);
  });

  test('while it is away nothing is printed: after some tries the customer is told and nothing is kept', async () => {
    await clamd.close();
    const who = shop.someone();
    const before = keptBlobs(town);
    sendFile(who, await pdfOf(1), 'wait.pdf');
    await who.hears('that it is looked at', saying(/looking at your file/));
    await town.app.worker.drain();
    for (let round = 0; round < 8; round += 1) await town.pass(minuteMs);
    await who.hears('that it cannot be checked', saying(/cannot check wait\.pdf for viruses/), SLOW);
    await town.app.worker.drain();
    expect(keptBlobs(town)).toEqual(before);
  });
});
