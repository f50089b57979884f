/** Finds or makes the customer behind the keys of a message, and follows a person to a new number. It must never join two records on a name. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import {
  type CustomerRow,
  demoteOthers,
  findKeys,
  insertCustomer,
  type Key,
  type KnownKey,
  loadCustomer,
  lockKeys,
  putKeys,
  updateCustomer,
} from './customer.store.ts';
import { joinRecords, type OnMerged } from './join-records.ts';
import { phoneDigits, spellingsOf } from './phone-alias.ts';

export interface IdentifyDeps {
  readonly clock: Clock;
  readonly onMerged?: OnMerged | undefined;
}

export interface Keys {
  readonly phone?: string;
  readonly scopedId?: string;
}

export interface Profile {
  readonly name?: string;
  readonly username?: string;
}

interface Wanted {
  readonly phone: string | undefined;
  readonly scopedId: string | undefined;
  readonly all: readonly Key[];
}

export async function identify(deps: IdentifyDeps, tx: Tx, keys: Keys & Profile): Promise<CustomerRow> {
  const wanted = wantedOf(keys);
  if (wanted.all.length === 0) throw new Error('identify needs a phone number or a scoped id');
  let known = await findKeys(tx, wanted.all);
  if (!isWhole(wanted, known)) {
    await lockKeys(tx, wanted.all);
    known = await findKeys(tx, wanted.all);
  }
  const [first] = known;
  const row = first && isWhole(wanted, known) ? first.owner : await settle(deps, tx, wanted, known, keys);
  return refreshProfile(tx, row, keys);
}

/** Only looks. */
export async function findByPhone(tx: Tx, phone: string): Promise<CustomerId | undefined> {
  const [known] = await findKeys(tx, wantedOf({ phone }).all);
  return known?.customerId;
}

export async function changeKeys(deps: IdentifyDeps, tx: Tx, from: Keys, to: Keys): Promise<CustomerRow> {
  const before = wantedOf(from);
  const after = wantedOf(to);
  await lockKeys(tx, [...before.all, ...after.all]);
  const owners = ownersOf([...(await findKeys(tx, before.all)), ...(await findKeys(tx, after.all))]);
  const id = owners.length === 0 ? (await create(deps, tx, {})).id : await joinRecords(tx, owners, deps.onMerged);
  // A person never known by the old keys is known by them from now on, for messages that come late.
  await attach(deps, tx, id, before, false);
  await attach(deps, tx, id, after, true);
  return mustLoad(tx, id);
}

function wantedOf(keys: Keys): Wanted {
  const phone = phoneDigits(keys.phone);
  const scopedId = keys.scopedId === undefined || keys.scopedId === '' ? undefined : keys.scopedId;
  return {
    phone,
    scopedId,
    all: [
      ...(phone === undefined ? [] : spellingsOf(phone).map((value): Key => ({ kind: 'phone', value }))),
      ...(scopedId === undefined ? [] : [{ kind: 'scoped_id' as const, value: scopedId }]),
    ],
  };
}

/** Every key is known and leads to one record as the one to write to: nothing to do, nothing to lock. */
function isWhole(wanted: Wanted, known: readonly KnownKey[]): boolean {
  const primary = (kind: Key['kind'], value: string | undefined) =>
    value === undefined || known.some((key) => key.kind === kind && key.value === value && key.isPrimary);
  return ownersOf(known).length === 1 && primary('phone', wanted.phone) && primary('scoped_id', wanted.scopedId);
}

async function settle(deps: IdentifyDeps, tx: Tx, wanted: Wanted, known: readonly KnownKey[], profile: Profile): Promise<CustomerRow> {
  const believed = await withoutFormerNumbers(tx, wanted, known);
  const owners = ownersOf(believed);
  if (owners.length === 0) return createWith(deps, tx, wanted, profile);
  const id = await joinRecords(tx, owners, deps.onMerged);
  // A late message from a number its owner has left does not make it the one to write to again.
  const isLate = wanted.scopedId === undefined && believed.length > 0 && (await writesFromElsewhere(tx, id, wanted));
  await attach(deps, tx, id, isLate ? { ...wanted, phone: undefined } : wanted, true);
  return mustLoad(tx, id);
}

/**
 * Numbers are given to other people some time after their owner left them: a message from a number that was left, with a scoped id its
 * former owner does not have, comes from somebody else.
 */
async function withoutFormerNumbers(tx: Tx, wanted: Wanted, known: readonly KnownKey[]): Promise<readonly KnownKey[]> {
  if (wanted.scopedId === undefined) return known;
  const scoped = known.find((key) => key.kind === 'scoped_id');
  const believed: KnownKey[] = [];
  for (const key of known) {
    const isOthers = key.kind === 'phone' && key.customerId !== scoped?.customerId;
    if (!isOthers || !(await writesFromElsewhere(tx, key.customerId, wanted))) believed.push(key);
  }
  return believed;
}

/** The record's own number is another one than the wanted. */
async function writesFromElsewhere(tx: Tx, id: CustomerId, wanted: Wanted): Promise<boolean> {
  const row = await loadCustomer(tx, id);
  return row !== undefined && row.phone !== null && wanted.phone !== undefined && !spellingsOf(wanted.phone).includes(row.phone);
}

async function create(deps: IdentifyDeps, tx: Tx, profile: Profile): Promise<CustomerRow> {
  const row = {
    id: newId<CustomerId>(),
    name: cleanName(profile.name) ?? null,
    username: cleanUsername(profile.username) ?? null,
    created_at: deps.clock.now(),
  };
  await insertCustomer(tx, row);
  return { ...row, email: null, language: null, wants_marketing: null, wants_marketing_at: null, phone: null, scoped_id: null };
}

/** Nobody's keys go to a record that has none to demote. */
async function createWith(deps: IdentifyDeps, tx: Tx, wanted: Wanted, profile: Profile): Promise<CustomerRow> {
  const row = await create(deps, tx, profile);
  await putKeys(tx, row.id, keysOf(wanted, true), deps.clock.now());
  return { ...row, phone: wanted.phone ?? null, scoped_id: wanted.scopedId ?? null };
}

function keysOf(wanted: Wanted, isPrimary: boolean): readonly (Key & { readonly isPrimary: boolean })[] {
  return wanted.all
    .filter((key) => key.kind !== 'phone' || wanted.phone !== undefined)
    .map((key) => ({ ...key, isPrimary: isPrimary && (key.value === wanted.phone || key.value === wanted.scopedId) }));
}

/** The number as the service wrote it becomes the one to write to; its other spelling is kept so that it can lead to nobody else. */
async function attach(deps: IdentifyDeps, tx: Tx, id: CustomerId, wanted: Wanted, isPrimary: boolean): Promise<void> {
  await putKeys(tx, id, keysOf(wanted, isPrimary), deps.clock.now());
  if (!isPrimary) return;
  if (wanted.phone !== undefined) await demoteOthers(tx, id, { kind: 'phone', value: wanted.phone });
  if (wanted.scopedId !== undefined) await demoteOthers(tx, id, { kind: 'scoped_id', value: wanted.scopedId });
}

/** Takes a name only where none is known (staff may have corrected it); a username always, since people change theirs. */
async function refreshProfile(tx: Tx, row: CustomerRow, profile: Profile): Promise<CustomerRow> {
  const name = row.name ?? cleanName(profile.name) ?? null;
  const username = cleanUsername(profile.username) ?? row.username;
  if (name === row.name && username === row.username) return row;
  await updateCustomer(tx, row.id, { name, username });
  return { ...row, name, username };
}

/** Chosen by the customer: any text. Control characters go, the length is bounded. */
export function cleanName(name: string | undefined): string | undefined {
  const clean = name
    ?.replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 200);
  return clean === undefined || clean === '' ? undefined : clean;
}

function cleanUsername(username: string | undefined): string | undefined {
  return cleanName(username)?.replace(/^@/, '');
}

function ownersOf(known: readonly KnownKey[]): readonly CustomerId[] {
  return [...new Set(known.map((key) => key.customerId))];
}

async function mustLoad(tx: Tx, id: CustomerId): Promise<CustomerRow> {
  const row = await loadCustomer(tx, id);
  if (row === undefined) throw new Error('a key leads to no customer');
  return row;
}
