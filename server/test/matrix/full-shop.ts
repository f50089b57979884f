/** A shop with something in every room, all of it marked with a word that must never be seen by others, and an id for every kind of address. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { insertPrintJob } from '../builders/print-rows.ts';
import { toPaymentLink } from '../builders/purchase.ts';
import { homeAddress, openShopper } from '../builders/shopper.ts';
import type { Town } from '../builders/town.ts';

export const MARK = 'Zanzibarite';

export interface FullShop {
  readonly merchant: TestMerchant;
  /** A value for a field or a path parameter of this name, where the shop has one. */
  readonly words: (field: string) => unknown;
  /** The id that stands at `:id` of this address; undefined when nobody said which kind it is. */
  readonly idAt: (url: string, parameter: string) => string | undefined;
}

export async function openFullShop(town: Town): Promise<FullShop> {
  const merchant = await openMerchant(town, town.standIns, { name: `${MARK} Stores` });
  const must = async (method: Parameters<TestMerchant['call']>[0], path: string, body?: unknown): Promise<unknown> => {
    const answer = await merchant.call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const { productId, variantId } = await addProduct(merchant, {
    name: `${MARK} coffee`,
    price: '240.00',
    stock: 50,
    category: `${MARK} drinks`,
  });
  const asha = openShopper(town.standIns, merchant.phoneNumberId, { name: `${MARK} Asha`, phone: '919811100011' });
  const link = await toPaymentLink(asha, variantId);
  town.standIns.razorpay.side.pay(link);
  await asha.hears('the confirmation', (message) => /confirmed/i.test(message.text));
  await town.standIns.settled();
  await town.app.worker.drain();
  await must('POST', '/inventory/locations', { name: `${MARK} depot` });
  await must('POST', '/purchases', { supplier: `${MARK} mills`, lines: [{ variant_id: variantId, quantity: 5, unit_cost: '100.00' }] });
  const orders = await must('GET', '/orders?limit=1');
  const orderId = textAt(orders, 'data.0.id');
  await must('POST', `/orders/${orderId}/ship`, {});
  await must('POST', `/orders/${orderId}/deliver`, {});
  await must('POST', '/returns', { order_id: orderId, lines: [{ variant_id: variantId, quantity: 1 }], reason: `${MARK} broke` });
  await openPrintCorner(town, merchant, must, orderId);
  await town.app.worker.drain();
  return {
    merchant,
    ...(await idsOf(town, merchant, { productId, variantId, orderId, phone: String(at(orders, 'data.0.customer.phone')) })),
  };
}

/** A paired agent, its printer, and a job that waits. */
async function openPrintCorner(
  town: Town,
  merchant: TestMerchant,
  must: (method: string, path: string, body?: unknown) => Promise<unknown>,
  orderId: string,
): Promise<void> {
  const pairing = await must('POST', '/print_agents/pairings', {});
  await must('POST', '/print_agents/pair', { code: textAt(pairing, 'data.code'), name: `${MARK} PC` });
  await must('POST', '/print_agents/report', { printers: [{ name: `${MARK} laser`, state: 'ready' }] });
  const sheets = { blob: 'print/none.pdf', sha256: '0', bytes: 1 };
  const row = { orderId, position: 1, sides: 1, ticket: { note: MARK }, rush: false, color: false, pickupCode: MARK, sheets };
  await town.database.inTx(merchant.id as MerchantId, (tx) => insertPrintJob(tx, { ...row, fileName: `${MARK}.pdf` }, town.clock.now()));
}

/** Address → the table its id is of. A new kind of address is one line here, or the matrix fails. */
const kinds: readonly (readonly [pattern: RegExp, table: string])[] = [
  [/\/products\/:id\/images\/:image_id/, 'product_images'],
  [/\/variants\/:variant_id/, 'variants'],
  [/\/products\/imports\//, 'product_imports'],
  [/\/products\//, 'products'],
  [/\/categories\//, 'categories'],
  [/\/inventory\/locations\//, 'locations'],
  [/\/purchases\//, 'purchases'],
  [/\/journal-entries\//, 'journal_entries'],
  [/\/statements\//, 'statement_lines'],
  [/\/conversations\//, 'threads'],
  [/\/orders\//, 'orders'],
  [/\/returns\//, 'returns'],
  [/\/payments\/refunds\//, 'refunds'],
  [/\/payments\//, 'payments'],
  [/\/documents\//, 'documents'],
  [/\/contacts\//, 'customers'],
  [/\/staff\//, 'staff'],
  [/\/auth\/sessions\//, 'staff_sessions'],
  [/\/api-keys\//, 'api_keys'],
  [/\/merchants\//, 'merchants'],
  [/\/(?:pending|failed)-jobs\//, 'jobs'],
  [/\/print_jobs\//, 'print_jobs'],
  [/\/printers\//, 'printers'],
  [/\/print_agents\//, 'print_agents'],
];

async function idsOf(
  town: Town,
  merchant: TestMerchant,
  known: { readonly productId: string; readonly variantId: string; readonly orderId: string; readonly phone: string },
): Promise<Pick<FullShop, 'words' | 'idAt'>> {
  const id = merchant.id as MerchantId;
  const ids = new Map<string, string>([
    ['merchants', merchant.id],
    ['products', known.productId],
    ['variants', known.variantId],
    ['orders', known.orderId],
  ]);
  for (const [, table] of kinds) {
    if (ids.has(table)) continue;
    const found = await town.database.inTx(id, async (tx) => {
      const has = await sql`select 1 from information_schema.columns where table_name = ${table} and column_name = 'id'`.execute(tx.db);
      if (has.rows.length === 0) return undefined;
      const { rows } = await sql<{ id: string }>`select id::text from ${sql.table(table)} where merchant_id = ${id} limit 1`.execute(tx.db);
      return rows[0]?.id;
    });
    // A kind the shop has none of: any id of its form will do.
    ids.set(table, found ?? merchant.id);
  }
  const words: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries([...ids].map(([table, value]) => [`${table.replace(/ies$/, 'y').replace(/s$/, '')}_id`, value])),
    thread_id: ids.get('threads'),
    customer_id: ids.get('customers'),
    location_id: ids.get('locations'),
    account_code: '1000',
    quantity: 1,
    wait_seconds: 0,
    price: '1.00',
    amount: '1.00',
    unit_cost: '1.00',
    phone: known.phone,
    to: known.phone,
    delivery_address: { ...homeAddress },
    month: '2026-10',
    date: '2026-11-20',
    from: '2026-11-01',
    language: 'en',
    name: 'Other',
    text: 'Hello',
  };
  return {
    words: (field) => words[field],
    idAt: (url, parameter) => {
      if (parameter === 'slug') return merchant.slug;
      const upTo = url.slice(0, url.indexOf(`:${parameter}`) + parameter.length + 1);
      const kind = kinds.find(([pattern]) => pattern.test(upTo));
      return kind && ids.get(kind[1]);
    },
  };
}
