/** A merchant that prints, and the steps that customers of it take in the chat. */
import { existsSync, readdirSync } from 'node:fs';
import { printSettings } from '@parley/contract/api/printing.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import type { z } from 'zod';
import type { Tx } from '../../src/foundation/db/database.ts';
import { openMerchant } from './merchant.ts';
import { linkIdOf } from './purchase.ts';
import { type Heard, openShopper, type Shopper } from './shopper.ts';
import type { Town } from './town.ts';

export type PrintShop = Awaited<ReturnType<typeof openPrintShop>>;

/** Making pages takes a process of its own. */
const SLOW = 40_000;

export const offers =
  (id: string) =>
  (message: Heard): boolean =>
    message.ids.includes(id);

export async function openPrintShop(town: Town, settings: z.input<typeof printSettings> = {}) {
  const merchant = await openMerchant(town, town.standIns, { name: 'Paper & Ink' });
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => town.database.inTx(merchant.id as MerchantId, work);
  const change = (wanted: z.input<typeof printSettings>) =>
    inTx(async (tx) => void expectOk(await town.app.printing.changeSettings(tx, printSettings.parse(wanted), { kind: 'system' })));
  await change(settings);
  let count = 0;
  return {
    merchant,
    inTx,
    change,
    someone(): Shopper {
      count += 1;
      return openShopper(town.standIns, merchant.phoneNumberId, {
        phone: `91987651${merchant.phoneNumberId.slice(-2)}${String(count).padStart(2, '0')}`,
      });
    },
    jobs: () => inTx((tx) => tx.db.selectFrom('print_jobs').selectAll().orderBy('id').execute()),
    files: (name: string) => inTx((tx) => tx.db.selectFrom('print_files').selectAll().where('name', '=', name).orderBy('id').execute()),
    /** To the open payment link. */
    async place(shopper: Shopper): Promise<string> {
      shopper.mark();
      shopper.press('print.pay');
      const asked = await shopper.hears('the payment link', (message) => message.urls.length > 0, SLOW);
      return linkIdOf(asked.urls[0] ?? '');
    },
    /** Pays, and answers the pickup code that is told. */
    async pay(shopper: Shopper): Promise<string> {
      const link = await this.place(shopper);
      expectOk(town.standIns.razorpay.side.pay(link));
      const paid = await shopper.hears('the pickup code', (message) => /pickup code: [A-Z0-9]{5}/.test(message.text), SLOW);
      return /pickup code: ([A-Z0-9]{5})/.exec(paid.text)?.[1] ?? '';
    },
  };
}

export function sendFile(shopper: Shopper, bytes: Uint8Array, filename: string, mimeType = 'application/pdf'): void {
  shopper.mark();
  shopper.act({ kind: 'media', type: 'document', bytes, mimeType, filename });
}

export async function press(shopper: Shopper, id: string, what: string, isIt: (message: Heard) => boolean): Promise<Heard> {
  shopper.mark();
  shopper.press(id);
  return shopper.hears(what, isIt, SLOW);
}

/** Sends it, and says how it shall be printed; answers the order as it is shown. */
export async function toSummary(
  shopper: Shopper,
  file: { readonly bytes: Uint8Array; readonly name: string },
  wanted: { readonly mode: 'bw' | 'color'; readonly copies: number },
): Promise<Heard> {
  sendFile(shopper, file.bytes, file.name);
  await shopper.hears('how to print it', offers('print.bw'), SLOW);
  await press(shopper, `print.${wanted.mode}`, 'the question for copies', offers('copies:2'));
  return press(shopper, `copies:${wanted.copies}`, 'the order with its price', offers('print.pay'));
}

/** Keys of the files that customers sent and of what was made of them. */
export function keptBlobs(town: Town): readonly string[] {
  const root = `${town.dataDir}/files/files`;
  if (!existsSync(root)) return [];
  const all = readdirSync(root, { recursive: true, withFileTypes: true });
  return all
    .filter((each) => each.isFile())
    .map((each) => `${each.parentPath.slice(root.length + 1)}/${each.name}`)
    .filter((key) => /^(?:inbound|print)\//.test(key))
    .toSorted();
}
