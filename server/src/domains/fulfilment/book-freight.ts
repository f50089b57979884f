/** Says to the books what the courier charges for a parcel, once for each way. */
import type { Tx } from '../../foundation/db/database.ts';
import type { Books } from '../books/index.ts';
import { type FreightKind, freightPosting } from './fulfilment-postings.ts';
import type { Shipment } from './shipment.store.ts';

export async function bookFreight(
  deps: { readonly books: Pick<Books, 'post'> },
  tx: Tx,
  shipment: Shipment,
  kind: FreightKind,
): Promise<void> {
  const posting = freightPosting(shipment, kind);
  if (posting) await deps.books.post(tx, posting);
}
