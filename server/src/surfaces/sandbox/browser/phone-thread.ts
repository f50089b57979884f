/** One open chat: its head, its log and its composer, each given what it may do. */
import { avatar, h, iconButton, refill } from './dom.ts';
import { api, type BusinessCard, type ChatAct, type MediaAct, type PhonePerson } from './phone-api.ts';
import { chooseContact, choosePlace, showList, showMenu } from './phone-choices.ts';
import { type Composer, createComposer } from './phone-composer.ts';
import { type ChatLog, createLog } from './phone-log.ts';
import type { BubbleDeeds } from './phone-parts.ts';
import { openPage, type Sheets, showPicture } from './phone-sheets.ts';
import { showProducts } from './phone-shop.ts';
import { createOutbox, createSync } from './phone-sync.ts';
import { phoneWords, type Voice } from './phone-text.ts';
import { summary } from './phone-wire.ts';

export interface ThreadInput {
  readonly person: PhonePerson;
  readonly business: BusinessCard;
  readonly sheets: Sheets;
  readonly back: () => void;
  readonly settings: () => void;
  readonly toChat: (phone: string, text: string) => void;
}

export interface Thread {
  readonly element: HTMLElement;
  readonly phoneNumberId: string;
  refresh(): Promise<void>;
  begin(text: string): void;
  focus(): void;
  close(): void;
}

type Act = (words: string, act: ChatAct) => void;

const PROMISE = 'A stand-in of WhatsApp. Messages leave this phone as signed webhooks and never leave this machine.';

export function openThread(input: ThreadInput): Thread {
  const { person, business, sheets } = input;
  const voice: Voice = { language: person.language, timeZone: person.timeZone };
  const sync = createSync(person.id, business.phoneNumberId, ({ bubbles, typing }) => {
    log.apply(bubbles, typing);
    refill(status, typing ? h('em', {}, 'typing…') : business.about);
    chips.hidden = log.all().some((each) => each.from === 'person');
  });
  const outbox = createOutbox(voice, sync, (rows) => {
    log.pending(rows);
    if (rows.length > 0) log.toEnd();
  });
  const act: Act = (words, given) =>
    outbox.attempt(words, async () => (await api.act(person.id, business.phoneNumberId, given, sync.seq())).chat);
  const send = (media: MediaAct): void =>
    outbox.attempt(media.filename ?? 'Voice message', async () => {
      await api.send(person.id, business.phoneNumberId, media);
      return undefined;
    });
  const deeds = deedsOf(input, voice, act, { log: () => log, composer: () => composer });
  const log = createLog(deeds, h('p', { class: 'promise' }, PROMISE));
  const composer = createComposer({
    text: (text, quotes) => act(text, { kind: 'text', text, ...(quotes === undefined ? {} : { quotes }) }),
    media: send,
    place: deeds.askLocation,
    contact: () => chooseContact(sheets, (given) => act('Contact', given)),
  });
  const chips = chipsOf(input, act);
  const status = h('small', {}, business.about);
  const head = headOf(input, status, deeds.openLink);
  return {
    element: h('section', { class: 'view thread', 'aria-label': `Chat with ${business.name}` }, head, log.element, chips, composer.element),
    phoneNumberId: business.phoneNumberId,
    refresh: sync.refresh,
    begin: composer.begin,
    focus: composer.focus,
    close: sync.close,
  };
}

function deedsOf(
  { person, business, sheets, toChat }: ThreadInput,
  voice: Voice,
  act: Act,
  { log, composer }: { readonly log: () => ChatLog; readonly composer: () => Composer },
): BubbleDeeds {
  const send =
    (words: string) =>
    (given: ChatAct): void =>
      act(words, given);
  return {
    voice,
    business,
    person,
    openLink: (url) => openPage(sheets, url, { toChat }),
    press: (of, id, title) => act(title, { kind: 'press', of, id, title }),
    showList: (bubble) => showList(sheets, bubble, (id, title) => act(title, { kind: 'press', of: bubble.id, id, title })),
    showProducts: (bubble) => {
      const catalogId = business.catalogId ?? seenCatalog(log().all());
      void showProducts(sheets, bubble, { language: person.language, shopName: business.name, catalogId, send: send('Cart') });
    },
    askLocation: () => choosePlace(sheets, send('Location')),
    shareContact: (of) => act(person.name, { kind: 'contact', name: person.name, phone: person.phone, answers: of }),
    showPicture: (url, words) => showPicture(sheets, url, words),
    find: (id) => log().find(id),
    jump: (id) => log().jump(id),
    menu: (bubble) =>
      showMenu(sheets, bubble, {
        text: summary(bubble),
        react: (emoji) => act(emoji || 'Reaction', { kind: 'react', to: bubble.id, emoji }),
        reply: () => composer().quote(bubble.id, bubble.from === 'person' ? 'You' : business.name, summary(bubble)),
      }),
  };
}

function headOf({ business, sheets, back, settings }: ThreadInput, status: HTMLElement, openLink: (url: string) => void): HTMLElement {
  const who = h(
    'button',
    { type: 'button', class: 'who', onclick: () => showBusiness(sheets, business, openLink) },
    avatar(business.name, 40, business.logo),
    h('span', {}, h('b', {}, business.name), status),
  );
  return h(
    'header',
    { class: 'view-head' },
    iconButton('back', 'Back to the chats', back),
    who,
    iconButton('gear', 'This phone', settings),
  );
}

function chipsOf({ person, business }: ThreadInput, act: Act): HTMLElement {
  const said = business.suggestions[person.language] ?? business.suggestions['en'] ?? [];
  const chip = (words: string): HTMLElement =>
    h('button', { type: 'button', class: 'chip', onclick: () => act(spoken(words), { kind: 'text', text: spoken(words) }) }, words);
  return h('div', { class: 'chips', hidden: true }, said.map(chip));
}

/** The chip invites in words; what is said is what a person would type. */
const spoken = (chip: string): string => (chip === 'Say hi' ? 'Hi' : chip);

function seenCatalog(bubbles: readonly { readonly message: Readonly<Record<string, unknown>> }[]): string | undefined {
  for (const { message } of bubbles.toReversed()) {
    const id = (message['interactive'] as { action?: { catalog_id?: string } } | undefined)?.action?.catalog_id;
    if (id !== undefined) return id;
  }
  return undefined;
}

function showBusiness(sheets: Sheets, business: BusinessCard, openLink: (url: string) => void): void {
  sheets.open(
    'Business',
    h(
      'div',
      { class: 'about-business' },
      avatar(business.name, 96, business.logo),
      h('h3', {}, business.name),
      h('p', {}, phoneWords(business.displayPhone.replace(/\D/g, ''))),
      h('p', { class: 'quiet' }, business.about),
      business.shopPath
        ? h('button', { type: 'button', class: 'secondary', onclick: () => openLink(business.shopPath ?? '') }, 'Open the shop window')
        : false,
    ),
    { full: true },
  );
}
