/** What the doors and the reading of webhooks need from outside. Types only; app.ts gives them. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Conversations } from '../../domains/conversations/index.ts';
import type { Fulfilment } from '../../domains/fulfilment/index.ts';
import type { Payments } from '../../domains/payments/index.ts';
import type { Database, PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { CourierWebhooks } from '../../providers/couriers/couriers.port.ts';
import type { MessagingWebhooks } from '../../providers/messaging/messaging.port.ts';
import type { GatewayWebhooks } from '../../providers/payments/payments.port.ts';

export type ConnectionKind = 'whatsapp' | 'razorpay' | 'shiprocket';

/** How merchants are found by what a webhook names. Route kinds: `whatsapp.phone_number_id`, `whatsapp.business_account_id`, `whatsapp.verify_token` (SHA-256 as hex), `razorpay.account_id`. */
export interface WebhookMerchants {
  findByRoute(tx: PlatformTx, kind: string, address: string): Promise<MerchantId | undefined>;
  findBySlug(tx: PlatformTx, slug: string): Promise<MerchantId | undefined>;
  /** The fields of the merchant's own connection, opened; undefined when it has none. */
  secretsOf(tx: Tx, kind: ConnectionKind): Promise<Readonly<Record<string, string | undefined>> | undefined>;
  /** Merchants that have connected this service, for payloads that name nobody: the signature then tells whose it is. */
  connectedTo(tx: PlatformTx, kind: ConnectionKind): Promise<readonly MerchantId[]>;
}

export interface WebhookDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly merchants: WebhookMerchants;
  /** The services' own ways of signing and speaking. */
  readonly wires: {
    readonly whatsapp: MessagingWebhooks;
    readonly razorpay: GatewayWebhooks;
    readonly shiprocket: CourierWebhooks;
  };
  readonly conversations: Pick<Conversations, 'fileEvent'>;
  readonly payments: Pick<Payments, 'fileEvent' | 'merchantOf'>;
  readonly fulfilment: Pick<Fulfilment, 'fileTracking' | 'merchantOf'>;
}
