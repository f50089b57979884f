/** What was printed before is printed again with the same wishes, or asked for kindly; and a customer reads it all in their own language. */
import { hourMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at } from '../builders/merchant.ts';
import { pdfOf } from '../builders/print-files.ts';
import { offers, openPrintShop, type PrintShop, press, sendFile, toSummary } from '../builders/print-shop.ts';
import type { Heard, Shopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

const SLOW = 40_000;
let town: Town;
let shop: PrintShop;
const settings = { minimum: '20.00', rush: { offered: true, price: '25.00' }, two_sided_percent: 80 };
beforeAll(async () => {
  town = await openTown({ seed: 37 });
  shop = await openPrintShop(town, settings);
}, 60_000);
afterAll(() => town.close());

const saying = (words: RegExp) => (message: { readonly text: string }) => words.test(message.text);
async function latestOrder(): Promise<{ readonly id: string; readonly publicId: string; readonly number: string }> {
  const row = await shop.inTx((tx) =>
    tx.db.selectFrom('orders').select(['id', 'public_id', 'order_number']).orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow(),
  );
  return { id: row.id, publicId: row.public_id, number: row.order_number };
}
async function repeat(who: Shopper, orderId: string, what: string, isIt: (message: Heard) => boolean): Promise<Heard> {
  return press(who, `order.repeat:${orderId}`, what, isIt);
}

describe('order again', () => {
  test('shows the same files with the same wishes, ready to be paid, and asks for those that were wiped', async () => {
    const asha = shop.someone();
    await toSummary(asha, { bytes: await pdfOf(4, { title: 'Score' }), name: 'score.pdf' }, { mode: 'color', copies: 2 });
    await press(asha, 'print.sides:long', 'both sides', saying(/both sides/));
    const summary = await press(asha, 'print.rush:on', 'the rush', saying(/Rush: ₹25\.00/));
    await shop.pay(asha);
    const order = await latestOrder();
    const again = await repeat(asha, order.id, 'the same order', offers('print.pay'));
    expect(again.text).toBe(summary.text);
    await shop.pay(asha);
    const jobs = (await shop.jobs()).slice(-2);
    expect(jobs[1]?.ticket).toEqual(jobs[0]?.ticket);
    expect([jobs[1]?.is_rush, jobs[1]?.state, jobs[1]?.file_id]).toEqual([true, 'queued', jobs[0]?.file_id]);

    await shop.inTx((tx) => tx.db.updateTable('print_jobs').set({ state: 'printed', ended_at: town.clock.now() }).execute());
    await town.pass(49 * hourMs);
    await town.pass(hourMs);
    expect((await shop.files('score.pdf')).map(({ state }) => state)).toEqual(['wiped']);
    const asked = await repeat(asha, order.id, 'to send it again', saying(/no longer have score\.pdf/));
    expect(asked.text).toMatch(/Please send us the file/);
    // And it goes on from there.
    sendFile(asha, await pdfOf(1), 'score.pdf');
    await asha.hears('how to print it', offers('print.bw'), SLOW);
  });

  test('is for one’s own orders, and of a shop that stopped printing a kind word', async () => {
    const [ravi, meera] = [shop.someone(), shop.someone()];
    await toSummary(ravi, { bytes: await pdfOf(1, { title: 'Ravi' }), name: 'ravi.pdf' }, { mode: 'bw', copies: 1 });
    await shop.pay(ravi);
    const { id } = await latestOrder();
    meera.say('hi');
    await repeat(meera, id, 'that there is no such order', (message) => !/ravi\.pdf/.test(message.text));
    await shop.change({ ...settings, enabled: false });
    const told = await repeat(ravi, id, 'that it is not offered', saying(/not offered/));
    expect(told.ids).toContain('menu');
    await shop.change(settings);
  });
});

describe('in the language of the customer', () => {
  test.each([
    ['hi', 'प्रिंटिंग', 'श्वेत-श्याम · A4 · एक तरफ़', 'न्यूनतम शुल्क'],
    ['pt-BR', 'Impressão', 'Preto e branco · A4 · Só frente', 'Valor mínimo'],
    ['es', 'Impresión', 'Blanco y negro · A4 · Una cara', 'Importe mínimo'],
    ['fr', 'Impression', 'Noir et blanc · A4 · Recto', 'Montant minimum'],
  ])('%s: what was bought stands so in the order, in the chat, on its page and on the invoice', async (language, name, pages, minimum) => {
    const who = shop.someone();
    who.press(`language:${language}`);
    await who.hears('the new language', (message) => message.ids.length > 0);
    sendFile(who, await pdfOf(1, { title: language }), `${language}.pdf`);
    await who.hears('how to print it', offers('print.bw'), SLOW);
    await press(who, 'print.bw', 'the question for copies', offers('copies:1'));
    await press(who, 'copies:1', 'the order', offers('print.pay'));
    const link = await shop.place(who);
    town.standIns.razorpay.side.pay(link);
    const invoice = await who.hears('the invoice', saying(/INV-/), SLOW);
    expect(invoice.text).not.toMatch(/Your invoice/);
    const order = await latestOrder();
    const shown = await press(who, `order:${order.id}`, 'the order', saying(new RegExp(order.number)));
    expect(shown.text).toContain(`${name} (${pages})`);
    expect(shown.text).toContain(`${name} (${minimum})`);
    const page = await (await fetch(`${town.url}/order/${order.publicId}`)).text();
    for (const word of [name, pages, minimum]) expect(page).toContain(word);
    const [paper] = await shop.inTx((tx) => tx.db.selectFrom('documents').select('content').where('order_id', '=', order.id).execute());
    expect(JSON.stringify(paper?.content)).toContain(pages);
    expect(at(paper?.content, 'language')).toBe(language);
    // The shop's own reports stay in its language, however many its customers speak.
    const report = await shop.merchant.call('GET', '/reports/sales?by=product');
    expect(JSON.stringify(report.body)).toContain('Printing');
    expect(JSON.stringify(report.body)).not.toContain(name === 'Impression' ? 'Noir et blanc' : name);
  });
});
