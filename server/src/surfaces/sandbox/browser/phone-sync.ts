/** What keeps one open chat in step: asking for changes once at a time, marking as read, and rows of what is on its way. It draws no bubbles. */
import { h } from './dom.ts';
import { api, type ChatDelta } from './phone-api.ts';
import { ticks } from './phone-bubble.ts';
import { clockTime, type Voice } from './phone-text.ts';

export interface ChatSync {
  /** Of the newest change seen. */
  seq(): number;
  apply(delta: ChatDelta): void;
  refresh(): Promise<void>;
  close(): void;
}

export function createSync(personId: string, phoneNumberId: string, show: (delta: ChatDelta) => void): ChatSync {
  let seq = 0;
  let closed = false;
  let asking: Promise<void> | undefined;
  let askAgain = false;
  let typingCheck: number | undefined;

  const apply = (delta: ChatDelta): void => {
    if (closed) return;
    seq = Math.max(seq, delta.seq);
    show(delta);
    window.clearTimeout(typingCheck);
    if (delta.typing) typingCheck = window.setTimeout(() => void refresh(), 5_000);
    const unread = delta.bubbles.some((each) => each.from === 'business' && (each.ticks === 'sent' || each.ticks === 'delivered'));
    if (unread && !document.hidden) void api.open(personId, phoneNumberId).catch(() => {});
  };
  const refresh = (): Promise<void> => {
    if (asking) {
      askAgain = true;
      return asking;
    }
    asking = api
      .chat(personId, phoneNumberId, seq)
      .then(apply, () => {})
      .finally(() => {
        asking = undefined;
        if (!askAgain || closed) return;
        askAgain = false;
        void refresh();
      });
    return asking;
  };
  return {
    seq: () => seq,
    apply,
    refresh,
    close: () => {
      closed = true;
      window.clearTimeout(typingCheck);
    },
  };
}

export interface Outbox {
  /** Shows the words with a clock until `deed` is done; what it answers is applied, and nothing means: ask. A failure stays, to be tried again. */
  attempt(words: string, deed: () => Promise<ChatDelta | undefined>): void;
}

interface Pending {
  readonly words: string;
  readonly at: Date;
  failed?: string;
  readonly again: () => void;
}

export function createOutbox(voice: Voice, sync: ChatSync, show: (rows: readonly HTMLElement[]) => void): Outbox {
  const waiting = new Set<Pending>();
  const draw = (): void =>
    show(
      [...waiting].map((row) =>
        pendingRow(row, voice, () => {
          waiting.delete(row);
          row.again();
        }),
      ),
    );
  const attempt: Outbox['attempt'] = (words, deed) => {
    const row: Pending = { words, at: new Date(), again: () => attempt(words, deed) };
    const run = async (): Promise<void> => {
      try {
        const delta = await deed();
        if (delta) sync.apply(delta);
        else await sync.refresh();
        waiting.delete(row);
      } catch (error) {
        row.failed = error instanceof Error ? error.message : 'Not sent.';
      }
      draw();
    };
    waiting.add(row);
    draw();
    void run();
  };
  return { attempt };
}

function pendingRow(row: Pending, voice: Voice, again: () => void): HTMLElement {
  const body = h(
    'div',
    { class: 'bubble' },
    h('p', { class: 'words', dir: 'auto' }, row.words),
    h('span', { class: 'meta' }, h('time', {}, clockTime(row.at, voice)), ticks(row.failed === undefined ? 'waiting' : 'failed')),
  );
  const failure =
    row.failed === undefined ? false : h('button', { type: 'button', class: 'failure', onclick: again }, `${row.failed} Try again`);
  return h('div', { class: 'row own pending' }, h('div', { class: 'hold' }, body), failure);
}
