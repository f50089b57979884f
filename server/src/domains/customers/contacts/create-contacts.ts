/** Puts together what staff see of customers and do with them. */
import type { ContactQuery } from '@parley/contract/api/contacts.ts';
import type { CustomerId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { updateCustomer } from '../customer.store.ts';
import { cleanName } from '../identify.ts';
import type { OnMerged } from '../join-records.ts';
import { addConsent, type ConsentRow, changeContact, consentsOf, lockContact } from './contact.store.ts';
import { type ContactRow, contactById, listContacts } from './contact-list.store.ts';
import { eraseContact, type OnErased } from './erase-contact.ts';
import { mergeContacts } from './merge-contacts.ts';

export interface ContactsDeps {
  readonly clock: Clock;
  readonly onMerged?: OnMerged;
  readonly onErased?: OnErased;
}

export interface ContactEdit {
  readonly name?: string;
  readonly note?: string | null;
  readonly labels?: readonly string[];
  readonly language?: string;
}

export interface Contacts {
  list(tx: Tx, query: ContactQuery): Promise<{ readonly items: readonly ContactRow[]; readonly total: number }>;
  get(tx: Tx, id: CustomerId): Promise<ContactRow | undefined>;
  /** Newest first. */
  consents(tx: Tx, id: CustomerId): Promise<readonly ConsentRow[]>;
  /** Refuses `customer.not_found`. */
  change(tx: Tx, id: CustomerId, edit: ContactEdit): Promise<Result<void>>;
  recordConsent(tx: Tx, id: CustomerId, said: Omit<ConsentRow, 'at'>): Promise<Result<void>>;
  /** @returns the record that stays: the older. */
  merge(tx: Tx, id: CustomerId, otherId: CustomerId): Promise<Result<CustomerId>>;
  erase(tx: Tx, id: CustomerId): Promise<Result<void>>;
}

export function createContacts({ clock, onMerged, onErased }: ContactsDeps): Contacts {
  const living = async (tx: Tx, id: CustomerId): Promise<Result<void>> => {
    const known = await lockContact(tx, id);
    return known === undefined || known.erasedAt !== undefined ? refuse('customer.not_found') : ok(undefined);
  };
  return {
    list: (tx, query) => listContacts(tx, query, clock.now()),
    get: contactById,
    consents: consentsOf,
    async change(tx, id, { name, labels, ...rest }) {
      const known = await living(tx, id);
      if (!known.ok) return known;
      const clean = name === undefined ? undefined : cleanName(name);
      if (name !== undefined && clean === undefined)
        return refuse('request.invalid', { details: [{ field: 'name', message: 'This is not a name.' }] });
      const unique = labels && { labels: [...new Set(labels)] };
      await changeContact(tx, id, { ...rest, ...unique, ...(clean === undefined ? {} : { name: clean }) });
      return known;
    },
    async recordConsent(tx, id, said) {
      const known = await living(tx, id);
      if (!known.ok) return known;
      const at = clock.now();
      await updateCustomer(tx, id, { wants_marketing: said.wants_marketing, wants_marketing_at: at });
      await addConsent(tx, id, { ...said, at });
      return known;
    },
    merge: (tx, id, otherId) => mergeContacts(tx, id, otherId, onMerged),
    erase: (tx, id) => eraseContact(tx, id, clock.now(), onErased),
  };
}
