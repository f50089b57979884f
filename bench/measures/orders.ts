/** Orders from the cart to paid, eight people at once: the cart as the chat fills it, the checkout's forms over HTTP, the gateway's link by its job, the signed webhook of the payment. */
import { addProduct, openMerchant } from '../../server/test/builders/merchant.ts';
import { asFastAs } from '../load.ts';
import type { Measure } from '../measure.ts';
import { openPaidWatch } from '../paid-watch.ts';
import { runMeasures } from '../run.ts';
import { openStage, type Stage } from '../stage.ts';
import { bytesOfRequest, openWire, type WireClient } from '../wire-client.ts';

const AT_ONCE = 8;
/** People buy different things; all after one thing would wait for its stock. */
const PRODUCTS = 60;
const WANTED = 150;

export const ordersMeasure: Measure = {
  name: 'orders',
  async run({ database, seconds }) {
    const stage = await openStage({ database });
    try {
      const merchant = await openMerchant(stage, stage.standIns, { connect: ['razorpay'] });
      const goods: string[] = [];
      for (let made = 0; made < PRODUCTS; made += 1)
        goods.push((await addProduct(merchant, { name: `Filter coffee ${made}`, price: '149.00', stock: 1_000_000 })).variantId);
      const paid = openPaidWatch(stage);
      const wires = await Promise.all(Array.from({ length: AT_ONCE }, () => openWire(stage.url)));
      let count = 0;
      const buy = async (worker: number): Promise<void> => {
        const phone = `9196${String((count += 1)).padStart(8, '0')}`;
        const variantId = goods[count % goods.length];
        const checkout = String(await stage.ask('fill cart', { merchantId: merchant.id, variantId, phone }));
        const wire = wires[worker];
        if (!wire) throw new Error('no connection');
        await submit(stage, wire, `/checkout/${checkout}/delivery`, { method: 'pickup', name: 'Asha Rao', phone: `+${phone}` });
        const gateway = await submit(stage, wire, `/checkout/${checkout}/pay`, { expected_total: '14900' });
        const link = gateway.split('/l/')[1];
        if (link === undefined) throw new Error(`the checkout led to ${gateway}`);
        const done = paid.of(checkout);
        const payment = stage.standIns.razorpay.side.pay(link);
        if (!payment.ok) throw new Error('the gateway refused the payment');
        await done;
      };
      await asFastAs(AT_ONCE, 2, buy);
      const cpu = await stage.cpuMs();
      const own = process.cpuUsage();
      const load = await asFastAs(AT_ONCE, seconds, buy);
      const each = ((await stage.cpuMs()) - cpu) / load.done;
      const { user, system } = process.cpuUsage(own);
      const outside = (user + system) / 1_000 / load.done;
      paid.close();
      return [
        {
          what: 'orders from cart to paid',
          figure: load.perSecond,
          unit: '/s',
          p50: load.p50,
          p99: load.p99,
          wanted: `>= ${WANTED}/s at ${AT_ONCE} at once`,
          ok: load.perSecond >= WANTED,
          note: `${each.toFixed(2)} ms of processor each, ${outside.toFixed(2)} more of buyers and gateway`,
        },
      ];
    } finally {
      await stage.close();
    }
  },
};

/** Where the form led. */
async function submit(stage: Stage, wire: WireClient, path: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const answer = await wire.send(
    bytesOfRequest(new URL(stage.url).host, {
      method: 'POST',
      path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    }),
  );
  const to = /\r\nlocation: *([^\r\n]+)/i.exec(answer.head)?.[1];
  if (answer.status !== 303 || to === undefined) throw new Error(`${path} answered ${answer.status}: ${answer.body.slice(0, 300)}`);
  return to;
}

if (import.meta.main) await runMeasures([ordersMeasure]);
