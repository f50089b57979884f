/** Everything the stand-in remembers of its own: accounts, messages, contents. The chats lie with WhatsApp's stand-in behind it. */
import { z } from 'zod';

export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** Digits of the WhatsApp sender. */
  readonly number: string;
  readonly friendlyName: string;
  /** Where messages of customers are posted. */
  readonly webhookUrl: string;
}

const message = z.object({
  sid: z.string(),
  account: z.string(),
  direction: z.enum(['inbound', 'outbound-api']),
  to: z.string(),
  from: z.string(),
  body: z.string(),
  status: z.string(),
  created: z.string(),
  /** When its status last changed. */
  updated: z.string().optional(),
  statusCallback: z.string().optional(),
  /** WhatsApp's own id. */
  wamid: z.string().optional(),
  errorCode: z.number().optional(),
  errorText: z.string().optional(),
  /** Ids of files at WhatsApp's stand-in. */
  media: z.array(z.string()),
  /** Of each of them. */
  mediaTypes: z.array(z.string()).optional(),
});
export type LedgerMessage = z.infer<typeof message>;

const content = z.object({
  sid: z.string(),
  account: z.string(),
  friendlyName: z.string(),
  language: z.string(),
  variables: z.record(z.string(), z.string()),
  types: z.record(z.string(), z.unknown()),
  approved: z.object({ name: z.string(), category: z.string() }).optional(),
});
export type LedgerContent = z.infer<typeof content>;

export interface Ledger {
  readonly accounts: Map<string, TwilioAccount>;
  readonly messages: Map<string, LedgerMessage>;
  readonly contents: Map<string, LedgerContent>;
}

const KEPT = 3_000;
const stored = z.object({ messages: z.array(message), contents: z.array(content) });

/** What cannot be read is forgotten: it is a stand-in's memory. */
export function ledgerFrom(document: unknown): Ledger {
  const parsed = stored.safeParse(document);
  const { messages, contents } = parsed.success ? parsed.data : { messages: [], contents: [] };
  return {
    accounts: new Map(),
    messages: new Map(messages.map((each) => [each.sid, each])),
    contents: new Map(contents.map((each) => [each.sid, each])),
  };
}

export function ledgerDocument({ messages, contents }: Ledger): z.infer<typeof stored> {
  return { messages: [...messages.values()].slice(-KEPT), contents: [...contents.values()] };
}

/** One account may have several numbers. */
export function accountKey(accountSid: string, number: string): string {
  return `${accountSid} ${number}`;
}
