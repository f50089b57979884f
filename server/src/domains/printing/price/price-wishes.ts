/** What files cost as they are wanted: their page counts, the merchant's price list, the shop's taxes. Reads only. */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { filesByIds } from '../files/print-file.store.ts';
import type { PrintPrice, PrintWish } from '../printing.ts';
import type { PrintingDeps } from '../printing-deps.ts';
import { settingsOf } from '../settings.store.ts';
import { type PrintWork, priceFiles } from './price.ts';
import { readPriceList, taxRateOf } from './read-price-list.ts';

const MOST_FILES = 10;

export interface PricedWishes {
  readonly price: PrintPrice;
  readonly work: readonly PrintWork[];
}

/** Refuses `print.not_offered`, `print.too_large`, `print.file_not_ready`, `print.paper_not_offered`, `print.pages_invalid`. */
export async function priceWishes(
  deps: Pick<PrintingDeps, 'catalog' | 'orders'>,
  tx: Tx,
  wishes: readonly PrintWish[],
  options: { readonly rush: boolean },
): Promise<Result<PricedWishes>> {
  const settings = await settingsOf(tx);
  if (!settings.enabled) return refuse('print.not_offered');
  if (wishes.length === 0) return refuse('print.file_not_ready');
  if (wishes.length > MOST_FILES) return refuse('print.too_large');
  const files = await filesByIds(
    tx,
    wishes.map((wish) => wish.fileId),
  );
  const toPrice = wishes.flatMap(({ fileId, ticket }) => {
    const file = files.get(fileId);
    return file?.state === 'ready' && file.pages !== undefined ? [{ pages: file.pages, ticket }] : [];
  });
  if (toPrice.length < wishes.length) return refuse('print.file_not_ready');
  const priced = priceFiles(readPriceList(settings, await deps.catalog.currency(tx)), toPrice, options);
  if ('problem' in priced)
    return refuse(`print.${priced.problem}`, { details: [{ field: `files.${priced.file}`, message: 'Not possible.' }] });
  const taxed = await deps.orders.priceOf(
    tx,
    priced.lines.map(({ quantity, unitPrice }) => ({ quantity, unitPrice, taxRateBp: taxRateOf(settings) })),
  );
  return ok({
    work: priced.work,
    price: {
      lines: priced.lines,
      ...(taxed.isTaxAdded && taxed.tax.minor > 0n ? { tax: taxed.tax } : {}),
      total: taxed.total,
      sheets: priced.work.reduce((count, each) => count + each.sheets, 0),
      printedSides: priced.work.reduce((count, each) => count + each.printedSides, 0),
    },
  });
}
