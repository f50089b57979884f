/** Canary: stock must not know orders, and not its insides either. */
import type { Forbidden } from '../orders/order.ts';
import type { Client } from '../../providers/payments/client.ts';

export interface Stock {
  readonly a: Forbidden;
  readonly b: Client;
}
