/** Puts the verbs of customers together behind their front door. */
import type { Clock } from '@parley/contract/values/time.ts';
import { addConsent } from './contacts/contact.store.ts';
import { createContacts } from './contacts/create-contacts.ts';
import type { OnErased } from './contacts/erase-contact.ts';
import { type CustomerRow, keysOf, loadCustomer, updateCustomer } from './customer.store.ts';
import type { Customer, Customers } from './customer.ts';
import { changeKeys, cleanName, findByPhone, identify } from './identify.ts';
import type { OnMerged } from './join-records.ts';
import { addressesOf, rememberAddress } from './remember-address.ts';

export interface CustomersDeps {
  readonly clock: Clock;
  /** Re-points what other domains keep about a customer, in the same transaction, when two records become one. */
  readonly onMerged?: OnMerged;
  /** Forgets what other domains keep about a person, in the same transaction; may refuse. */
  readonly onErased?: OnErased;
}

export function createCustomers(deps: CustomersDeps): Customers {
  const { clock } = deps;
  return {
    identify: async (tx, keys) => customerOf(await identify(deps, tx, keys)),
    changeKeys: async (tx, from, to) => customerOf(await changeKeys(deps, tx, from, to)),
    findByPhone,
    get: async (tx, id) => {
      const row = await loadCustomer(tx, id);
      return row && customerOf(row);
    },
    keysOf,
    setLanguage: (tx, id, language) => updateCustomer(tx, id, { language }),
    setName: async (tx, id, name) => {
      const clean = cleanName(name);
      if (clean !== undefined) await updateCustomer(tx, id, { name: clean });
    },
    async setMarketing(tx, id, wants) {
      const at = clock.now();
      await updateCustomer(tx, id, { wants_marketing: wants, wants_marketing_at: at });
      await addConsent(tx, id, { wants_marketing: wants, source: 'chat', note: '', actor: 'customer', at });
    },
    addresses: addressesOf,
    rememberAddress: (tx, id, address) => rememberAddress(tx, id, address, clock.now()),
    contacts: createContacts(deps),
  };
}

function customerOf(row: CustomerRow): Customer {
  return {
    id: row.id,
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.username === null ? {} : { username: row.username }),
    ...(row.email === null ? {} : { email: row.email }),
    ...(row.phone === null ? {} : { phone: row.phone }),
    ...(row.scoped_id === null ? {} : { scopedId: row.scoped_id }),
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.wants_marketing === null ? {} : { wantsMarketing: row.wants_marketing }),
  };
}
