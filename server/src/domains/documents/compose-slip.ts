/** From an order to its packing slip, in the language of the shop's own people. Pure: the units that are still to leave, or all once they left. */
import { formatMoney, type Money } from '@parley/contract/values/money.ts';
import type { Address } from '../customers/index.ts';
import { localDay } from './document.ts';
import type { PackingSlip } from './packing-slip-content.ts';
import type { Seller } from './seller.ts';

export interface PackedOrder {
  readonly orderNumber: string;
  readonly placedAt: Date;
  readonly deliveryMethod: 'pickup' | 'delivery';
  readonly address?: Address;
  readonly contact?: { readonly name: string; readonly phone: string };
  readonly paymentMethod: 'prepaid' | 'cod';
  readonly paymentStatus: string;
  readonly total: Money;
  readonly note?: string;
  readonly items: readonly {
    readonly name: string;
    readonly options: string;
    readonly sku?: string;
    readonly quantity: number;
    readonly fulfilledQuantity: number;
  }[];
  readonly shipment?: { readonly courierName?: string; readonly awb?: string };
}

export function composeSlip(order: PackedOrder, seller: Seller, buyer: { readonly name?: string; readonly phone?: string }): PackingSlip {
  const { address, contact, shipment } = order;
  const name = address?.name ?? contact?.name ?? buyer.name ?? '';
  const phone = address?.phone ?? contact?.phone ?? buyer.phone;
  const waiting = order.items.filter((item) => item.quantity > item.fulfilledQuantity);
  const unitsOf = (item: PackedOrder['items'][number]): number => item.quantity - (waiting.length > 0 ? item.fulfilledQuantity : 0);
  const isToCollect = order.paymentMethod === 'cod' && order.paymentStatus === 'unpaid';
  return {
    version: 1,
    kind: 'packing_slip',
    language: seller.language,
    country: seller.country,
    order_number: order.orderNumber,
    ordered_on: localDay(order.placedAt, seller.timeZone),
    seller: { name: seller.name, address: [...seller.address], ...(seller.phone === undefined ? {} : { phone: seller.phone }) },
    receiver: {
      name,
      address: address ? linesOf(address) : [],
      ...(phone === undefined || phone === '' ? {} : { phone: `+${phone.replace(/^\+/, '')}` }),
    },
    is_pickup: order.deliveryMethod === 'pickup',
    ...(shipment?.courierName === undefined ? {} : { courier: shipment.courierName }),
    ...(shipment?.awb === undefined ? {} : { awb: shipment.awb }),
    ...(order.note === undefined ? {} : { note: order.note }),
    ...(isToCollect ? { collect: formatMoney(order.total, `${seller.language.split('-')[0]}-${seller.country}`) } : {}),
    lines: (waiting.length > 0 ? waiting : order.items).map((item) => ({
      name: item.name,
      detail: item.options,
      quantity: unitsOf(item),
      ...(item.sku === undefined ? {} : { sku: item.sku }),
    })),
  };
}

function linesOf(address: Address): string[] {
  const place = `${address.city}, ${address.state} ${address.postalCode}`.trim();
  return [address.line1, address.line2, address.landmark, place].filter((line): line is string => Boolean(line?.trim()));
}
