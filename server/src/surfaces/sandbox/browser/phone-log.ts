/** The scrolling part of a chat: bubbles in order with day marks and tails, kept in place while they change. It sends nothing. */
import { h, icon, refill } from './dom.ts';
import type { PhoneBubble } from './phone-api.ts';
import { type DrawnBubble, drawBubble } from './phone-bubble.ts';
import { typingDots } from './phone-choices.ts';
import type { BubbleDeeds } from './phone-parts.ts';
import { dayKey, dayWords, type Voice } from './phone-text.ts';

export interface ChatLog {
  readonly element: HTMLElement;
  apply(bubbles: readonly PhoneBubble[], typing: boolean): void;
  /** Rows of what is on its way, below everything. */
  pending(rows: readonly HTMLElement[]): void;
  find(id: string): PhoneBubble | undefined;
  all(): readonly PhoneBubble[];
  jump(id: string): void;
  toEnd(): void;
}

interface Kept {
  bubble: PhoneBubble;
  readonly drawn: DrawnBubble;
  readonly order: number;
}

export function createLog(deeds: BubbleDeeds, head: HTMLElement): ChatLog {
  const kept = new Map<string, Kept>();
  const days = new Map<string, HTMLElement>();
  const list = h('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': `Chat with ${deeds.business.name}` });
  const tail = h('div', { class: 'log-tail' });
  const dots = typingDots();
  const inner = h('div', { class: 'log-inner' }, head, list, tail);
  const down = h(
    'button',
    { type: 'button', class: 'to-end', hidden: true, 'aria-label': 'To the newest message', onclick: () => toEnd() },
    icon('down'),
  );
  const scroller = h('div', { class: 'scroller', tabindex: '-1' }, inner);
  const element = h('div', { class: 'log-hold' }, scroller, down);
  let sticks = true;

  const toEnd = (): void => {
    sticks = true;
    scroller.scrollTop = scroller.scrollHeight;
  };
  scroller.addEventListener(
    'scroll',
    () => {
      sticks = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
      if (sticks || scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight > 240) down.hidden = sticks;
    },
    { passive: true },
  );
  const follow = new ResizeObserver(() => sticks && toEnd());
  follow.observe(inner);
  follow.observe(scroller);

  return {
    element,
    toEnd,
    apply: (bubbles, typing) => {
      for (const bubble of bubbles) {
        const known = kept.get(bubble.id);
        if (known) {
          known.bubble = bubble;
          known.drawn.update(bubble);
        } else kept.set(bubble.id, { bubble, drawn: drawBubble(bubble, deeds), order: kept.size });
      }
      if (bubbles.length > 0) arrange(list, [...kept.values()], days, deeds.voice);
      if (typing) tail.append(dots);
      else dots.remove();
      if (sticks) toEnd();
    },
    pending: (rows) => {
      const shown = dots.isConnected;
      refill(tail, rows, shown && dots);
    },
    find: (id) => kept.get(id)?.bubble,
    all: () => [...kept.values()].map((each) => each.bubble),
    jump: (id) => {
      const target = kept.get(id)?.drawn.element;
      if (!target) return;
      sticks = false;
      target.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
      target.classList.remove('pointed');
      requestAnimationFrame(() => target.classList.add('pointed'));
    },
  };
}

/** Puts rows in the order of time, with a mark before each day and a tail on the first of a row of bubbles; what stands right is not touched. */
function arrange(list: HTMLElement, kept: readonly Kept[], days: Map<string, HTMLElement>, voice: Voice): void {
  const sorted = kept.toSorted((one, other) => one.bubble.at.localeCompare(other.bubble.at) || one.order - other.order);
  const rows: HTMLElement[] = [];
  let day = '';
  let from = '';
  for (const { bubble, drawn } of sorted) {
    const at = new Date(bubble.at);
    const key = dayKey(at, voice);
    if (key !== day) {
      const mark = days.get(key) ?? h('div', { class: 'day' }, h('span', {}, dayWords(at, voice)));
      days.set(key, mark);
      rows.push(mark);
      from = '';
    }
    drawn.element.classList.toggle('first', from !== bubble.from);
    rows.push(drawn.element);
    day = key;
    from = bubble.from;
  }
  for (const [index, row] of rows.entries()) if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
  while (list.children.length > rows.length) list.lastElementChild?.remove();
}
