/** The list of chats of one person: newest first, unread ones marked. It opens none by itself. */
import { avatar, h, icon, iconButton, refill } from './dom.ts';
import { api, type BusinessCard, type ChatRow, type PhonePerson } from './phone-api.ts';
import { ticks } from './phone-bubble.ts';
import { listTime } from './phone-text.ts';
import { summary } from './phone-wire.ts';

export interface ChatList {
  readonly element: HTMLElement;
  refresh(): Promise<void>;
}

export interface ChatListInput {
  readonly person: PhonePerson;
  readonly businesses: () => readonly BusinessCard[];
  readonly open: (business: BusinessCard) => void;
  readonly settings: () => void;
  readonly isOpen: (phoneNumberId: string) => boolean;
}

export function createChatList(input: ChatListInput): ChatList {
  const { person } = input;
  const list = h('ul', { class: 'chat-list' });
  const search = h('input', { type: 'search', placeholder: 'Search', 'aria-label': 'Search chats', oninput: () => draw() });
  let rows: readonly ChatRow[] = [];

  const draw = (): void => {
    const wanted = search.value.trim().toLowerCase();
    const known = new Map(rows.map((row) => [row.phoneNumberId, row]));
    const shown = input
      .businesses()
      .map((business, order) => ({ business, order, row: known.get(business.phoneNumberId) }))
      .filter(({ business }) => business.name.toLowerCase().includes(wanted))
      .sort((one, other) => (other.row?.last?.at ?? '').localeCompare(one.row?.last?.at ?? '') || one.order - other.order);
    if (shown.length === 0) {
      refill(
        list,
        h(
          'li',
          { class: 'nothing' },
          wanted ? 'No chat of that name.' : 'No shop has connected its number yet. It appears here as soon as one does.',
        ),
      );
      return;
    }
    refill(
      list,
      shown.map(({ business, row }) => h('li', {}, rowOf(business, row, input))),
    );
  };
  const element = h(
    'section',
    { class: 'view chats', 'aria-label': `Chats of ${person.name}` },
    headOf(input),
    h('div', { class: 'chats-title' }, h('h1', {}, 'Chats'), h('label', { class: 'search' }, icon('search', 20), search)),
    list,
  );
  draw();
  return {
    element,
    refresh: async () => {
      rows = (await api.rows(person.id).catch(() => ({ chats: rows }))).chats;
      draw();
    },
  };
}

function rowOf(business: BusinessCard, row: ChatRow | undefined, { person, isOpen, open }: ChatListInput): HTMLElement {
  const voice = { language: person.language, timeZone: person.timeZone };
  const { last, unread = 0, typing } = row ?? {};
  return h(
    'button',
    {
      type: 'button',
      class: `chat-row${unread > 0 ? ' unread' : ''}`,
      'aria-current': isOpen(business.phoneNumberId) && 'true',
      onclick: () => open(business),
    },
    avatar(business.name, 52, business.logo),
    h(
      'span',
      { class: 'chat-words' },
      h('span', { class: 'chat-top' }, h('b', {}, business.name), last ? h('time', {}, listTime(new Date(last.at), voice)) : false),
      h(
        'span',
        { class: 'chat-last' },
        typing
          ? h('em', {}, 'typing…')
          : [
              last?.from === 'person' && ticks(last.ticks),
              h('span', { class: 'cut', dir: 'auto' }, last ? summary(last).replace(/\s+/g, ' ') : business.about),
            ],
        unread > 0 ? h('i', { class: 'badge', 'aria-label': `${unread} unread` }, unread) : false,
      ),
    ),
  );
}

function headOf({ person, settings }: ChatListInput): HTMLElement {
  const me = h(
    'button',
    { type: 'button', class: 'me', 'aria-label': `This phone: ${person.name}`, onclick: settings },
    avatar(person.name, 32),
  );
  return h('header', { class: 'chats-head' }, me, iconButton('gear', 'This phone', settings));
}
