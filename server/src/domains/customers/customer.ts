/** Who a customer is and what can be asked about them. Types only. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Contacts } from './contacts/create-contacts.ts';

export interface Customer {
  readonly id: CustomerId;
  readonly name?: string;
  readonly username?: string;
  readonly email?: string;
  /** Digits with country code; absent for those who show only a username. */
  readonly phone?: string;
  readonly scopedId?: string;
  /** One of en, hi, pt-BR, es, fr; absent until known. */
  readonly language?: string;
  readonly wantsMarketing?: boolean;
}

/** A postal address as typed; which fields are required depends on the country. */
export interface Address {
  readonly name: string;
  readonly phone: string;
  readonly line1: string;
  readonly line2?: string;
  readonly landmark?: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export interface Customers {
  /**
   * Finds or makes the customer of these keys; two records that turn out to be one person (a message carrying both keys) are joined:
   * the keys move to the older one. Brazil's ninth digit and the like are recognised as aliases.
   */
  identify(
    tx: Tx,
    keys: { readonly phone?: string; readonly scopedId?: string; readonly name?: string; readonly username?: string },
  ): Promise<Customer>;
  /** The service said this person writes from another number or id now. */
  changeKeys(
    tx: Tx,
    from: { readonly phone?: string; readonly scopedId?: string },
    to: { readonly phone?: string; readonly scopedId?: string },
  ): Promise<Customer>;
  /** By any spelling of the number; makes nobody. */
  findByPhone(tx: Tx, phone: string): Promise<CustomerId | undefined>;
  get(tx: Tx, id: CustomerId): Promise<Customer | undefined>;
  /** Every number and id this person is or was known by, and the mail address. */
  keysOf(tx: Tx, id: CustomerId): Promise<readonly string[]>;
  setLanguage(tx: Tx, id: CustomerId, language: string): Promise<void>;
  setName(tx: Tx, id: CustomerId, name: string): Promise<void>;
  setMarketing(tx: Tx, id: CustomerId, wants: boolean): Promise<void>;
  /** Newest first. */
  addresses(tx: Tx, id: CustomerId): Promise<readonly { readonly id: string; readonly address: Address }[]>;
  rememberAddress(tx: Tx, id: CustomerId, address: Address): Promise<void>;
  /** What staff see and do. */
  readonly contacts: Contacts;
}
