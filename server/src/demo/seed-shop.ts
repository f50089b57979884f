/**
 * Opens a demo shop through the domains' own verbs, as a merchant would: account, connections, categories, products with pictures and
 * opening stock. Cut off halfway it goes on at the next start; a shop that is whole is left alone.
 */
import type { ConnectionFields } from '@parley/contract/api/connections.ts';
import { printSettings } from '@parley/contract/api/printing.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { type Money, parseMoney } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import type { Catalog, KeptImage, ProductInput } from '../domains/catalog/index.ts';
import type { Merchants } from '../domains/merchants/index.ts';
import type { Printing } from '../domains/printing/index.ts';
import type { Storefronts } from '../domains/storefronts/index.ts';
import type { Database } from '../foundation/db/database.ts';
import type { DemoProduct, DemoShop } from './demo-shop.ts';
import { renderLogo } from './pictures/logos.ts';
import { rasterise, renderPictureBytes } from './pictures/render-picture.ts';

export interface SeedDeps {
  readonly database: Database;
  readonly merchants: Merchants;
  readonly catalog: Catalog;
  readonly printing: Pick<Printing, 'isSetUp' | 'changeSettings'>;
  readonly storefronts: Storefronts;
}

/** Public on purpose: it opens shops on this machine's sandbox only. */
export const demoPassword = 'parley-demo-shop';

const PICTURE_PX = 1024;
const LOGO_PX = 512;

export async function seedShop(deps: SeedDeps, shop: DemoShop, connections: Partial<ConnectionFields>): Promise<MerchantId> {
  const merchantId =
    (await deps.database.inPlatformTx((tx) => deps.merchants.findBySlug(tx, shop.merchant.slug))) ?? (await register(deps, shop));
  await connectMissing(deps, merchantId, connections);
  await dress(deps, merchantId, shop);
  const known = await knownProducts(deps, merchantId);
  await openPrinting(deps, merchantId, shop);
  for (const product of shop.products) if (!known.has(product.key)) await addProduct(deps, merchantId, shop, product);
  return merchantId;
}

async function register(deps: SeedDeps, { merchant }: DemoShop): Promise<MerchantId> {
  const { name, email, phone, slug, country, currency, timeZone, language } = merchant;
  const signedUp = expectOk(
    await deps.merchants.signUp({
      name,
      email,
      phone,
      whatsapp_number: phone,
      password: demoPassword,
      subdomain: slug,
      country,
      currency,
      timezone: timeZone,
      language,
    } as Parameters<Merchants['signUp']>[0]),
  );
  return signedUp.registered.merchantId;
}

async function connectMissing(deps: SeedDeps, merchantId: MerchantId, connections: Partial<ConnectionFields>): Promise<void> {
  const caller = { actor: { kind: 'system' as const } };
  await deps.database.inTx(merchantId, async (tx) => {
    for (const view of await deps.merchants.connections(tx)) {
      const fields = connections[view.kind];
      if (view.state === 'missing' && fields) expectOk(await deps.merchants.connect(tx, view.kind, fields, caller));
    }
  });
}

/** Colours, a line about the shop and its logo; a shop that has a logo was dressed before, and may have changed since. */
async function dress(deps: SeedDeps, merchantId: MerchantId, { merchant }: DemoShop): Promise<void> {
  const caller = { actor: { kind: 'system' as const } };
  const before = await deps.database.inTx(merchantId, (tx) => deps.storefronts.storefront(tx));
  if (before.logo !== undefined) return;
  const picture = await rasterise(renderLogo(merchant.logo), LOGO_PX, 'png');
  const logo = expectOk(await deps.storefronts.keepLogo(picture.bytes));
  const { line1, city, state } = merchant.pickupAddress;
  await deps.database.inTx(merchantId, async (tx) => {
    const change = {
      primary_color: merchant.colours.primary.toLowerCase(),
      tagline: merchant.tagline,
      contact: `${merchant.name}\n${line1}\n${city}, ${state} ${merchant.pickupPostcode}`,
    };
    expectOk(await deps.storefronts.change(tx, change, caller));
    expectOk(await deps.storefronts.showLogo(tx, logo, caller));
  });
}

async function openPrinting({ database, printing }: SeedDeps, merchantId: MerchantId, shop: DemoShop): Promise<void> {
  const wanted = shop.printing;
  if (!wanted) return;
  const settings = printSettings.parse({
    bw: { price: wanted.blackAndWhitePagePrice, breaks: [wanted.manyPages] },
    color: { price: wanted.colourPagePrice },
    papers: wanted.papers,
    two_sided_percent: wanted.twoSidedPercent,
    rush: { offered: true, price: wanted.rushPrice },
  });
  await database.inTx(merchantId, async (tx) => {
    // What the owner of the demo changed stays.
    if (!(await printing.isSetUp(tx))) expectOk(await printing.changeSettings(tx, settings, { kind: 'system' }));
  });
}

async function knownProducts(deps: SeedDeps, merchantId: MerchantId): Promise<ReadonlySet<string>> {
  const { items } = await deps.database.inTx(merchantId, (tx) => deps.catalog.products(tx, { page: 1, limit: 100 }));
  return new Set(items.flatMap((item) => (item.externalId === undefined ? [] : [item.externalId])));
}

async function addProduct(deps: SeedDeps, merchantId: MerchantId, shop: DemoShop, product: DemoProduct): Promise<void> {
  const picture = await renderPictureBytes(product.picture, PICTURE_PX, 'png');
  const kept: KeptImage = expectOk(await deps.catalog.keepImage(picture.bytes));
  const amount = (text: string): Money => {
    const read = parseMoney(text, shop.merchant.currency);
    if (!read) throw new Error(`${product.key} has no readable price: ${text}`);
    return read;
  };
  const nameOf = (key: string | undefined): string => shop.categories.find((each) => each.key === key)?.name ?? '';
  await deps.database.inTx(merchantId, async (tx) => {
    const subcategory = nameOf(product.subcategoryKey);
    const categoryId = expectOk(
      await deps.catalog.categoryByName(tx, { name: nameOf(product.categoryKey), ...(subcategory ? { subcategory } : {}) }),
    );
    const created = expectOk(
      await deps.catalog.createProduct(tx, {
        name: product.name,
        description: product.description,
        categoryId,
        price: amount(product.variants[0]?.price ?? ''),
        externalId: product.key,
        isPriority: product.isPriority,
        weightGrams: product.weightGrams,
        barcode: product.barcode,
        hsnCode: product.hsnCode,
        ...variantsOf(product, amount),
      }),
    );
    expectOk(await deps.catalog.attachImage(tx, created.id, kept));
  });
}

/** A product without a choice carries sku and stock itself. */
function variantsOf(
  product: DemoProduct,
  amount: (text: string) => Money,
): Pick<ProductInput, 'optionNames' | 'variants' | 'sku' | 'stock'> {
  const stockOf = (variant: DemoProduct['variants'][number]) => ({ quantity: variant.stockQuantity, unitCost: amount(variant.costPrice) });
  const [only] = product.variants;
  if (product.optionNames.length === 0 && only) return { sku: only.sku, stock: stockOf(only) };
  const variants = product.variants.map((variant) => ({
    optionValues: variant.optionValues,
    price: amount(variant.price),
    sku: variant.sku,
    stock: stockOf(variant),
  }));
  return { optionNames: product.optionNames, variants };
}
