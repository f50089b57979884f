/** What merchants tell the rooms above them, in the transaction in which it happened. */
import type { ConnectionKind } from '@parley/contract/api/connections.ts';

export type MerchantEvent =
  | { readonly name: 'merchant.registered' }
  | { readonly name: 'merchant.changed' }
  | { readonly name: 'connection.changed'; readonly kind: ConnectionKind; readonly connected: boolean };
