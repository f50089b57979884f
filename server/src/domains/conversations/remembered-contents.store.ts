/** All SQL of message forms that exist at a service. Decides nothing. */
import type { Tx } from '../../foundation/db/database.ts';

export interface ContentKey {
  readonly provider: string;
  readonly account: string;
  readonly shape: string;
}

export async function findContent(tx: Tx, key: ContentKey): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom('remembered_contents')
    .select('content_id')
    .where('merchant_id', '=', tx.merchantId)
    .where('provider', '=', key.provider)
    .where('account', '=', key.account)
    .where('shape', '=', key.shape)
    .executeTakeFirst();
  return row?.content_id;
}

/** A later one takes the place of an earlier one: both exist, and one is enough. */
export async function keepContent(tx: Tx, { provider, account, shape }: ContentKey, contentId: string, at: Date): Promise<void> {
  await tx.db
    .insertInto('remembered_contents')
    .values({ merchant_id: tx.merchantId, provider, account, shape, content_id: contentId, created_at: at })
    .onConflict((conflict) =>
      conflict.columns(['merchant_id', 'provider', 'account', 'shape']).doUpdateSet({ content_id: contentId, created_at: at }),
    )
    .execute();
}

export async function forgetContent(tx: Tx, key: ContentKey): Promise<void> {
  await tx.db
    .deleteFrom('remembered_contents')
    .where('merchant_id', '=', tx.merchantId)
    .where('provider', '=', key.provider)
    .where('account', '=', key.account)
    .where('shape', '=', key.shape)
    .execute();
}
