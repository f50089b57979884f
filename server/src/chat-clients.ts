/** Who speaks for a merchant in chats: WhatsApp's own connection, or the one by way of Twilio. Part of the composition root. */
import type { ConnectionFields } from '@parley/contract/api/connections.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Services } from './config.ts';
import { type ContentKey, findContent, forgetContent, keepContent } from './domains/conversations/index.ts';
import type { Database } from './foundation/db/database.ts';
import type { MessagingClient } from './providers/messaging/messaging.port.ts';
import { createTwilioClient } from './providers/messaging/twilio/client.ts';
import type { ContentMemory } from './providers/messaging/twilio/content-book.ts';
import { ourIdParameter } from './providers/messaging/twilio/form-fields.ts';
import { createWhatsAppCloudClient } from './providers/messaging/whatsapp-cloud/client.ts';
import type { SentFiles } from './sent-files.ts';

/** Where Twilio lives when the operator says nothing. Typing is shown at an address that nobody needs to move. */
export const twilioAddresses = {
  api: 'https://api.twilio.com',
  content: 'https://content.twilio.com',
  messaging: 'https://messaging.twilio.com',
} as const;

export interface ChatClientsDeps {
  readonly services: Services;
  readonly addressOf: (service: 'whatsapp' | 'twilio') => string;
  readonly database: Database;
  readonly clock: Clock;
  readonly sentFiles: SentFiles;
  readonly publicUrl: string;
}

export interface ChatClients {
  whatsapp(fields: ConnectionFields['whatsapp']): MessagingClient;
  twilio(fields: ConnectionFields['twilio'], merchantId: MerchantId): MessagingClient;
}

export function createChatClients({ services, addressOf, database, clock, sentFiles, publicUrl }: ChatClientsDeps): ChatClients {
  const isElsewhere = (api: string): boolean => api !== twilioAddresses.api;
  return {
    whatsapp: (fields) =>
      createWhatsAppCloudClient({
        baseUrl: addressOf('whatsapp'),
        version: services.whatsappVersion,
        fetch,
        clock,
        credentials: {
          accessToken: fields.access_token,
          phoneNumberId: fields.phone_number_id,
          businessAccountId: fields.business_account_id,
          appSecret: fields.app_secret,
        },
      }),
    twilio(fields, merchantId) {
      const api = addressOf('twilio');
      return createTwilioClient({
        baseUrl: api,
        contentUrl: services.twilioContent ?? (isElsewhere(api) ? api : twilioAddresses.content),
        messagingUrl: isElsewhere(api) ? api : twilioAddresses.messaging,
        fetch,
        clock,
        credentials: {
          accountSid: fields.account_sid,
          authToken: fields.auth_token,
          number: fields.whatsapp_number.replace(/\D/g, ''),
          ...(fields.messaging_service_sid === undefined ? {} : { messagingServiceSid: fields.messaging_service_sid }),
        },
        statusCallback: (ourId) => `${publicUrl}/webhooks/twilio?${ourIdParameter}=${encodeURIComponent(ourId)}`,
        files: sentFiles.of(merchantId),
        contents: memoryOf(database, clock, merchantId, fields.account_sid),
      });
    },
  };
}

function memoryOf(database: Database, clock: Clock, merchantId: MerchantId, account: string): ContentMemory {
  const keyOf = (shape: string): ContentKey => ({ provider: 'twilio', account, shape });
  return {
    find: (shape) => database.inTx(merchantId, (tx) => findContent(tx, keyOf(shape))),
    keep: (shape, sid) => database.inTx(merchantId, (tx) => keepContent(tx, keyOf(shape), sid, clock.now())),
    forget: (shape) => database.inTx(merchantId, (tx) => forgetContent(tx, keyOf(shape))),
  };
}
