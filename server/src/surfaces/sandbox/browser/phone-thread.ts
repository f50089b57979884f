/** One open chat: its head, its log and its composer, kept in step with the stand-in. */
import { avatar, h, iconButton, refill } from './dom.ts';
import { api, type BusinessCard, type ChatAct, type ChatDelta, type MediaAct, type PhonePerson } from './phone-api.ts';
import { ticks } from './phone-bubble.ts';
import { chooseContact, choosePlace, showList, showMenu } from './phone-choices.ts';
import { createComposer } from './phone-composer.ts';
import { createLog } from './phone-log.ts';
import type { BubbleDeeds } from './phone-parts.ts';
import { openPage, type Sheets, showPicture } from './phone-sheets.ts';
import { showProducts } from './phone-shop.ts';
import { clockTime, phoneWords, type Voice } from './phone-text.ts';
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

interface Pending {
  readonly words: string;
  readonly at: Date;
  failed?: string;
  readonly again: () => void;
}

export function openThread(input: ThreadInput): Thread {
  const { person, business, sheets } = input;
  const voice: Voice = { language: person.language, timeZone: person.timeZone };
  const waiting: Pending[] = [];
  let seq = 0;
  let closed = false;
  let asking: Promise<void> | undefined;
  let askAgain = false;
  let typingCheck: number | undefined;

  const apply = (delta: ChatDelta): void => {
    if (closed) return;
    seq = Math.max(seq, delta.seq);
    log.apply(delta.bubbles, delta.typing);
    refill(status, delta.typing ? h('em', {}, 'typing…') : business.about);
    chips.hidden = log.all().some((each) => each.from === 'person');
    window.clearTimeout(typingCheck);
    if (delta.typing) typingCheck = window.setTimeout(() => void refresh(), 5_000);
    const unread = delta.bubbles.some((each) => each.from === 'business' && (each.ticks === 'sent' || each.ticks === 'delivered'));
    if (unread && !document.hidden) void api.open(person.id, business.phoneNumberId).catch(() => {});
  };
  const refresh = (): Promise<void> => {
    if (asking) {
      askAgain = true;
      return asking;
    }
    asking = api
      .chat(person.id, business.phoneNumberId, seq)
      .then(apply, () => {})
      .finally(() => {
        asking = undefined;
        if (!askAgain || closed) return;
        askAgain = false;
        void refresh();
      });
    return asking;
  };
  const attempt = (words: string, deed: () => Promise<ChatDelta | undefined>): void => {
    const row: Pending = { words, at: new Date(), again: () => attempt(words, deed) };
    waiting.push(row);
    showWaiting();
    log.toEnd();
    const gone = (): void => {
      waiting.splice(waiting.indexOf(row), 1);
      showWaiting();
    };
    const run = async (): Promise<void> => {
      try {
        const delta = await deed();
        if (delta) apply(delta);
        gone();
        if (!delta) await refresh();
      } catch (error) {
        row.failed = error instanceof Error ? error.message : 'Not sent.';
        showWaiting();
      }
    };
    void run();
  };
  const showWaiting = (): void => {
    log.pending(
      waiting.map((row) =>
        pendingRow(row, voice, () => {
          waiting.splice(waiting.indexOf(row), 1);
          row.again();
        }),
      ),
    );
  };
  const act = (words: string, given: ChatAct): void =>
    attempt(words, async () => (await api.act(person.id, business.phoneNumberId, given, seq)).chat);
  const send = (media: MediaAct): void =>
    attempt(media.filename ?? 'Voice message', async () => {
      await api.send(person.id, business.phoneNumberId, media);
      return undefined;
    });
  const place = (): void => choosePlace(sheets, (given) => act('Location', given));

  const deeds: BubbleDeeds = {
    voice,
    business,
    person,
    openLink: (url) => openPage(sheets, url, { toChat: input.toChat }),
    press: (of, id, title) => act(title, { kind: 'press', of, id, title }),
    showList: (bubble) => showList(sheets, bubble, (id, title) => act(title, { kind: 'press', of: bubble.id, id, title })),
    showProducts: (bubble) =>
      void showProducts(sheets, bubble, {
        language: person.language,
        shopName: business.name,
        catalogId: business.catalogId ?? seenCatalog(log.all()),
        send: (given) => act('Cart', given),
      }),
    askLocation: place,
    shareContact: (of) => act(person.name, { kind: 'contact', name: person.name, phone: person.phone, answers: of }),
    showPicture: (url, words) => showPicture(sheets, url, words),
    find: (id) => log.find(id),
    jump: (id) => log.jump(id),
    menu: (bubble) =>
      showMenu(sheets, bubble, {
        text: summary(bubble),
        react: (emoji) => act(emoji || 'Reaction', { kind: 'react', to: bubble.id, emoji }),
        reply: () => composer.quote(bubble.id, bubble.from === 'person' ? 'You' : business.name, summary(bubble)),
      }),
  };
  const log = createLog(
    deeds,
    h('p', { class: 'promise' }, 'A stand-in of WhatsApp. Messages leave this phone as signed webhooks and never leave this machine.'),
  );
  const composer = createComposer({
    text: (text, quotes) => act(text, { kind: 'text', text, ...(quotes === undefined ? {} : { quotes }) }),
    media: send,
    place,
    contact: () => chooseContact(sheets, (given) => act('Contact', given)),
  });
  const said = business.suggestions[person.language] ?? business.suggestions['en'] ?? [];
  const chips = h(
    'div',
    { class: 'chips', hidden: true },
    said.map((each) =>
      h('button', { type: 'button', class: 'chip', onclick: () => act(spoken(each), { kind: 'text', text: spoken(each) }) }, each),
    ),
  );
  const status = h('small', {}, business.about);
  const element = h(
    'section',
    { class: 'view thread', 'aria-label': `Chat with ${business.name}` },
    h(
      'header',
      { class: 'view-head' },
      iconButton('back', 'Back to the chats', input.back),
      h(
        'button',
        { type: 'button', class: 'who', onclick: () => showBusiness(sheets, business, deeds.openLink) },
        avatar(business.name, 40, business.logo),
        h('span', {}, h('b', {}, business.name), status),
      ),
      iconButton('gear', 'This phone', input.settings),
    ),
    log.element,
    chips,
    composer.element,
  );
  return {
    element,
    phoneNumberId: business.phoneNumberId,
    refresh,
    begin: composer.begin,
    focus: composer.focus,
    close: () => {
      closed = true;
      window.clearTimeout(typingCheck);
    },
  };
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

function pendingRow(row: Pending, voice: Voice, again: () => void): HTMLElement {
  const body = h(
    'div',
    { class: 'bubble' },
    h('p', { class: 'words', dir: 'auto' }, row.words),
    h('span', { class: 'meta' }, h('time', {}, clockTime(row.at, voice)), ticks(row.failed === undefined ? 'waiting' : 'failed')),
  );
  return h(
    'div',
    { class: 'row own pending' },
    h('div', { class: 'hold' }, body),
    row.failed === undefined ? false : h('button', { type: 'button', class: 'failure', onclick: again }, `${row.failed} Try again`),
  );
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
