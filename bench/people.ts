/** Customers of the stand-in who write and wait for the answer. Times run from the writing to the moment the stand-in holds the reply. */
import type { StandIns } from '../server/test/builders/stand-ins.ts';

export interface People {
  /** One of them, in turn, writes the next line of the script; resolves when the first reply arrived. */
  talk(): Promise<void>;
  close(): void;
}

/** What customers type, in turn: greeting, a search, the cart, the menu, a word nobody sells. */
const SCRIPT = ['hi', 'coffee', 'cart', 'menu', 'honey jaipur', 'orders', 'shop', 'zzz'];
const GIVE_UP_MS = 60_000;

export function gatherPeople(standIns: StandIns, phoneNumberId: string, count: number): People {
  const { phone } = standIns.whatsapp;
  const waiting = new Map<string, () => void>();
  const heard = new Map<string, number>();
  const idOf = (index: number): string => `person-${index % count}`;
  const people = Array.from({ length: count }, (_, index) =>
    phone.addPerson({
      id: idOf(index),
      name: 'Asha',
      phone: `9197${String(index).padStart(8, '0')}`,
      hidesPhone: false,
      language: 'en',
      timeZone: 'Asia/Kolkata',
    }),
  );
  const stop = phone.watch(({ personId }) => {
    const wake = waiting.get(personId);
    if (wake === undefined) return;
    const { bubbles, seq } = phone.chat(personId, phoneNumberId, heard.get(personId) ?? 0);
    heard.set(personId, seq);
    if (!bubbles.some((bubble) => bubble.from === 'business')) return;
    waiting.delete(personId);
    wake();
  });
  let next = 0;
  return {
    talk: () =>
      new Promise((resolve, reject) => {
        const turn = next;
        next += 1;
        // Whoever still waits for an answer does not write again.
        const free = people.findIndex((_, index) => !waiting.has(idOf(turn + index)));
        const person = people[(turn + free) % people.length];
        if (free < 0 || !person) throw new Error('everybody waits for an answer');
        const timer = setTimeout(() => reject(new Error(`${person.id} got no answer`)), GIVE_UP_MS);
        waiting.set(person.id, () => {
          clearTimeout(timer);
          resolve();
        });
        phone.act(person.id, phoneNumberId, {
          kind: 'text',
          text: SCRIPT[(turn + Math.floor(turn / people.length)) % SCRIPT.length] ?? 'hi',
        });
      }),
    close: stop,
  };
}
