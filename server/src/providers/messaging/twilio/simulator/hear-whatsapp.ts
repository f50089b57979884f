/** What WhatsApp's stand-in tells about a number that Twilio serves → Twilio's own webhooks, in its words and under its signature. */
import { z } from 'zod';
import { accountOf, type Desk, newSid, post, tellStatus } from './desk.ts';
import type { LedgerMessage, TwilioAccount } from './ledger.ts';
import { mediaSid } from './media.ts';
import { type FormFields, formOf } from './person-form.ts';
import { theirCode } from './send-message.ts';

const payload = z.looseObject({
  entry: z.array(
    z.looseObject({
      changes: z.array(
        z.looseObject({
          value: z.looseObject({
            contacts: z
              .array(z.looseObject({ profile: z.looseObject({ name: z.string() }), wa_id: z.string().optional(), user_id: z.string() }))
              .optional(),
            messages: z.array(z.looseObject({ id: z.string(), type: z.string() })).optional(),
            statuses: z
              .array(
                z.looseObject({
                  id: z.string(),
                  status: z.string(),
                  biz_opaque_callback_data: z.string().optional(),
                  errors: z.array(z.looseObject({ code: z.number(), title: z.string().optional() })).optional(),
                }),
              )
              .optional(),
          }),
        }),
      ),
    }),
  ),
});

type Value = z.infer<typeof payload>['entry'][number]['changes'][number]['value'];

/** Body of a webhook of WhatsApp's stand-in for this account's number. */
export function hearWhatsApp(desk: Desk, accountSid: string, number: string, json: unknown): void {
  const account = accountOf(desk, accountSid, number);
  const parsed = payload.safeParse(json);
  if (!account || !parsed.success) return;
  for (const { changes } of parsed.data.entry)
    for (const { value } of changes) {
      for (const message of value.messages ?? []) hearMessage(desk, account, value, message);
      for (const status of value.statuses ?? []) hearStatus(desk, status);
    }
}

function hearStatus(desk: Desk, status: NonNullable<Value['statuses']>[number]): void {
  const message = desk.ledger.messages.get(status.biz_opaque_callback_data ?? '');
  if (!message) return;
  const [error] = status.errors ?? [];
  if (status.status !== 'failed') return tellStatus(desk, message, status.status);
  tellStatus(desk, message, 'undelivered', { code: theirCode(error?.code), text: error?.title ?? 'Channel could not deliver it' });
}

function hearMessage(desk: Desk, account: TwilioAccount, value: Value, message: NonNullable<Value['messages']>[number]): void {
  const form = formOf(message);
  const contact = value.contacts?.[0];
  // A reaction, an edit, a changed number: they tell nobody.
  if (form === undefined || contact === undefined) return;
  const isFile = form.mediaId !== undefined;
  const from = contact.wa_id === undefined ? `whatsapp:${contact.user_id}` : `whatsapp:+${contact.wa_id}`;
  const filed: LedgerMessage = {
    sid: newSid(desk, isFile ? 'MM' : 'SM'),
    account: account.accountSid,
    direction: 'inbound',
    to: `whatsapp:+${account.number}`,
    from,
    body: form.fields['Body'] ?? '',
    status: 'received',
    created: desk.clock.now().toISOString(),
    wamid: message.id,
    media: form.mediaId === undefined ? [] : [form.mediaId],
    ...(form.mimeType === undefined ? {} : { mediaTypes: [form.mimeType] }),
  };
  desk.ledger.messages.set(filed.sid, filed);
  desk.save();
  const fields = {
    SmsMessageSid: filed.sid,
    NumMedia: String(filed.media.length),
    ProfileName: contact.profile.name,
    ...(contact.wa_id === undefined ? {} : { WaId: contact.wa_id }),
    ExternalUserId: `whatsapp:${contact.user_id}`,
    SmsSid: filed.sid,
    SmsStatus: 'received',
    ReferralNumMedia: '0',
    NumSegments: '1',
    To: filed.to,
    From: from,
    MessageSid: filed.sid,
    AccountSid: account.accountSid,
    ApiVersion: '2010-04-01',
    ...repliedTo(desk, message),
    ...mediaFields(desk, account, filed, form),
    ...form.fields,
  };
  post(desk, account, account.webhookUrl, fields, `message ${form.fields['MessageType'] ?? ''}`);
}

function mediaFields(
  desk: Desk,
  account: TwilioAccount,
  { sid }: LedgerMessage,
  { mediaId, mimeType }: FormFields,
): Readonly<Record<string, string>> {
  if (mediaId === undefined) return {};
  const url = `${desk.publicUrl()}/2010-04-01/Accounts/${account.accountSid}/Messages/${sid}/Media/${mediaSid(mediaId)}`;
  return { MediaUrl0: url, MediaContentType0: mimeType ?? 'application/octet-stream' };
}

function repliedTo({ ledger }: Desk, message: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const context = z.looseObject({ id: z.string() }).safeParse(message['context']);
  const quoted = context.success ? [...ledger.messages.values()].find((each) => each.wamid === context.data.id) : undefined;
  return quoted ? { OriginalRepliedMessageSid: quoted.sid, OriginalRepliedMessageSender: quoted.from } : {};
}
