/** The desk's line drawings, 20 by 20, in the colour of the text beside them. */
import { type Html, raw } from '../../foundation/html/html.ts';

const paths = {
  home: 'M3 9.5 10 4l7 5.5V16a1 1 0 0 1-1 1h-3.5v-4.5h-5V17H4a1 1 0 0 1-1-1Z',
  orders: 'M5 3h10v14l-2-1.3L11.5 17 10 15.7 8.5 17 7 15.7 5 17ZM8 7h4M8 10h4',
  products: 'M3.5 10.8V4.5a1 1 0 0 1 1-1h6.3l5.7 5.7a1 1 0 0 1 0 1.4l-5.9 5.9a1 1 0 0 1-1.4 0ZM7 7h.01',
  returns: 'M8 4 4 8l4 4M4 8h8a4 4 0 0 1 0 8H8',
  stock: 'M3 6.5 10 3l7 3.5v7L10 17l-7-3.5ZM3 6.5l7 3.5 7-3.5M10 10v7',
  books: 'M5 3h9a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H6a2 2 0 0 1-2-2V4a1 1 0 0 1 1-1ZM4 15a2 2 0 0 1 2-2h9M8 6.5h4',
  chats: 'M4 4h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H9l-4 3v-3H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1ZM6.5 8h7M6.5 10.8h4.5',
  settings: 'M3 6h7M14 6h3M3 14h3M10 14h7M10 6a2 2 0 1 0 4 0 2 2 0 1 0-4 0M6 14a2 2 0 1 0 4 0 2 2 0 1 0-4 0',
  out: 'M8 4H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h3M12.5 6.5 16 10l-3.5 3.5M16 10H8',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  note: 'M5 3h10a1 1 0 0 1 1 1v8l-5 5H5a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1ZM11 17v-5h5',
} as const;

export type IconName = keyof typeof paths;

export function icon(name: IconName): Html {
  return raw(
    `<svg class="icon" width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${paths[name]}"/></svg>`,
  );
}

/** One tick: the service has it. Two: the phone has it. The colour says read. */
export function ticks(state: string): Html {
  const two = state === 'delivered' || state === 'read';
  const one = two || state === 'sent' || state === 'accepted';
  const d = two ? 'M1 6l3 3 6-7M6.5 8.2 7.5 9l6-7' : one ? 'M3 6l3 3 6-7' : 'M7 2.5v3.5l2.2 1.4M7 1a5 5 0 1 1 0 10A5 5 0 1 1 7 1';
  return raw(
    `<svg class="ticks${state === 'read' ? ' read' : ''}" width="15" height="12" viewBox="0 0 15 12" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${d}"/></svg>`,
  );
}
