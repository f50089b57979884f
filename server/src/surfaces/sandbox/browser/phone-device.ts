/** One phone in one person's hand: status bar, chat list, the open chat, and the sheets over them. */
import { avatar, h, iconButton, svg } from './dom.ts';
import type { BusinessCard, PhonePerson } from './phone-api.ts';
import { createChatList } from './phone-chats.ts';
import { knownAs, showPersona } from './phone-persona.ts';
import { createSheets } from './phone-sheets.ts';
import { clockTime } from './phone-text.ts';
import { openThread, type Thread } from './phone-thread.ts';

export interface DeviceInput {
  readonly person: PhonePerson;
  readonly businesses: () => readonly BusinessCard[];
  readonly people: () => readonly PhonePerson[];
  /** Of the chat to begin with. */
  readonly start: string | undefined;
  readonly become: (person: PhonePerson) => void;
  readonly changed: (person: PhonePerson, said: string) => void;
  readonly moved: (phoneNumberId: string | undefined) => void;
  /** Absent for the only phone. */
  readonly putAway: (() => void) | undefined;
}

export interface Device {
  readonly element: HTMLElement;
  readonly personId: string;
  openChat(phone: string, text: string): void;
  /** Something changed in this chat, or anywhere when none is named. */
  told(phoneNumberId: string | undefined): void;
  tick(now: Date): void;
  /** Opens the page of the person, with a word about what was just done. */
  settings(said?: string): void;
  close(): void;
}

export function createDevice(input: DeviceInput): Device {
  const { person } = input;
  let thread: Thread | undefined;
  const clock = h('time', {}, '');
  const views = h('div', { class: 'views' });
  const status = h('div', { class: 'status-bar', 'aria-hidden': 'true' }, clock, h('span', { class: 'island' }), gauges());
  const screen = h('div', { class: 'screen' }, status, views);
  const sheets = createSheets(() => [views]);
  screen.append(sheets.element);

  const settings = (said?: string): void =>
    showPersona({
      sheets,
      said,
      person,
      people: input.people(),
      phoneNumberId: thread?.phoneNumberId ?? input.businesses()[0]?.phoneNumberId,
      become: input.become,
      changed: input.changed,
    });
  const open = (business: BusinessCard, focus = true): void => {
    thread?.close();
    thread?.element.remove();
    thread = openThread({ person, business, sheets, back, settings: () => settings(), toChat: openChat });
    views.append(thread.element);
    views.classList.add('in-thread');
    chats.element.inert = true;
    input.moved(business.phoneNumberId);
    void thread.refresh().then(() => chats.refresh());
    if (focus && matchMedia('(pointer: fine)').matches) thread.focus();
  };
  const back = (): void => {
    const gone = thread;
    thread = undefined;
    gone?.close();
    views.classList.remove('in-thread');
    chats.element.inert = false;
    setTimeout(() => gone?.element.remove(), 200);
    input.moved(undefined);
    void chats.refresh();
    chats.element.querySelector<HTMLElement>('.chat-row')?.focus({ preventScroll: true });
  };
  const openChat = (phone: string, text: string): void => {
    const business = businessAt(phone, input.businesses());
    sheets.close();
    if (business && thread?.phoneNumberId !== business.phoneNumberId) open(business, false);
    if (text) thread?.begin(text);
  };
  const chats = createChatList({
    person,
    businesses: input.businesses,
    open,
    settings: () => settings(),
    isOpen: (id) => thread?.phoneNumberId === id,
  });
  views.append(chats.element);
  views.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && thread) back();
  });
  const first = input.businesses().find((each) => each.phoneNumberId === input.start);
  if (first) open(first, false);
  else void chats.refresh();

  const element = h(
    'article',
    { class: 'device', 'aria-label': `${person.name}’s phone` },
    captionOf(input, () => settings()),
    h('div', { class: 'body' }, screen),
  );
  return {
    element,
    personId: person.id,
    openChat,
    told: (phoneNumberId) => {
      if (thread && (phoneNumberId === undefined || phoneNumberId === thread.phoneNumberId)) void thread.refresh();
      void chats.refresh();
    },
    tick: (now) => {
      clock.textContent = clockTime(now, person);
    },
    settings,
    close: () => thread?.close(),
  };
}

function captionOf({ person, putAway }: DeviceInput, settings: () => void): HTMLElement {
  return h(
    'header',
    { class: 'caption' },
    avatar(person.name, 28),
    h('span', {}, h('b', {}, person.name), h('small', {}, `${knownAs(person)} · ${person.language}`)),
    iconButton('gear', `Settings of ${person.name}’s phone`, settings),
    putAway ? iconButton('close', `Put ${person.name}’s phone away`, putAway) : false,
  );
}

/** The shop of this number; the first one where no number is named. */
function businessAt(phone: string, businesses: readonly BusinessCard[]): BusinessCard | undefined {
  const digits = phone.replace(/\D/g, '');
  return digits === '' ? businesses[0] : businesses.find((each) => each.displayPhone.replace(/\D/g, '') === digits);
}

function gauges(): HTMLElement {
  const bars = [0, 1, 2, 3].map((index) => svg('rect', { x: index * 5, y: 9 - index * 2.6, width: 3.4, height: 4 + index * 2.6, rx: 1 }));
  const battery = [
    svg('rect', { x: 24.5, y: 1.5, width: 20, height: 10.5, rx: 3.2, class: 'outline' }),
    svg('rect', { x: 26.3, y: 3.3, width: 14, height: 6.9, rx: 1.8 }),
    svg('rect', { x: 45.6, y: 4.8, width: 1.6, height: 4, rx: 0.8 }),
  ];
  return h('span', { class: 'gauges' }, svg('svg', { viewBox: '0 0 48 14', width: 48, height: 14 }, ...bars, ...battery));
}
