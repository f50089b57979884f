/** What staff may do with an order, by its state and their role, and which of it is the obvious next step. Pure. */
import { handling, managing, type Role, selling } from '@parley/contract/values/role.ts';
import type { OrderDetail } from '../../domains/orders/index.ts';

export const orderActs = ['confirm', 'book', 'ship', 'deliver', 'cancel', 'refund'] as const;
export type OrderAct = (typeof orderActs)[number];

const sellingOrHandling: readonly Role[] = [...new Set([...selling, ...handling])];

/** Who may do it, as on the API; `platform_admin` always may. */
export const actRoles: Readonly<Record<OrderAct, readonly Role[]>> = {
  confirm: managing,
  book: sellingOrHandling,
  ship: sellingOrHandling,
  deliver: sellingOrHandling,
  cancel: selling,
  refund: managing,
};

export function mayDo(role: Role, roles: readonly Role[]): boolean {
  return role === 'platform_admin' || roles.includes(role);
}

type OrderState = Pick<OrderDetail, 'status' | 'paymentStatus' | 'deliveryMethod'> & { readonly shipment?: { readonly state: string } };

/** The acts that this state allows, the obvious one as `next`. An unpaid order waits for its customer: nothing is obvious then. */
export function actsFor(order: OrderState): { readonly next: OrderAct | undefined; readonly others: readonly OrderAct[] } {
  const refund: readonly OrderAct[] = order.paymentStatus === 'paid' || order.paymentStatus === 'partially_refunded' ? ['refund'] : [];
  switch (order.status) {
    case 'pending':
      return { next: undefined, others: ['confirm', 'cancel'] };
    case 'confirmed':
    case 'processing':
      // Cancelling gives back in full, so a refund on its own comes after.
      if (order.deliveryMethod === 'pickup') return { next: 'deliver', others: ['cancel'] };
      return order.shipment?.state === 'failed'
        ? { next: 'book', others: ['ship', 'deliver', 'cancel'] }
        : { next: 'ship', others: ['deliver', 'cancel'] };
    case 'shipped':
      return { next: 'deliver', others: refund };
    default:
      return { next: undefined, others: order.status === 'delivered' ? refund : [] };
  }
}

export function isAllowed(order: OrderState, act: OrderAct): boolean {
  const { next, others } = actsFor(order);
  return act === next || others.includes(act);
}
