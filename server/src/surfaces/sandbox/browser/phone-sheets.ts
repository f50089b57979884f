/** Sheets that slide from below, pictures at full size, and pages opened inside the phone. One at a time; Escape and the back of the sheet close it. */
import { type Child, h, icon, iconButton, refill } from './dom.ts';
import { webAddress } from './phone-text.ts';

export interface Sheets {
  readonly element: HTMLElement;
  /** `full` covers the screen like a page of its own. Answers the way to close it. */
  open(title: string, body: Child, options?: { readonly full?: boolean; readonly foot?: Child; readonly label?: string }): () => void;
  close(): void;
  isOpen(): boolean;
}

export function createSheets(beneath: () => readonly HTMLElement[]): Sheets {
  const element = h('div', { class: 'sheets', hidden: true });
  let before: Element | null = null;
  let opened = 0;
  const close = (): void => {
    if (element.hidden) return;
    element.hidden = true;
    element.replaceChildren();
    for (const each of beneath()) each.inert = false;
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  return {
    element,
    close,
    isOpen: () => !element.hidden,
    open: (title, body, { full = false, foot, label } = {}) => {
      if (element.hidden) before = document.activeElement;
      opened += 1;
      const mine = opened;
      const shut = (): void => {
        if (mine === opened) close();
      };
      const closer = iconButton(full ? 'back' : 'close', 'Close', shut);
      const sheet = h(
        'section',
        { class: `sheet${full ? ' full' : ''}`, role: 'dialog', 'aria-modal': 'true', 'aria-label': label ?? title },
        h('header', {}, closer, h('h2', {}, title)),
        h('div', { class: 'sheet-body' }, body),
        foot ? h('footer', {}, foot) : false,
      );
      refill(element, h('button', { type: 'button', class: 'veil', tabindex: '-1', 'aria-label': 'Close', onclick: shut }), sheet);
      element.hidden = false;
      for (const each of beneath()) each.inert = true;
      closer.focus({ preventScroll: true });
      return shut;
    },
  };
}

export interface BrowserWishes {
  /** The page asked for a chat (`wa.me/…`, or the phone's own address): digits and the words to begin with. */
  readonly toChat: (phone: string, text: string) => void;
}

/** A page of our own opens inside the phone; any other in a new tab. */
export function openPage(sheets: Sheets, url: string, wishes: BrowserWishes): void {
  const address = webAddress(url);
  if (address === undefined) return;
  const target = new URL(address, location.href);
  const chat = chatAddress(target);
  if (chat) return wishes.toChat(chat.phone, chat.text);
  if (target.origin !== location.origin && !isOurselves(target)) {
    window.open(target.href, '_blank', 'noopener,noreferrer');
    return;
  }
  const bar = h('span', { class: 'page-bar' }, icon('lock', 16), h('span', {}, target.host));
  const frame = h('iframe', { class: 'page', title: 'Page opened in the phone', src: target.pathname + target.search + target.hash });
  const close = sheets.open('', h('div', { class: 'page-hold' }, h('i', { class: 'page-progress' }), frame), {
    full: true,
    label: 'Page opened in the phone',
  });
  sheets.element.querySelector('h2')?.replaceChildren(bar);
  sheets.element.querySelector('.sheet')?.classList.add('browser');
  frame.addEventListener('load', () => {
    frame.parentElement?.classList.add('loaded');
    const inside = frame.contentDocument;
    if (!inside) return;
    bar.lastElementChild?.replaceChildren(inside.title || target.host);
    const leave = (link: URL): boolean => {
      const asked = chatAddress(link);
      if (!asked) return false;
      close();
      wishes.toChat(asked.phone, asked.text);
      return true;
    };
    if (frame.contentWindow && leave(new URL(frame.contentWindow.location.href))) return;
    inside.addEventListener('click', (event) => {
      const href = (event.target as Element | null)?.closest?.('a[href]')?.getAttribute('href');
      if (href && URL.canParse(href, inside.baseURI) && leave(new URL(href, inside.baseURI))) event.preventDefault();
    });
    inside.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') close();
    });
  });
}

/** Names of this machine are one place, whichever the address was written with. */
function isOurselves(target: URL): boolean {
  const local = new Set(['localhost', '127.0.0.1', '[::1]']);
  return target.port === location.port && local.has(target.hostname) && local.has(location.hostname);
}

/** `https://wa.me/<digits>?text=…`, `https://api.whatsapp.com/send?phone=…`, `/sandbox/phone?business=…`. */
export function chatAddress(url: URL): { readonly phone: string; readonly text: string } | undefined {
  const text = url.searchParams.get('text') ?? '';
  const host = url.hostname.replace(/^www\./, '');
  if (host === 'wa.me') return { phone: url.pathname.replace(/\D/g, ''), text };
  if (host === 'api.whatsapp.com') return { phone: (url.searchParams.get('phone') ?? '').replace(/\D/g, ''), text };
  if (url.pathname === '/sandbox/phone')
    return { phone: (url.searchParams.get('business') ?? url.searchParams.get('to') ?? '').replace(/\D/g, ''), text };
  return undefined;
}

export function showPicture(sheets: Sheets, url: string, words: string): void {
  sheets.open(words || 'Photo', h('div', { class: 'full-picture' }, h('img', { src: url, alt: words || 'Photo' })), { full: true });
  sheets.element.querySelector('.sheet')?.classList.add('dark');
}
