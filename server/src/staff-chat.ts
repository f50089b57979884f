/** How the shop's own number speaks to a member of staff: straight through the service, past the shop's conversations. Part of the composition root. */
import type { Conversations } from './domains/conversations/index.ts';
import type { Customers } from './domains/customers/index.ts';
import type { ChatLine } from './domains/merchants/index.ts';
import type { Database } from './foundation/db/database.ts';
import type { Outside } from './outside.ts';

export interface StaffChatDeps {
  readonly database: Database;
  readonly outside: Pick<Outside, 'anyMessaging'>;
  readonly customers: () => Pick<Customers, 'findByPhone'>;
  readonly conversations: () => Pick<Conversations, 'mayWriteTo'>;
}

export function createStaffChat({ database, outside, customers, conversations }: StaffChatDeps): ChatLine {
  return {
    async mayWriteTo(tx, phone) {
      const known = await customers().findByPhone(tx, phone);
      return known !== undefined && conversations().mayWriteTo(tx, known);
    },
    async send(merchantId, { id, phone, text }) {
      const client = await database.inTx(merchantId, (tx) => outside.anyMessaging(tx));
      if (client === undefined) return true;
      const sent = await client.send({ to: { phone: phone.replace(/\D/g, '') }, content: { kind: 'text', text }, ourId: id });
      // In doubt it may have arrived; the mail is on its way in any case.
      return sent.ok || sent.refusal.retry !== 'later';
    },
  };
}
