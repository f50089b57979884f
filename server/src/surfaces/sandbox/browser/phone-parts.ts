/** Parts that bubbles and cards are made of, and what a bubble may ask of its thread. No message kind is decided here. */
import { h, icon, svg } from './dom.ts';
import type { BusinessCard, PhoneBubble, PhonePerson } from './phone-api.ts';
import { type OpenLink, richText, type Voice } from './phone-text.ts';
import { type FileObject, fileUrl } from './phone-wire.ts';

export interface BubbleDeeds {
  readonly voice: Voice;
  readonly business: BusinessCard;
  readonly person: PhonePerson;
  readonly openLink: OpenLink;
  press(of: string, id: string, title: string): void;
  showList(bubble: PhoneBubble): void;
  showProducts(bubble: PhoneBubble): void;
  askLocation(): void;
  shareContact(of: string): void;
  showPicture(url: string, words: string): void;
  find(id: string): PhoneBubble | undefined;
  jump(id: string): void;
  menu(bubble: PhoneBubble, from: HTMLElement): void;
}

export function words(text: string, deeds: Pick<BubbleDeeds, 'openLink'>): HTMLElement {
  return h('p', { class: 'words', dir: 'auto' }, richText(text, deeds.openLink));
}

export function picture(file: FileObject | undefined, deeds: Pick<BubbleDeeds, 'showPicture'>): HTMLElement {
  const url = fileUrl(file);
  if (url === undefined) return h('div', { class: 'picture missing' }, icon('picture', 32));
  const image = h('img', {
    src: url,
    alt: file?.caption ?? 'Photo',
    decoding: 'async',
    onerror: () => image.replaceWith(h('span', { class: 'missing' }, icon('picture', 32), 'The picture did not load')),
  });
  return h(
    'button',
    { type: 'button', class: 'picture', 'aria-label': 'Open the picture', onclick: () => deeds.showPicture(url, file?.caption ?? '') },
    image,
  );
}

export function paper(file: FileObject | undefined): HTMLElement {
  const name = file?.filename ?? 'Untitled';
  const ending = /\.(\w{1,4})$/.exec(name)?.[1]?.toUpperCase() ?? 'FILE';
  return h(
    'a',
    { class: 'paper', href: fileUrl(file) ?? '#', download: name },
    h('span', { class: 'paper-mark', 'aria-hidden': 'true' }, ending),
    h('span', {}, h('b', {}, name), h('small', {}, `${ending} · open`)),
  );
}

/** A drawn map, the same for the same place: streets and a river laid out by the coordinates, a pin in the middle. */
export function mapPicture(latitude: number, longitude: number): HTMLElement {
  const seed = Math.abs(Math.round(latitude * 1_000) * 31 + Math.round(longitude * 1_000) * 17);
  const at = (index: number, span: number): number => ((seed >> (index % 12)) + index * 37) % span;
  const streets = Array.from({ length: 6 }, (_, index) =>
    svg('path', {
      d: `M${-20 + at(index, 30)} ${12 + index * 26 + at(index + 3, 14)}L280 ${at(index + 5, 30) + index * 24}`,
      class: index % 3 === 0 ? 'road' : 'lane',
    }),
  );
  const cross = Array.from({ length: 5 }, (_, index) =>
    svg('path', {
      d: `M${20 + index * 56 + at(index + 2, 22)} -10L${index * 56 + at(index + 6, 30)} 160`,
      class: index % 2 === 0 ? 'lane' : 'road',
    }),
  );
  const river = svg('path', {
    d: `M-10 ${100 + at(1, 40)}C60 ${60 + at(2, 60)} 150 ${120 + at(4, 40)} 270 ${40 + at(7, 60)}`,
    class: 'river',
  });
  const park = svg('rect', { x: 20 + at(3, 150), y: 20 + at(5, 70), width: 58, height: 44, rx: 6, class: 'park' });
  const pin = svg('path', { d: 'M130 86c-10-14-17-21-17-31a17 17 0 0134 0c0 10-7 17-17 31z', class: 'pin' });
  return h(
    'div',
    { class: 'map', role: 'img', 'aria-label': `Map at ${latitude.toFixed(3)}, ${longitude.toFixed(3)}` },
    svg(
      'svg',
      { viewBox: '0 0 260 140', preserveAspectRatio: 'xMidYMid slice' },
      park,
      river,
      ...streets,
      ...cross,
      pin,
      svg('circle', { cx: 130, cy: 54, r: 6, class: 'pin-eye' }),
    ),
  );
}
