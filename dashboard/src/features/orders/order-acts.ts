/** What staff may do with an order, by its state and their role, apart from the one obvious next step. Pure; the server is the judge. */
import type { OrderAnswer } from '@parley/contract/api/orders.ts';
import { nextStepOf } from '@parley/contract/values/next-step.ts';
import { handling, managing, type Role, selling } from '@parley/contract/values/role.ts';

export const orderActs = [
  'confirm',
  'ship_part',
  'ship',
  'deliver',
  'new_link',
  'book_parcel',
  'cod_remitted',
  'refund',
  'take_back',
  'edit',
  'edit_note',
  'cancel',
  'delete',
] as const;
export type OrderAct = (typeof orderActs)[number];

const sellingOrHandling: readonly Role[] = [...new Set([...selling, ...handling])];
const actRoles: Readonly<Record<OrderAct, readonly Role[]>> = {
  confirm: managing,
  ship_part: sellingOrHandling,
  ship: sellingOrHandling,
  deliver: sellingOrHandling,
  new_link: selling,
  book_parcel: sellingOrHandling,
  cod_remitted: managing,
  refund: managing,
  take_back: selling,
  edit: managing,
  edit_note: managing,
  cancel: selling,
  delete: managing,
};

type Order = Pick<
  OrderAnswer,
  'status' | 'payment_status' | 'payment_method' | 'cod_collected_at' | 'cod_remitted_at' | 'delivery' | 'items'
> & { readonly shipment?: { readonly state: string } | null };

const stuck = ['failed', 'cancelled', 'returned', 'lost'];

function isOpen(order: Order, act: OrderAct): boolean {
  const { status, payment_status: payment, payment_method: method } = order;
  const isSold = status === 'confirmed' || status === 'processing';
  const units = order.items.reduce((sum, item) => sum + item.quantity - item.fulfilled_quantity, 0);
  switch (act) {
    case 'confirm':
      return status === 'pending';
    case 'ship_part':
      return isSold && units > 1;
    case 'ship':
      return isSold;
    case 'deliver':
      return isSold || status === 'shipped';
    case 'new_link':
      return status !== 'cancelled' && payment === 'unpaid' && method === 'prepaid';
    case 'book_parcel':
      return isSold && order.delivery.method === 'delivery' && stuck.includes(order.shipment?.state ?? '');
    case 'cod_remitted':
      return order.cod_collected_at !== null && order.cod_remitted_at === null;
    case 'refund':
      return (status === 'shipped' || status === 'delivered') && (payment === 'paid' || payment === 'partially_refunded');
    case 'take_back':
      return status === 'shipped' || status === 'delivered';
    case 'edit':
    case 'edit_note':
      return isSold || (status === 'pending' && payment === 'unpaid');
    case 'cancel':
      return status === 'pending' || isSold;
    default:
      return (status === 'pending' && payment === 'unpaid') || (status === 'cancelled' && payment === 'unpaid');
  }
}

/** The obvious one first, where this person may do it; what is left, in the order of the menu. */
export function actsFor(order: Order, role: Role): { readonly next: OrderAct | undefined; readonly others: readonly OrderAct[] } {
  const allowed = orderActs.filter((act) => isOpen(order, act) && (role === 'platform_admin' || actRoles[act].includes(role)));
  const step = nextStepOf({ ...order, delivery_method: order.delivery.method, parcel_state: order.shipment?.state });
  const wanted: OrderAct | undefined = step === 'await_payment' ? 'new_link' : (step ?? undefined);
  const next = allowed.find((act) => act === wanted);
  return { next, others: allowed.filter((act) => act !== next) };
}
