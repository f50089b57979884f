/** The phone's own page: who holds it, how they are known, what they allow, and the ways to the sandbox's other parts. */
import { avatar, h, icon, refill } from './dom.ts';
import { api, type PhonePerson } from './phone-api.ts';
import type { Sheets } from './phone-sheets.ts';
import { phoneWords } from './phone-text.ts';

export interface PersonaWishes {
  readonly sheets: Sheets;
  readonly person: PhonePerson;
  readonly people: readonly PhonePerson[];
  /** Of the chat that is open, or the first: notices need a business to go to. */
  readonly phoneNumberId: string | undefined;
  readonly become: (person: PhonePerson) => void;
  /** The person as they are now; the phone draws itself again. */
  readonly changed: (person: PhonePerson, said: string) => void;
  readonly said: string | undefined;
}

const languages = [
  ['en', 'English'],
  ['hi', 'हिन्दी'],
  ['pt-BR', 'Português (Brasil)'],
  ['es', 'Español'],
  ['fr', 'Français'],
] as const;
const zones = ['Asia/Kolkata', 'America/Sao_Paulo', 'Africa/Lagos', 'Europe/Madrid', 'Europe/Paris', 'America/New_York', 'UTC'];

export function knownAs(person: PhonePerson): string {
  const name = person.username ? `@${person.username}` : undefined;
  return person.hidesPhone ? (name ?? 'Number hidden') : name ? `${phoneWords(person.phone)} · ${name}` : phoneWords(person.phone);
}

export function showPersona(wishes: PersonaWishes): void {
  const { sheets, person } = wishes;
  const note = h('p', { class: 'note', role: 'status' }, wishes.said);
  const say = (words: string, bad = false): void => {
    note.className = bad ? 'note bad' : 'note';
    refill(note, words);
  };
  const change = async (part: Partial<PhonePerson>): Promise<void> => {
    try {
      wishes.changed((await api.changePerson(person.id, part)).person, 'Saved.');
    } catch (error) {
      say(error instanceof Error ? error.message : 'Not saved.', true);
    }
  };
  const act: Act = async (given, done) => {
    if (wishes.phoneNumberId === undefined) return say('There is no shop to tell yet.', true);
    try {
      await api.act(person.id, wishes.phoneNumberId, given, 0);
      say(done);
    } catch (error) {
      say(error instanceof Error ? error.message : 'Not sent.', true);
    }
  };
  const body = h(
    'div',
    { class: 'settings' },
    h(
      'div',
      { class: 'me-card' },
      avatar(person.name, 72),
      h('div', {}, h('h3', {}, person.name), h('p', { class: 'quiet' }, knownAs(person))),
    ),
    h('h3', {}, 'Who holds this phone'),
    holders(wishes),
    note,
    h('h3', {}, 'About'),
    h('div', { class: 'card' }, fields(person, change)),
    h('h3', {}, 'What shops see'),
    h('div', { class: 'card' }, hiding(person, change), numberForm(person, act, wishes)),
    h('h3', {}, 'Offers and oddities'),
    oddities(act),
    h('h3', {}, 'The sandbox'),
    h(
      'div',
      { class: 'card links' },
      places.map(([path, title]) => h('a', { href: path, target: '_top' }, title, icon('out', 18))),
    ),
  );
  sheets.open('This phone', body, { full: true });
}

type Act = (given: Parameters<typeof api.act>[2], done: string) => Promise<void>;

const places = [
  ['/', 'Front page'],
  ['/sandbox/faults', 'Faults and webhooks'],
  ['/sandbox/courier', 'Courier'],
  ['/sandbox/printer', 'Printer’s tray'],
  ['/app', 'Dashboard'],
] as const;

function holders(wishes: PersonaWishes): HTMLElement {
  const { person, people, become } = wishes;
  const one = (each: PhonePerson): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        class: `persona${each.id === person.id ? ' is-here' : ''}`,
        'aria-pressed': String(each.id === person.id),
        onclick: () => become(each),
      },
      avatar(each.name, 44),
      h('span', {}, each.name.split(' ')[0]),
      h('small', {}, each.hidesPhone ? '@' : each.language),
    );
  const add = h(
    'button',
    { type: 'button', class: 'persona', onclick: () => newPerson(wishes) },
    h('span', { class: 'avatar add', style: '--size:44px' }, icon('plus')),
    h('span', {}, 'New'),
  );
  return h('div', { class: 'personas' }, people.map(one), add);
}

function oddities(act: Act): HTMLElement {
  const deed = (words: string, given: Parameters<Act>[0], done: string): HTMLElement =>
    h('button', { type: 'button', class: 'secondary', onclick: () => void act(given, done) }, words);
  return h(
    'div',
    { class: 'card buttons' },
    deed('Send STOP', { kind: 'text', text: 'STOP' }, 'STOP was sent to the open chat.'),
    deed('Switch offers off', { kind: 'stop_marketing', wanted: false }, 'The shop was told: no more offers.'),
    deed('Switch offers on', { kind: 'stop_marketing', wanted: true }, 'The shop was told: offers are welcome.'),
    deed('Send an unknown kind', { kind: 'unsupported', type: 'poll' }, 'A poll was sent, a kind the service does not pass on.'),
  );
}

function fields(person: PhonePerson, change: (part: Partial<PhonePerson>) => Promise<void>): readonly HTMLElement[] {
  const text = (name: 'name' | 'username', label: string, extra: object): HTMLElement => {
    const input = h('input', { value: person[name] ?? '', autocomplete: 'off', ...extra });
    input.addEventListener('change', () => void change({ [name]: input.value.trim() }));
    return h('label', {}, label, input);
  };
  const choice = (name: 'language' | 'timeZone', label: string, options: readonly (readonly [string, string])[]): HTMLElement => {
    const known = options.some(([value]) => value === person[name]) ? options : [[person[name], person[name]] as const, ...options];
    const select = h(
      'select',
      {},
      known.map(([value, words]) => h('option', { value, selected: value === person[name] }, words)),
    );
    select.addEventListener('change', () => void change({ [name]: select.value }));
    return h('label', {}, label, select);
  };
  return [
    text('name', 'Name', { required: true, maxlength: '100' }),
    text('username', 'Username', { placeholder: 'none', pattern: '[a-z0-9._]{3,35}', autocapitalize: 'none' }),
    choice('language', 'Language', languages),
    choice(
      'timeZone',
      'Time zone',
      zones.map((zone) => [zone, zone.replace('_', ' ')] as const),
    ),
  ];
}

function hiding(person: PhonePerson, change: (part: Partial<PhonePerson>) => Promise<void>): HTMLElement {
  const box = h('input', { type: 'checkbox', role: 'switch', checked: person.hidesPhone });
  box.addEventListener('change', () => void change({ hidesPhone: box.checked }));
  return h(
    'label',
    { class: 'switch' },
    h('span', {}, 'Hide the phone number', h('small', {}, 'Shops then know only the username and an id of their own.')),
    box,
  );
}

function numberForm(person: PhonePerson, act: Act, wishes: PersonaWishes): HTMLElement {
  const input = h('input', {
    inputmode: 'tel',
    value: `+${person.phone}`,
    'aria-label': 'Number with country code',
    pattern: '[+0-9 \\-]{6,24}',
    required: true,
  });
  return h(
    'form',
    {
      class: 'change-number',
      onsubmit: async (event: Event) => {
        event.preventDefault();
        await act({ kind: 'change_number', phone: input.value }, 'The number was changed, and every shop with a chat was told.');
        const found = (await api.people()).people.find((each) => each.id === person.id);
        if (found && found.phone !== person.phone) wishes.changed(found, 'The number was changed, and every shop with a chat was told.');
      },
    },
    h('label', {}, 'Number', input),
    h('button', { class: 'secondary' }, 'Change number'),
  );
}

function newPerson(wishes: PersonaWishes): void {
  const input = (label: string, props: object): HTMLInputElement =>
    h('input', { required: true, 'aria-label': label, autocomplete: 'off', ...props });
  const name = input('Name', { maxlength: '100', placeholder: 'Name' });
  const phone = input('Number', { inputmode: 'tel', placeholder: '+91 90000 12345', pattern: '[+0-9 \\-]{6,24}' });
  const language = h(
    'select',
    { 'aria-label': 'Language' },
    languages.map(([value, words]) => h('option', { value }, words)),
  );
  const problem = h('p', { class: 'note bad', role: 'status' });
  const form = h(
    'form',
    {
      class: 'stack',
      onsubmit: (event: Event) => {
        event.preventDefault();
        api
          .addPerson({
            name: name.value,
            phone: phone.value,
            language: language.value,
            timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            hidesPhone: false,
          })
          .then(({ person }) => wishes.become(person))
          .catch((error: unknown) => refill(problem, error instanceof Error ? error.message : 'Not saved.'));
      },
    },
    h('label', {}, 'Name', name),
    h('label', {}, 'Number with country code', phone),
    h('label', {}, 'Language', language),
    problem,
    h('button', { class: 'primary' }, 'Take the phone'),
  );
  wishes.sheets.open('A new customer', form, { full: true });
}
