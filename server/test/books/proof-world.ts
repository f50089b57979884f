/** What a proof knows of its shop so far, and its choices: all from one seed, so that a run can be played again. */
import type { CustomerId, LocationId, OrderId, ReturnId, VariantId } from '@parley/contract/values/id.ts';
import { expectOk, type Result } from '@parley/contract/values/result.ts';
import type { Purchase } from '../../src/domains/stock/index.ts';
import type { Tx } from '../../src/foundation/db/database.ts';
import type { GatewayEvent } from '../../src/providers/payments/payments.port.ts';
import { stockProduct } from '../builders/shop-floor.ts';
import type { ProofHouse, ProofShop } from './proof-shop.ts';

export interface Choices {
  /** A whole number from 0 to below `below`. */
  whole(below: number): number;
  pick<T>(all: readonly T[]): T | undefined;
}

export function choicesOf(random: () => number): Choices {
  const whole = (below: number): number => Math.floor(random() * below);
  return { whole, pick: (all) => all[whole(all.length)] };
}

export interface World {
  readonly shop: ProofShop;
  readonly variants: readonly VariantId[];
  readonly places: readonly LocationId[];
  readonly customers: readonly CustomerId[];
  readonly purchases: Purchase[];
  readonly orders: OrderId[];
  /** Paid, or confirmed by staff. */
  readonly sold: OrderId[];
  readonly delivered: OrderId[];
  readonly returns: ReturnId[];
  readonly events: GatewayEvent[];
  /** Unique at the gateway. */
  serial: number;
}

/** One thing that happens to the shop. `keep` learns of it once it is committed. */
export interface Step {
  readonly name: string;
  readonly work: (tx: Tx) => Promise<Result<unknown>>;
  readonly keep?: (value: unknown) => void;
}

/** What could happen next; undefined where there is nothing for it to happen to. */
export type Maker = (world: World, choices: Choices) => Step | undefined;

/** Each as often as its number says. */
export function often(weighed: readonly (readonly [number, Maker])[]): readonly Maker[] {
  return weighed.flatMap(([times, maker]) => Array.from({ length: times }, () => maker));
}

const PRICES = [3_331, 12_000, 49, 2_499];

export async function openWorld(house: ProofHouse, choices: Choices): Promise<World> {
  const shop = await house.newShop({ taxRateBp: choices.pick([0, 500, 1_075, 1_800]) ?? 0, pricesIncludeTax: choices.whole(2) === 0 });
  const variants: VariantId[] = [];
  for (const priceMinor of PRICES)
    variants.push((await shop.inTx((tx) => stockProduct(shop, tx, { name: `Thing ${priceMinor}`, priceMinor, units: 0 }))).variantId);
  const cellar = expectOk(await shop.inTx((tx) => shop.stock.addLocation(tx, { name: 'Cellar' })));
  const places = (await shop.inTx((tx) => shop.stock.locations(tx))).map((place) => place.id);
  const customers: CustomerId[] = [];
  for (const digit of [1, 2, 3])
    customers.push((await shop.inTx((tx) => shop.customers.identify(tx, { phone: `91987650000${digit}`, name: 'Asha' }))).id);
  return {
    shop,
    variants,
    places: [...new Set([...places, cellar.id])],
    customers,
    purchases: [],
    orders: [],
    sold: [],
    delivered: [],
    returns: [],
    events: [],
    serial: 0,
  };
}

/** Mostly among the newest, so that things happen to the same one again. */
export function recent<T>(all: readonly T[], choices: Choices): T | undefined {
  return choices.whole(4) === 0 ? choices.pick(all) : choices.pick(all.slice(-6));
}
