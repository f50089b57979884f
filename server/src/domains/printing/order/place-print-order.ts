/** Turns priced wishes into an order with its payment link, and its jobs, which wait until it is paid. */
import type { Language } from '@parley/contract/api/merchants.ts';
import type { CustomerId, OrderId, ThreadId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import { after, dayMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { holdFiles } from '../files/print-file.store.ts';
import { priceWishes } from '../price/price-wishes.ts';
import { taxRateOf } from '../price/read-price-list.ts';
import type { PriceLine, PrintWish } from '../printing.ts';
import type { PrintingDeps } from '../printing-deps.ts';
import { readSettings, saveProduct } from '../settings.store.ts';
import { insertJobs, isCodeTaken } from './job.store.ts';
import { newPickupCode } from './pickup-code.ts';
import { optionValuesOf, printProduct, saidOf } from './sold-lines.ts';

export interface PlacePrint {
  readonly customerId: CustomerId;
  readonly threadId: ThreadId;
  readonly wishes: readonly PrintWish[];
  readonly rush: boolean;
  readonly expectedTotal: Money;
  /** The customer's: what the lines of the order are called. */
  readonly language: Language;
}

export interface PlacedPrint {
  readonly orderId: OrderId;
  readonly orderNumber: string;
  readonly pickupCode: string;
}

/** A code is not used again so soon: its printout may still lie on the counter. */
const CODE_REST_MS = 30 * dayMs;

/** Refuses like pricing, and `order.price_changed`, `connection.missing`. */
export async function placePrintOrder(deps: PrintingDeps, tx: Tx, input: PlacePrint): Promise<Result<PlacedPrint>> {
  return tx.attempt(async () => {
    await holdFiles(
      tx,
      input.wishes.map((wish) => wish.fileId),
    );
    const priced = await priceWishes(deps, tx, input.wishes, { rush: input.rush });
    if (!priced.ok) return priced;
    const { price, work } = priced.value;
    const { customerId, threadId, expectedTotal, language } = input;
    const variantIds = await variantsFor(deps, tx, price.lines);
    const placed = await deps.orders.placeFor(tx, {
      customerId,
      lines: price.lines.flatMap((line, index) => {
        const variantId = variantIds[index];
        const { quantity, unitPrice } = line;
        return variantId === undefined ? [] : [{ variantId, quantity, unitPrice, said: saidOf(line, language) }];
      }),
      deliveryMethod: 'pickup',
      chat: { threadId },
      expectedTotal,
      isService: true,
      actor: `customer:${customerId}`,
    });
    if (!placed.ok) return placed;
    const { id: orderId, orderNumber } = placed.value;
    const pickupCode = await freeCode(deps, tx);
    const jobs = input.wishes.flatMap(({ fileId, ticket }, index) => {
      const done = work[index];
      return done ? [{ ...done, orderId, fileId, ticket, isRush: input.rush, pickupCode }] : [];
    });
    await insertJobs(tx, jobs, deps.clock.now());
    return ok({ orderId, orderNumber, pickupCode });
  });
}

async function variantsFor(deps: PrintingDeps, tx: Tx, lines: readonly PriceLine[]) {
  const stored = await readSettings(tx);
  if (!stored) throw new Error('a shop without print settings priced a print');
  const { settings, productId } = stored;
  const taxRateBp = taxRateOf(settings);
  const language = await deps.shopLanguage(tx);
  const { id, variantIds } = await deps.catalog.ensureHiddenProduct(tx, {
    ...printProduct(language),
    wanted: lines.map((line) => optionValuesOf(line, language)),
    ...(productId === undefined ? {} : { id: productId }),
    ...(taxRateBp === undefined ? {} : { taxRateBp }),
  });
  if (id !== productId) await saveProduct(tx, id);
  return variantIds;
}

async function freeCode(deps: Pick<PrintingDeps, 'clock'>, tx: Tx): Promise<string> {
  for (;;) {
    const code = newPickupCode();
    if (!(await isCodeTaken(tx, code, after(deps.clock.now(), -CODE_REST_MS)))) return code;
  }
}
