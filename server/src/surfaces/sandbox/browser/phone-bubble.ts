/** One bubble: its tail, quote, contents, time and ticks. What is inside interactive ones is in phone-cards. */
import { type Child, h, icon, iconButton, refill, svg } from './dom.ts';
import type { PhoneBubble } from './phone-api.ts';
import { cardOf } from './phone-cards.ts';
import { type BubbleDeeds, mapPicture, paper, picture, words } from './phone-parts.ts';
import { clockTime, money, richText } from './phone-text.ts';
import { fileUrl, summary, type Wire, wireOf } from './phone-wire.ts';

export interface DrawnBubble {
  readonly element: HTMLElement;
  update(bubble: PhoneBubble): void;
}

const tickPaths = { one: 'M4 8.500l3.500 3.500L14.500 4', two: 'M1 8.500L4.500 12 11.500 4M8 11l1.200 1L16.500 4' };

/** The clock, one tick, two ticks, two coloured ones, or the red sign. */
export function ticks(state: PhoneBubble['ticks'] | 'waiting'): HTMLElement {
  const words = { waiting: 'Sending', accepted: 'Sent', sent: 'Sent', delivered: 'Delivered', read: 'Read', failed: 'Not delivered' }[
    state
  ];
  const path =
    state === 'waiting'
      ? 'M9 14.500a6 6 0 100-12 6 6 0 000 12M9 5.500v3.200l2 1.300'
      : state === 'failed'
        ? 'M9 15a6.500 6.500 0 100-13 6.500 6.500 0 000 13M9 5v4.500M9 11.800v.01'
        : state === 'delivered' || state === 'read'
          ? tickPaths.two
          : tickPaths.one;
  return h(
    'span',
    { class: `ticks ${state}`, role: 'img', 'aria-label': words },
    svg('svg', { viewBox: '0 0 18 16', width: 18, height: 16, 'aria-hidden': 'true' }, svg('path', { d: path })),
  );
}

export function drawBubble(bubble: PhoneBubble, deeds: BubbleDeeds): DrawnBubble {
  const own = bubble.from === 'person';
  const wire = wireOf(bubble);
  const at = new Date(bubble.at);
  const state = h('span', { class: 'state' });
  const reaction = h('span', { class: 'reaction-place' });
  const notice = h('span', { class: 'failure' });
  const chevron = iconButton('down', 'Reply, react and more', () => deeds.menu(bubble, chevron), { class: 'chevron' });
  const body = h(
    'div',
    { class: `bubble kind-${wire.type}` },
    bubble.quotes !== undefined && quoteOf(bubble.quotes, deeds),
    safely(() => contents(wire, deeds)),
    h('span', { class: 'meta' }, h('time', { datetime: bubble.at }, clockTime(at, deeds.voice)), state),
    ...safely(() => cardOf(bubble, wire, deeds)),
    chevron,
  );
  const element = h(
    'div',
    { class: `row ${own ? 'own' : 'theirs'}`, id: `b-${bubble.id}` },
    h('div', { class: 'hold' }, body, reaction),
    notice,
  );
  const update = (next: PhoneBubble): void => {
    bubble = next;
    refill(state, (own || next.ticks === 'failed') && ticks(next.ticks));
    refill(reaction, next.reaction ? h('span', { class: 'reaction' }, next.reaction) : false);
    element.classList.toggle('reacted', Boolean(next.reaction));
    refill(notice, !own && next.ticks === 'failed' && 'This message did not reach the phone.');
  };
  update(bubble);
  return { element, update };
}

function safely(make: () => readonly Child[]): readonly Child[] {
  try {
    return make();
  } catch {
    return [h('p', { class: 'words quiet' }, 'This message cannot be shown here.')];
  }
}

function quoteOf(id: string, deeds: BubbleDeeds): HTMLElement {
  const quoted = deeds.find(id);
  const who = quoted?.from === 'person' ? 'You' : deeds.business.name;
  return h(
    'button',
    { type: 'button', class: `quote ${quoted?.from ?? ''}`, onclick: () => deeds.jump(id) },
    h('b', {}, who),
    h('span', {}, quoted ? summary(quoted) : 'An earlier message'),
  );
}

function contents(wire: Wire, deeds: BubbleDeeds): readonly Child[] {
  switch (wire.type) {
    case 'text':
      return [words(wire.text?.body ?? '', deeds)];
    case 'image':
    case 'sticker':
      return [picture(wire.image ?? wire.sticker, deeds), wire.image?.caption && words(wire.image.caption, deeds)];
    case 'video':
      return [
        h('video', { class: 'picture', controls: true, preload: 'metadata', src: fileUrl(wire.video) }),
        wire.video?.caption && words(wire.video.caption, deeds),
      ];
    case 'audio':
      return [sound(fileUrl(wire.audio))];
    case 'document':
      return [paper(wire.document), wire.document?.caption && words(wire.document.caption, deeds)];
    case 'location':
      return place(wire, deeds);
    case 'contacts':
      return (wire.contacts ?? []).map((each) => contact(each.name?.formatted_name ?? 'Contact', each.phones?.[0]?.phone ?? ''));
    case 'button':
      return [words(wire.button?.text ?? '', deeds)];
    case 'order':
      return [order(wire, deeds)];
    case 'interactive':
    case 'template':
      return [];
    default:
      return [h('p', { class: 'words quiet' }, `A message of a kind this phone does not know: ${wire.unsupported?.type ?? wire.type}.`)];
  }
}

function sound(url: string | undefined): HTMLElement {
  const player = h('audio', { src: url, preload: 'metadata' });
  const time = h('small', {}, '0:00');
  const wave = h(
    'span',
    { class: 'wave', 'aria-hidden': 'true' },
    Array.from({ length: 28 }, (_, index) => h('i', { style: `--h:${28 + ((index * 53 + index * index * 7) % 72)}%` })),
  );
  const show = (): void => {
    const total = Number.isFinite(player.duration) ? player.duration : 0;
    const at = player.paused && player.currentTime === 0 ? total : player.currentTime;
    time.textContent = `${Math.floor(at / 60)}:${String(Math.floor(at % 60)).padStart(2, '0')}`;
    wave.style.setProperty('--played', String(total === 0 ? 0 : player.currentTime / total));
    refill(button, icon(player.paused ? 'play' : 'pause'));
  };
  const button = iconButton('play', 'Play the voice message', () => void (player.paused ? player.play() : player.pause()));
  for (const each of ['loadedmetadata', 'timeupdate', 'play', 'pause', 'ended']) player.addEventListener(each, show);
  return h('div', { class: 'sound' }, button, wave, time, player);
}

function place({ location }: Wire, deeds: BubbleDeeds): readonly Child[] {
  if (!location) return [];
  const [latitude, longitude] = [Number(location.latitude), Number(location.longitude)];
  const at = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return [
    mapPicture(latitude, longitude),
    h(
      'p',
      { class: 'words place' },
      h('b', {}, location.name ?? at),
      location.address && h('small', {}, richText(location.address, deeds.openLink)),
    ),
  ];
}

function contact(name: string, phone: string): HTMLElement {
  return h(
    'div',
    { class: 'contact' },
    h('span', { class: 'contact-mark' }, icon('person')),
    h('span', {}, h('b', {}, name), h('small', {}, phone)),
  );
}

function order({ order: cart }: Wire, deeds: BubbleDeeds): HTMLElement {
  const items = cart?.product_items ?? [];
  const total = items.reduce((sum, item) => sum + item.item_price * item.quantity, 0);
  const count = items.reduce((sum, item) => sum + item.quantity, 0);
  return h(
    'div',
    { class: 'order' },
    h('span', { class: 'order-mark' }, icon('cart')),
    h(
      'span',
      {},
      h('b', {}, `${count} ${count === 1 ? 'item' : 'items'}`),
      h('small', {}, `${money(total, items[0]?.currency ?? 'INR', deeds.voice.language)} (estimated total)`),
    ),
    cart?.text ? h('p', {}, cart.text) : false,
  );
}
