/** A mail to everybody of a shop in one of these roles, in the shop's language. It decides neither when nor about what. */
import type { Language } from '@parley/contract/api/merchants.ts';
import type { Role } from '@parley/contract/values/role.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { loadMerchant } from '../merchant.store.ts';
import { staffIn } from '../staff.store.ts';
import { layMail, spoken } from './compose-mail.ts';
import type { MailText } from './mail-words.ts';
import { type MailDeps, queueMail } from './queue-mail.ts';

/** Who reads it, and the shop it is about. */
export interface MailReader {
  readonly name: string;
  readonly shop: string;
  readonly language: Language;
  readonly timeZone: string;
}

export interface StaffMail {
  readonly roles: readonly Role[];
  /** Where the button leads, below our own address: `/app/print`. */
  readonly path: string;
  readonly words: (reader: MailReader) => MailText;
}

/** How many mails wait to be sent: none where this server sends no mails, or nobody has such a role. */
export async function mailStaff(
  deps: MailDeps & { readonly publicUrl: string },
  tx: Tx,
  { roles, path, words }: StaffMail,
): Promise<number> {
  if (!deps.sendsMail) return 0;
  const people = await staffIn(tx, roles);
  if (people.length === 0) return 0;
  const { name: shop, timeZone, language: spelled } = await loadMerchant(tx);
  const language = spoken(spelled);
  for (const { email, name } of people)
    await queueMail(deps, tx, layMail({ to: email, language, link: deps.publicUrl + path, ...words({ name, shop, language, timeZone }) }));
  return people.length;
}
