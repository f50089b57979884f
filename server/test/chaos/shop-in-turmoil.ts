/** The merchant of a run, its products (some scarcer than the demand), the customers' plans by seed, and the faults of the stand-ins. */
import type { Faults } from '../../src/providers/simulation/simulator.port.ts';
import { noFaults } from '../../src/providers/simulation/simulator.port.ts';
import { addProduct, openMerchant, type TestMerchant } from '../builders/merchant.ts';
import type { StandIns } from '../builders/stand-ins.ts';
import type { Ending, PurchasePlan } from './purchase.ts';

export interface Goods {
  readonly variantId: string;
  readonly name: string;
  readonly stock: number;
}

export interface Turmoil {
  readonly merchant: TestMerchant;
  readonly goods: readonly Goods[];
  readonly plans: readonly PurchasePlan[];
}

/** Names that no search takes for another. */
const NAMES = ['Amberleaf', 'Brackenjam', 'Cloverhoney', 'Duskberry', 'Elderbloom', 'Fennelroot'] as const;
const SCARCE = 3;

const shares: readonly (readonly [Ending, number])[] = [
  ['pay', 46],
  ['pay_twice', 10],
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
  const merchant = await openMerchant(server, standIns, { name: 'Shop in Turmoil' });
  const goods: Goods[] = [];
  for (const [index, name] of NAMES.entries()) {
    const stock = index < SCARCE ? Math.max(1, Math.floor(options.purchases / 30)) : options.purchases * 3;
    const { variantId } = await addProduct(merchant, { name, price: `${99 + index * 10}.00`, stock, weight_kg: '0.5' });
    goods.push({ variantId, name, stock });
  }
  return { merchant, goods, plans: Array.from({ length: options.purchases }, (_, index) => plan(index, goods, options.random)) };
}

function plan(index: number, goods: readonly Goods[], random: () => number): PurchasePlan {
  const chosen = goods[Math.floor(random() * goods.length)] ?? goods[0];
  if (!chosen) throw new Error('a shop without goods');
  return {
    number: index + 1,
    phone: `91${String(7_000_000_000 + index * 7_919)}`,
    ending: endingBy(random()),
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
  standIns.razorpay.faults.set({ ...rough(), webhookDrop: options.dropsPayments ? silence(random) : 0 });
  // Old news again, long after it was handled.
  const events = standIns.razorpay.side.events();
  const old = events[Math.floor(random() * events.length)];
  if (old) standIns.razorpay.side.resend(old.id);
}

/** Mostly a single one is lost; now and then all of a while, so that nothing at all tells of a payment. */
function silence(random: () => number): number {
  return random() < 0.12 ? 1 : 0.05;
}

export function calm(standIns: StandIns): void {
  for (const each of [standIns.whatsapp, standIns.razorpay, standIns.shiprocket]) each.faults.set(noFaults);
}
