/**
 * A stand-in for Twilio: it checks what it is sent, answers in Twilio's words and signs webhooks as Twilio does. Like the true one it
 * resells WhatsApp: the chats and the people's phones lie with WhatsApp's stand-in behind it. It knows nothing of Parley.
 */
import { createFaultSwitch, type FaultSwitch, withFaults } from '../../simulation/fault-switch.ts';
import { createRouter } from '../../simulation/router.ts';
import type { Simulator, SimulatorOptions } from '../../simulation/simulator.port.ts';
import { createUnderWay } from '../../simulation/under-way.ts';
import { createWebhookSender, type WebhookSender } from '../../simulation/webhook-sender.ts';
import type { SimulatedTemplate } from '../whatsapp-cloud/simulator/templates.ts';
import { answerError } from './simulator/answers.ts';
import { twilioRoutes } from './simulator/api.ts';
import { knowTemplate } from './simulator/content-api.ts';
import { accessTokenOf, type Desk, phoneNumberIdOf, readBudget, type WhatsAppBehind } from './simulator/desk.ts';
import { hearWhatsApp } from './simulator/hear-whatsapp.ts';
import { accountKey, ledgerDocument, ledgerFrom, type TwilioAccount } from './simulator/ledger.ts';

export type { WhatsAppBehind } from './simulator/desk.ts';
export type { TwilioAccount } from './simulator/ledger.ts';

export interface TwilioSimulatorOptions extends SimulatorOptions {
  /** Where it is reached, with a path or without. */
  readonly publicUrl: () => string;
  /** WhatsApp's stand-in; it must send its webhooks through `carry` and know the templates in `templates`. */
  readonly behind: () => WhatsAppBehind;
  /** Waits between attempts of one webhook: one retry unless given, as the true one has. */
  readonly webhookRetryMs?: readonly number[];
  /** Questions (not messages) answered in a minute; beyond, `429` with the rest of it to wait. As many as are asked unless given. */
  readonly readsPerMinute?: number;
}

export interface TwilioSimulator extends Simulator {
  register(account: TwilioAccount): void;
  /** The id under which the phone knows an account's number. */
  phoneNumberId(number: string): string;
  /** Messages with whoever has one of these numbers or scoped ids go from the list, as `DELETE Messages/{sid}` would have it. */
  forget(keys: readonly string[], number: string): void;
  /** For WhatsApp's stand-in: takes what is meant for Twilio and passes everything else on. */
  carry(onward: typeof fetch): typeof fetch;
  /** Approved contents; grows. */
  readonly templates: readonly SimulatedTemplate[];
  readonly faults: FaultSwitch;
  /** The last webhooks and what became of them, newest first. */
  readonly deliveries: WebhookSender['deliveries'];
}

const inside = 'http://twilio.invalid';

/** Loads its state first, where it has one. */
export async function createTwilioSimulator(options: TwilioSimulatorOptions): Promise<TwilioSimulator> {
  const { state, random, clock, behind } = options;
  const outward = options.fetch ?? fetch;
  const faults = createFaultSwitch(options.faults);
  const ledger = ledgerFrom(await state?.load());
  const document = { toJSON: () => ledgerDocument(ledger) };
  const desk: Desk = {
    ledger,
    clock,
    random,
    underWay: createUnderWay(),
    rows: new Map(),
    webhooks: createWebhookSender({ fetch: outward, faults, random, clock, retryMs: options.webhookRetryMs ?? [1_000] }),
    behind,
    templates: [],
    fetch: outward,
    publicUrl: () => options.publicUrl().replace(/\/+$/, ''),
    takeRead: readBudget(clock, options.readsPerMinute ?? Number.POSITIVE_INFINITY),
    save: () => state?.save(document),
  };
  for (const content of ledger.contents.values()) knowTemplate(desk, content);
  return {
    fetch: withFaults(
      createRouter(twilioRoutes(desk), () => answerError(404, 20_404, 'The requested resource was not found')),
      {
        faults,
        random,
        refusal: () => answerError(500, 20_500, 'Internal Server Error'),
      },
    ),
    register: (account) => register(desk, account),
    phoneNumberId: (number) => phoneNumberIdOf({ number }),
    forget: (keys, number) => {
      const theirs = new Set(keys.flatMap((key) => [`whatsapp:+${key}`, `whatsapp:${key}`]));
      const ours = `whatsapp:+${number}`;
      for (const { sid, from, to } of ledger.messages.values())
        if ((from === ours && theirs.has(to)) || (to === ours && theirs.has(from))) ledger.messages.delete(sid);
      desk.save();
    },
    carry: (onward) => carrying(desk, onward),
    templates: desk.templates,
    faults,
    deliveries: desk.webhooks.deliveries,
    settled: async () => {
      // What arrives may be answered at once, and the answer goes the whole way again.
      for (let round = 0; round < 2; round += 1) {
        await desk.underWay.settled();
        await behind().settled();
        await desk.webhooks.settled();
      }
    },
    close: async () => {
      await desk.webhooks.close();
      await state?.flush();
    },
  };
}

function register(desk: Desk, account: TwilioAccount): void {
  desk.ledger.accounts.set(accountKey(account.accountSid, account.number), account);
  desk.behind().phone.register({
    phoneNumberId: phoneNumberIdOf(account),
    businessAccountId: `88${account.number}`,
    displayPhone: account.number,
    verifiedName: account.friendlyName,
    accessToken: accessTokenOf(account),
    appSecret: 'between the two stand-ins',
    webhookUrl: `${inside}/${account.accountSid}/${account.number}`,
  });
}

function carrying(desk: Desk, onward: typeof fetch): typeof fetch {
  return async (input, init) => {
    const address = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
    if (!address.startsWith(`${inside}/`)) return onward(input, init);
    const [, accountSid = '', number = ''] = new URL(address).pathname.split('/');
    hearWhatsApp(desk, accountSid, number, JSON.parse(Buffer.from(init?.body as Uint8Array).toString('utf8')));
    return new Response('');
  };
}
