/** Builds elements from values. Text goes in as text: nothing a person typed can become markup. */

export type Child = Node | string | number | false | null | undefined | readonly Child[];
type Props = Readonly<Record<string, unknown>>;

/** `on…` props are listeners, `true` sets a bare attribute, false and undefined set none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false || value === null) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
    else element.setAttribute(name, value === true ? '' : `${value as string | number}`);
  }
  fill(element, children);
  return element;
}

export function fill(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === false || child === null || child === undefined) continue;
    if (Array.isArray(child)) fill(element, child as readonly Child[]);
    else element.append(child instanceof Node ? child : `${child as string | number}`);
  }
}

export function refill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren();
  fill(element, children);
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly (Node | string)[]
): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

const icons = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  send: 'M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4',
  smile: 'M12 21a9 9 0 100-18 9 9 0 000 18M8.5 14.5c1.8 2.4 5.2 2.4 7 0M9 9.6v.01M15 9.6v.01',
  clip: 'M20 11.5l-8 8a5.2 5.2 0 01-7.4-7.4l8.2-8.2a3.5 3.5 0 015 5l-8.1 8.1a1.8 1.8 0 01-2.5-2.5l7.3-7.3',
  mic: 'M12 15a3.2 3.2 0 003.2-3.2V6.2a3.2 3.2 0 00-6.4 0v5.6A3.2 3.2 0 0012 15M6 11.5a6 6 0 0012 0M12 17.5V21',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15 9.2v.01',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5',
  pin: 'M12 21s7-6.2 7-11.5A7 7 0 005 9.5C5 14.800 12 21 12 21M12 12a2.6 2.6 0 100-5.200 2.600 2.600 0 000 5.200',
  person: 'M12 12a4 4 0 100-8 4 4 0 000 8M4.500 20.500c.8-4 3.800-6 7.500-6s6.700 2 7.500 6',
  reply: 'M10 6L4 12l6 6M4.500 12H14c4 0 6 2.500 6 6.500',
  list: 'M9 6.500h11M9 12h11M9 17.500h11M4.500 6.500v.01M4.500 12v.01M4.500 17.500v.01',
  out: 'M14 4h6v6M20 4l-9 9M18 14v5H5V6h5',
  cart: 'M3 4h2.500l2 11.500h10l2-8H6.300M9 20v.01M16 20v.01',
  search: 'M11 18a7 7 0 100-14 7 7 0 000 14M16 16l4.500 4.500',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  down: 'M6 9l6 6 6-6',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  info: 'M12 21a9 9 0 100-18 9 9 0 000 18M12 11v5.500M12 7.500v.01',
  gear: 'M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4',
  play: 'M8 5l11 7-11 7z',
  pause: 'M8 5v14M16 5v14',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 017 0v3',
  store: 'M4 10v10h16V10M3 10l2-6h14l2 6c0 2-3 2.500-4.500.5-1.500 2-4.500 2-6 0-1 2-3 2-4 0C6 12.500 3 12 3 10M10 20v-5h4v5',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  swap: 'M7 4L3 8l4 4M3 8h14M17 12l4 4-4 4M21 16H7',
} as const;

export type IconName = keyof typeof icons;

export function icon(name: IconName, size = 24): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 24 24', width: size, height: size, class: `icon icon-${name}`, 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: icons[name] }),
  );
}

export function iconButton(name: IconName, label: string, onclick: (event: MouseEvent) => void, extra: Props = {}): HTMLButtonElement {
  const { class: more, ...rest } = extra;
  const named = { class: more === undefined ? 'round' : `round ${more as string}`, 'aria-label': label, title: label };
  return h('button', { type: 'button', ...named, onclick, ...rest }, icon(name));
}

/** The data the page came with. */
export function bootOf<T>(element: HTMLElement): T {
  return JSON.parse(element.dataset['boot'] ?? '{}') as T;
}

/** A letter mark in one of six quiet colours, or the picture. */
export function avatar(name: string, size: number, picture?: string): HTMLElement {
  const props = { class: 'avatar', style: `--size:${size}px` };
  if (picture !== undefined) return h('span', props, h('img', { src: picture, alt: '', width: size, height: size }));
  const hue = Array.from(name).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 6;
  const letters = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('');
  return h('span', { ...props, class: `avatar tone-${hue}`, 'aria-hidden': 'true' }, letters.toUpperCase());
}
