/** What a parcel costs the shop in debits and credits: the courier's charge when it has a way bill, and again for the way back. Pure. */
import type { Posting } from '../books/index.ts';
import type { Shipment } from './shipment.store.ts';

export type FreightKind = 'freight' | 'return_freight';

/** Owed to the courier by the price of its quote. Undefined where nobody said a price. */
export function freightPosting(
  shipment: Pick<Shipment, 'id' | 'orderId' | 'reference' | 'freight'>,
  kind: FreightKind,
): Posting | undefined {
  const { freight } = shipment;
  if (freight === undefined || freight.minor === 0n) return undefined;
  const subject = `shipment:${shipment.id}`;
  return {
    cause: { kind, id: shipment.id },
    description: `${kind === 'freight' ? 'Courier' : 'Courier, back to the shop'}: parcel ${shipment.reference}`,
    currency: freight.currency,
    orderId: shipment.orderId,
    actor: 'system',
    lines: [
      { account: 'shipping_cost', debit: freight.minor, subject },
      { account: 'payable', credit: freight.minor, subject },
    ],
  };
}
