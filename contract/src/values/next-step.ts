/** What an order waits for staff to do next, from its states alone: the one obvious button. Pure; the server still judges each act. */

export const nextSteps = ['confirm', 'book_parcel', 'ship', 'deliver', 'cod_remitted', 'await_payment'] as const;
/** await_payment: the customer's turn · confirm: cash on delivery that waits for a yes. */
export type NextStep = (typeof nextSteps)[number];

export interface OrderState {
  readonly status: string;
  readonly payment_status: string;
  readonly payment_method: string;
  readonly delivery_method: string;
  readonly cod_collected_at: unknown;
  readonly cod_remitted_at: unknown;
  /** Of the last parcel. */
  readonly parcel_state?: string | null | undefined;
}

const STUCK_PARCELS = new Set(['failed', 'cancelled', 'returned', 'lost']);

/** Null: nothing is left to do. */
export function nextStepOf(order: OrderState): NextStep | null {
  switch (order.status) {
    case 'pending':
      return order.payment_method === 'cod' ? 'confirm' : 'await_payment';
    case 'confirmed':
    case 'processing':
      if (order.delivery_method === 'pickup') return 'deliver';
      return STUCK_PARCELS.has(order.parcel_state ?? '') ? 'book_parcel' : 'ship';
    case 'shipped':
      return 'deliver';
    case 'delivered':
      return order.cod_collected_at !== null && order.cod_remitted_at === null ? 'cod_remitted' : null;
    default:
      return null;
  }
}
