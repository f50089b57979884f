/** The shops of a run with their gateways, their products (some scarcer than the demand), the customers' plans by seed, and the faults of the stand-ins. */
import type { Faults } from '../../src/providers/simulation/simulator.port.ts';
import { noFaults } from '../../src/providers/simulation/simulator.port.ts';
import { gatewaysOf } from '../builders/gateways.ts';
import { addProduct, openMerchant, type TestMerchant } from '../builders/merchant.ts';
import type { StandIns } from '../builders/stand-ins.ts';
import type { Ending, Goods, PurchasePlan, TurmoilShop } from './purchase-plan.ts';

export interface Turmoil {
  readonly shops: readonly TurmoilShop[];
  readonly goods: readonly Goods[];
  readonly plans: readonly PurchasePlan[];
}

/** Names that no search takes for another. */
const NAMES = ['Amberleaf', 'Brackenjam', 'Cloverhoney', 'Duskberry', 'Elderbloom', 'Fennelroot'] as const;
const SCARCE = 2;

const shares: readonly (readonly [Ending, number])[] = [
  ['pay', 42],
  ['pay_twice', 7],
  ['pay_both', 7],
  ['pay_wrong', 6],
  ['fail_then_pay', 10],
  ['abandon', 10],
  ['cancel_then_pay', 9],
  ['pay_then_cancel', 9],
];

export async function openTurmoil(
  server: { readonly url: string },
  standIns: StandIns,
  options: { readonly purchases: number; readonly random: () => number },
): Promise<Turmoil> {
  const stockedFor = Math.ceil(options.purchases / 2);
  const rupees = await openMerchant(server, standIns, {
    name: 'Shop in Turmoil',
    connect: ['whatsapp', 'razorpay', 'stripe', 'shiprocket'],
  });
  const naira = await openMerchant(server, standIns, {
    name: 'Shop in Tumult',
    connect: ['whatsapp', 'paystack', 'stripe'],
    extra: { currency: 'NGN' },
  });
  // The courier's prices are rupees.
  await naira.call('PATCH', '/merchant', { settings: { delivery: { kind: 'flat', amount: '150.00' } } });
  const shops: readonly TurmoilShop[] = [
    {
      merchant: rupees,
      gateways: ['razorpay', 'stripe'],
      hasCourier: true,
      dialling: '91',
      goods: await stockShop(rupees, stockedFor),
    },
    {
      merchant: naira,
      gateways: ['paystack', 'stripe'],
      hasCourier: false,
      dialling: '234',
      goods: await stockShop(naira, stockedFor),
    },
  ];
  const plans = Array.from({ length: options.purchases }, (_, index) => plan(index, shops, options.random));
  return { shops, goods: shops.flatMap((shop) => shop.goods), plans };
}

async function stockShop(merchant: TestMerchant, purchases: number): Promise<readonly Goods[]> {
  const goods: Goods[] = [];
  for (const [index, name] of NAMES.entries()) {
    const stock = index < SCARCE ? Math.max(1, Math.floor(purchases / 20)) : purchases * 3;
    const { variantId } = await addProduct(merchant, { name, price: `${99 + index * 10}.00`, stock, weight_kg: '0.5' });
    goods.push({ variantId, name, stock });
  }
  return goods;
}

function plan(index: number, shops: readonly TurmoilShop[], random: () => number): PurchasePlan {
  const shop = shops[index % shops.length];
  const chosen = shop?.goods[Math.floor(random() * shop.goods.length)];
  if (!shop || !chosen) throw new Error('a shop without goods');
  const [gateway, other] = random() < 0.5 ? shop.gateways : ([shop.gateways[1], shop.gateways[0]] as const);
  const ending = endingBy(random());
  return {
    number: index + 1,
    shop,
    gateway,
    other,
    phone: `${shop.dialling}${String((shop.dialling === '91' ? 7_000_000_000 : 8_030_000_000) + index * 7_919)}`,
    ending: ending === 'pay_twice' && gateway !== 'razorpay' ? 'pay_both' : ending,
    variantId: chosen.variantId,
    productName: chosen.name,
    quantity: random() < 0.3 ? 2 : 1,
    isHasty: random() < 0.2,
  };
}

function endingBy(chance: number): Ending {
  const all = shares.reduce((sum, [, share]) => sum + share, 0);
  let left = chance * all;
  for (const [ending, share] of shares) {
    left -= share;
    if (left < 0) return ending;
  }
  return 'pay';
}

/** What the outside does to us while the run lasts. Payments may stay silent, since the reconciler must find them; chats never do. */
export function disturb(standIns: StandIns, random: () => number, options: { readonly dropsPayments: boolean }): void {
  const rough = (): Partial<Faults> => ({
    answerDelayMs: Math.floor(random() * 30),
    refuse500: 0.03,
    effectThen500: 0.02,
    webhookDelayMs: Math.floor(random() * 250),
    webhookRepeat: 0.2,
    webhookReorder: 0.1,
    webhookWrongSignature: 0.05,
  });
  standIns.whatsapp.faults.set(rough());
  standIns.shiprocket.faults.set(rough());
  for (const gateway of gatewaysOf(standIns)) {
    gateway.faults.set({ ...rough(), webhookDrop: options.dropsPayments ? silence(random) : 0 });
    // Old news again, long after it was handled.
    gateway.resendOne(random);
  }
}

/** Mostly a single one is lost; now and then all of a while, so that nothing at all tells of a payment. */
function silence(random: () => number): number {
  return random() < 0.12 ? 1 : 0.05;
}

export function calm(standIns: StandIns): void {
  for (const each of [standIns.whatsapp, standIns.shiprocket, ...gatewaysOf(standIns)]) each.faults.set(noFaults);
}
