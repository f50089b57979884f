/** The sheets in which a person chooses: rows of a list, a place to share, what to do with a bubble, and what the shop really sent. */
import { h, icon, iconButton, refill, svg } from './dom.ts';
import type { ChatAct, PhoneBubble } from './phone-api.ts';
import type { Sheets } from './phone-sheets.ts';
import { wireOf } from './phone-wire.ts';

/** Sections of rows with a radio mark each; nothing leaves before Send. */
export function showList(sheets: Sheets, bubble: PhoneBubble, send: (id: string, title: string) => void): void {
  const { action } = wireOf(bubble).interactive ?? {};
  let chosen: { readonly id: string; readonly title: string } | undefined;
  const button = h('button', { type: 'submit', class: 'primary', disabled: true }, 'Send');
  const sections = (action?.sections ?? []).map((section) =>
    h(
      'fieldset',
      { class: 'choices' },
      section.title ? h('legend', {}, section.title) : false,
      (section.rows ?? []).map(({ id, title, description }) =>
        h(
          'label',
          { class: 'choice' },
          h('span', {}, h('b', {}, title), description ? h('small', {}, description) : false),
          h('input', {
            type: 'radio',
            name: 'row',
            onchange: () => {
              chosen = { id, title };
              button.disabled = false;
            },
          }),
        ),
      ),
    ),
  );
  const form = h('form', {
    id: `list-${bubble.seq}`,
    onsubmit: (event: Event) => {
      event.preventDefault();
      if (!chosen) return;
      close();
      send(chosen.id, chosen.title);
    },
  });
  form.append(...sections);
  button.setAttribute('form', form.id);
  const close = sheets.open(action?.button ?? 'Choose', form, { foot: button });
}

const places = [
  ['Indiranagar, Bengaluru', '12th Main Road, Bengaluru 560038', 12.9719, 77.6412],
  ['Bandra West, Mumbai', 'Hill Road, Mumbai 400050', 19.0544, 72.8402],
  ['Connaught Place, Delhi', 'Rajiv Chowk, New Delhi 110001', 28.6315, 77.2167],
  ['Leh Main Bazaar', 'Leh, Ladakh 194101', 34.1642, 77.5848],
  ['Vila Madalena, São Paulo', 'Rua Harmonia, São Paulo 05435-000', -23.5534, -46.6916],
  ['Lekki Phase 1, Lagos', 'Admiralty Way, Lagos', 6.4474, 3.4723],
] as const;

export function choosePlace(sheets: Sheets, send: (act: ChatAct) => void): void {
  const rows = places.map(([name, address, latitude, longitude]) =>
    h(
      'button',
      {
        type: 'button',
        class: 'line',
        onclick: () => {
          close();
          send({ kind: 'location', latitude, longitude, name, address });
        },
      },
      h('span', { class: 'line-mark' }, icon('pin')),
      h('span', {}, h('b', {}, name), h('small', {}, address)),
    ),
  );
  const latitude = h('input', {
    type: 'number',
    step: 'any',
    min: '-90',
    max: '90',
    required: true,
    placeholder: 'Latitude',
    'aria-label': 'Latitude',
  });
  const longitude = h('input', {
    type: 'number',
    step: 'any',
    min: '-180',
    max: '180',
    required: true,
    placeholder: 'Longitude',
    'aria-label': 'Longitude',
  });
  const own = h(
    'form',
    {
      class: 'pair',
      onsubmit: (event: Event) => {
        event.preventDefault();
        close();
        send({ kind: 'location', latitude: latitude.valueAsNumber, longitude: longitude.valueAsNumber });
      },
    },
    latitude,
    longitude,
    h('button', { class: 'secondary' }, 'Send'),
  );
  const close = sheets.open('Send a location', [h('div', { class: 'lines' }, rows), h('h3', {}, 'Another place'), own]);
}

export function chooseContact(sheets: Sheets, send: (act: ChatAct) => void): void {
  const name = h('input', { required: true, maxlength: '100', 'aria-label': 'Name', placeholder: 'Name' });
  const phone = h('input', {
    required: true,
    inputmode: 'tel',
    pattern: '[+0-9 \\-]{6,24}',
    'aria-label': 'Number with country code',
    placeholder: '+91 …',
  });
  const form = h(
    'form',
    {
      class: 'stack',
      onsubmit: (event: Event) => {
        event.preventDefault();
        close();
        send({ kind: 'contact', name: name.value, phone: phone.value });
      },
    },
    h('label', {}, 'Name', name),
    h('label', {}, 'Number with country code', phone),
    h('button', { class: 'primary' }, 'Send contact'),
  );
  const close = sheets.open('Send a contact', form);
}

export const quickEmoji = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

export interface MenuDeeds {
  react(emoji: string): void;
  reply(): void;
  text: string;
}

export function showMenu(sheets: Sheets, bubble: PhoneBubble, deeds: MenuDeeds): void {
  const done = (deed: () => void) => (): void => {
    close();
    deed();
  };
  const line = (name: Parameters<typeof icon>[0], words: string, deed: () => void): HTMLElement =>
    h(
      'button',
      { type: 'button', class: 'line', onclick: done(deed) },
      h('span', { class: 'line-mark' }, icon(name)),
      h('span', {}, h('b', {}, words)),
    );
  const emoji = [...quickEmoji, ...(bubble.reaction ? [''] : [])].map((each) =>
    each === ''
      ? iconButton(
          'close',
          'Take the reaction back',
          done(() => deeds.react('')),
        )
      : h('button', { type: 'button', class: 'emoji', 'aria-label': `React with ${each}`, onclick: done(() => deeds.react(each)) }, each),
  );
  const close = sheets.open('Message', [
    h('div', { class: 'emoji-row' }, emoji),
    h('div', { class: 'lines' }, [
      line('reply', 'Reply', deeds.reply),
      line('copy', 'Copy', () => void navigator.clipboard?.writeText(deeds.text)),
      line('info', 'What went over the wire', () => showWire(sheets, bubble)),
    ]),
  ]);
}

/** The message as the service carries it: for those who build. */
function showWire(sheets: Sheets, bubble: PhoneBubble): void {
  const facts = [
    ['State', bubble.ticks],
    ['Sent by', bubble.from === 'business' ? 'the shop' : 'this phone'],
    ['At', bubble.at],
    ['Id', bubble.id],
  ];
  sheets.open('What went over the wire', [
    h(
      'dl',
      { class: 'facts' },
      facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
    ),
    h('pre', { class: 'wire', tabindex: '0' }, JSON.stringify(bubble.message, undefined, 2)),
  ]);
}

const emojiGrid =
  '😀 😄 😁 😅 😂 🙂 😉 😊 😍 😘 😋 😎 🤔 😐 😴 😢 😭 😡 😮 🥳 👍 👎 👌 🙏 👏 💪 🤝 👋 ❤️ 💚 🔥 ✨ 🎉 ✅ ❌ ⏰ 📍 📦 🚚 🛒 💳 💰 🥭 🍌 🍎 🍅 🥔 🧅 🌶️ 🥛 🥚 🍞 🍚 ☕ 🍵 🍕'.split(
    ' ',
  );

export function emojiPanel(put: (emoji: string) => void): HTMLElement {
  const panel = h('div', { class: 'emoji-panel', role: 'group', 'aria-label': 'Emoji' });
  refill(
    panel,
    emojiGrid.map((each) => h('button', { type: 'button', class: 'emoji', onclick: () => put(each) }, each)),
  );
  return panel;
}

export function typingDots(): HTMLElement {
  return h(
    'div',
    { class: 'row theirs first typing', role: 'status', 'aria-label': 'Typing' },
    h(
      'div',
      { class: 'bubble' },
      svg('svg', { viewBox: '0 0 36 14', width: 36, height: 14 }, ...[6, 18, 30].map((cx) => svg('circle', { cx, cy: 7, r: 3.5 }))),
    ),
  );
}
