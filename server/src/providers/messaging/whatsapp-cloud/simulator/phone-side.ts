/** The customers' phones over the world of the stand-in: who is there, what they see, and what they do. */
import type { PhoneBubble, PhonePerson, PhoneSide, RegisteredNumber } from '../phone.port.ts';
import { itemsOf } from './catalog-batch.ts';
import { type Exchange, randomText } from './exchange.ts';
import { newScopedId, openChat, personActs } from './person-acts.ts';
import { type Bubble, chatKey, dropChat, putPerson } from './world.ts';

type Listener = (change: { readonly personId: string; readonly phoneNumberId: string }) => void;

/** Verbs throw for a person or number that is not there: that is a mistake of the caller. */
export function createPhoneSide(exchange: Exchange, listeners: Set<Listener>): PhoneSide {
  const { world, clock } = exchange;
  const person = (id: string): PhonePerson => world.people.get(id) ?? missing(`no person ${id}`);
  const number = (id: string): RegisteredNumber => world.numbers.get(id) ?? missing(`no business number ${id}`);

  return {
    register: (business) => {
      world.numbers.set(business.phoneNumberId, business);
      if (business.catalogId !== undefined) {
        world.catalogOwners.set(business.catalogId, business.businessAccountId);
        world.linkedCatalogs.set(business.businessAccountId, business.catalogId);
      }
      world.onChange(undefined);
    },
    businesses: () =>
      [...world.numbers.values()].map(({ phoneNumberId, displayPhone, verifiedName, businessAccountId }) => {
        const catalogId = world.linkedCatalogs.get(businessAccountId);
        return { phoneNumberId, displayPhone, verifiedName, ...(catalogId === undefined ? {} : { catalogId }) };
      }),
    people: () => [...world.people.values()],
    addPerson: (told) => {
      const phone = told.phone.replace(/\D/g, '');
      const added: PhonePerson = { ...told, phone, id: told.id ?? randomText(exchange.random, 12), scopedId: newScopedId(exchange, phone) };
      const before = world.people.get(added.id);
      putPerson(world, before ? { ...added, scopedId: before.scopedId } : added);
      world.onChange(undefined);
      return person(added.id);
    },
    updatePerson: (id, change) => {
      putPerson(world, { ...person(id), ...change });
      world.onChange(undefined);
      return person(id);
    },
    act: (personId, phoneNumberId, act) => ({ id: personActs(exchange, number(phoneNumberId), person(personId), act) }),
    chat: (personId, phoneNumberId, after = 0) => {
      const chat = world.chats.get(chatKey(phoneNumberId, personId));
      if (!chat) return { bubbles: [], typing: false, seq: 0 };
      const changed = chat.bubbles.filter((bubble) => bubble.seq > after).sort((one, other) => one.seq - other.seq);
      return { bubbles: changed.map(seen), typing: chat.typingUntilMs > clock.now().getTime(), seq: chat.seq };
    },
    open: (personId, phoneNumberId) => openChat(exchange, person(personId), number(phoneNumberId).phoneNumberId),
    forget: (keys, phoneNumberId) => {
      for (const { id, phone, scopedId } of world.people.values())
        if (keys.includes(phone) || keys.includes(scopedId)) dropChat(world, phoneNumberId, id);
    },
    media: (id) => {
      const file = world.media.get(id);
      if (!file) return undefined;
      return { bytes: file.bytes, mimeType: file.mimeType, ...(file.filename === undefined ? {} : { filename: file.filename }) };
    },
    products: (catalogId) => [...itemsOf(exchange, catalogId).values()],
    watch: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** What a phone shows: without what the business keeps to itself. */
function seen({ callbackData: _callbackData, category: _category, ...bubble }: Bubble): PhoneBubble {
  return { ...bubble };
}

function missing(what: string): never {
  throw new Error(what);
}
