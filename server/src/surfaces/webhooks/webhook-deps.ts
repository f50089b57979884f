/** What the doors and the reading of webhooks need from outside. Types only; app.ts gives them. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Conversations } from '../../domains/conversations/index.ts';
import type { Fulfilment } from '../../domains/fulfilment/index.ts';
import type { Merchants } from '../../domains/merchants/index.ts';
import type { Payments } from '../../domains/payments/index.ts';
import type { Database } from '../../foundation/db/database.ts';
import type { CourierWebhooks } from '../../providers/couriers/couriers.port.ts';
import type { AddressedWebhooks, MessagingWebhooks } from '../../providers/messaging/messaging.port.ts';
import type { GatewayName, GatewayWebhooks } from '../../providers/payments/payments.port.ts';

/**
 * How merchants are found by what a webhook names, and what proves it. `connectedTo` is for payloads that name nobody: the signature
 * then tells whose it is.
 */
export type WebhookMerchants = Pick<Merchants, 'findByRoute' | 'findBySlug' | 'secretsOf' | 'connectedTo'>;

export interface WebhookDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Origin under which the services reach us: some sign the address. */
  readonly publicUrl: string;
  readonly merchants: WebhookMerchants;
  /** The services' own ways of signing and speaking. */
  readonly wires: {
    readonly whatsapp: MessagingWebhooks;
    readonly twilio: AddressedWebhooks;
    readonly shiprocket: CourierWebhooks;
  } & Readonly<Record<GatewayName, GatewayWebhooks>>;
  readonly conversations: Pick<Conversations, 'fileEvent'>;
  readonly payments: Pick<Payments, 'fileEvent' | 'merchantOf'>;
  readonly fulfilment: Pick<Fulfilment, 'fileTracking' | 'merchantOf'>;
}
