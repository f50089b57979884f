/** Writes the whole catalogue as a CSV file, page by page, so that its size is nobody's memory. What it writes, an import takes for unchanged. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { productColumns } from '@parley/contract/api/product-csv.ts';
import type { MerchantId, ProductId, VariantId } from '@parley/contract/values/id.ts';
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import { percentOf } from '@parley/contract/values/percent.ts';
import { csvLine } from '../../../foundation/csv/csv.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { pictureUrl } from '../product-answer.ts';
import { type ExportedProduct, productsToExport } from './export.store.ts';
import type { ImportsDeps } from './imports-deps.ts';

const PAGE = 250;

type Deps = Pick<ImportsDeps, 'database' | 'stock' | 'publicUrl'>;

/** Text in pieces; a row a variant, those of one product behind each other. */
export async function* exportProducts(deps: Deps, merchantId: MerchantId): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(productColumns)}`;
  let after: ProductId | undefined;
  for (;;) {
    const { products, stock } = await deps.database.inTx(merchantId, (tx) => readPage(deps, tx, after));
    const last = products.at(-1);
    if (!last) return;
    after = last.id;
    yield products
      .flatMap((product) => rowsOf(product, stock, deps.publicUrl))
      .map(csvLine)
      .join('');
    if (products.length < PAGE) return;
    await nextTurn();
  }
}

interface Worth {
  readonly onHand: number;
  readonly valueMinor: bigint;
  readonly free: number;
}

async function readPage({ stock }: Deps, tx: Tx, after: ProductId | undefined) {
  const products = await productsToExport(tx, after, PAGE);
  const counted = products.flatMap((product) => product.variants.filter((each) => each.tracked).map((each) => each.id));
  const free = await stock.available(tx, counted);
  const worth = new Map<VariantId, Worth>();
  for (const level of await stock.levels(tx, counted)) {
    const before = worth.get(level.variantId);
    worth.set(level.variantId, {
      onHand: (before?.onHand ?? 0) + level.onHand,
      valueMinor: (before?.valueMinor ?? 0n) + level.valueMinor,
      free: free.get(level.variantId) ?? 0,
    });
  }
  return { products, stock: worth };
}

function rowsOf(product: ExportedProduct, stock: ReadonlyMap<VariantId, Worth>, publicUrl: string): string[][] {
  const { currency, option_names: names } = product;
  const decimal = (minor: bigint) => moneyToDecimal({ minor, currency });
  return product.variants.map((variant) => {
    const worth = variant.tracked ? (stock.get(variant.id) ?? { onHand: 0, valueMinor: 0n, free: 0 }) : undefined;
    const grams = variant.weight ?? product.weight_grams;
    const option = (at: number) => [names[at] ?? '', names[at] === undefined ? '' : (variant.options[at] ?? '')];
    return [
      // Without one of the merchant's, ours: an import knows both.
      product.external_id ?? product.id,
      product.name,
      product.description,
      decimal(BigInt(variant.price)),
      product.parent_category ?? product.category,
      product.parent_category === null ? '' : product.category,
      product.image_blob === null ? '' : pictureUrl(publicUrl, product.image_blob),
      `${worth ? worth.free > 0 : variant.in_stock}`,
      `${product.is_priority}`,
      grams === null ? '' : `${grams / 1_000}`,
      product.barcode ?? '',
      product.supplier_id ?? '',
      variant.sku ?? '',
      worth ? `${worth.onHand}` : '',
      worth && worth.onHand > 0 ? decimal(rounded(worth.valueMinor, worth.onHand)) : '',
      ...option(0),
      ...option(1),
      ...option(2),
      product.state,
      product.hsn_code ?? '',
      product.tax_rate_bp === null ? '' : percentOf(product.tax_rate_bp),
    ];
  });
}

/** What one unit cost on average, half up. */
function rounded(valueMinor: bigint, units: number): bigint {
  return (valueMinor * 2n + BigInt(units)) / (BigInt(units) * 2n);
}
