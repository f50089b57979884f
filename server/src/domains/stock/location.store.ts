/** SQL of places where stock lies. A merchant has one default place; places with a history are closed, never deleted. */
import { type LocationId, newId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import { type Tx, violates } from '../../foundation/db/database.ts';

export interface Location {
  readonly id: LocationId;
  readonly name: string;
  readonly isDefault: boolean;
  readonly createdAt: Date;
}

const COLUMNS = sql`id, name, is_default as "isDefault", created_at as "createdAt"`;

/** Open ones, the default first. */
export async function listLocations(tx: Tx): Promise<Location[]> {
  const { rows } = await sql<Location>`select ${COLUMNS} from locations
    where merchant_id = ${tx.merchantId} and archived_at is null order by is_default desc, lower(name), id`.execute(tx.db);
  return rows;
}

/** Stays open until the transaction ends. */
export async function findLocation(tx: Tx, id: LocationId): Promise<Location | undefined> {
  const { rows } = await sql<Location>`select ${COLUMNS} from locations
    where merchant_id = ${tx.merchantId} and id = ${id} and archived_at is null for share`.execute(tx.db);
  return rows[0];
}

/** As findLocation, but nobody changes it until the transaction ends. */
export async function lockLocation(tx: Tx, id: LocationId): Promise<Location | undefined> {
  const { rows } = await sql<Location>`select ${COLUMNS} from locations
    where merchant_id = ${tx.merchantId} and id = ${id} and archived_at is null for update`.execute(tx.db);
  return rows[0];
}

/** The merchant's default place, made when there is none yet. */
export async function defaultLocation(tx: Tx, at: Date): Promise<LocationId> {
  const find = () =>
    tx.db.selectFrom('locations').select('id').where('merchant_id', '=', tx.merchantId).where('is_default', '=', true).executeTakeFirst();
  const known = await find();
  if (known) return known.id as LocationId;
  await sql`insert into locations (merchant_id, id, name, is_default, created_at)
    values (${tx.merchantId}, ${newId<LocationId>()}, 'Main', true, ${at}) on conflict (merchant_id) where is_default do nothing`.execute(
    tx.db,
  );
  const made = await find();
  if (!made) throw new Error('the default location was neither there nor made');
  return made.id as LocationId;
}

/** False when an open place of this name is there. */
export async function insertLocation(tx: Tx, location: Location): Promise<boolean> {
  return orTaken(tx, () =>
    sql`insert into locations (merchant_id, id, name, is_default, created_at)
      values (${tx.merchantId}, ${location.id}, ${location.name}, ${location.isDefault}, ${location.createdAt})`.execute(tx.db),
  );
}

/** False when an open place of this name is there. */
export async function renameLocation(tx: Tx, id: LocationId, name: string): Promise<boolean> {
  return orTaken(tx, () => sql`update locations set name = ${name} where merchant_id = ${tx.merchantId} and id = ${id}`.execute(tx.db));
}

async function orTaken(tx: Tx, write: () => Promise<unknown>): Promise<boolean> {
  try {
    await tx.attempt(write);
    return true;
  } catch (error) {
    if (violates(error, 'locations_name')) return false;
    throw error;
  }
}

/** In two steps: at no time are there two. */
export async function makeDefault(tx: Tx, id: LocationId): Promise<void> {
  await sql`update locations set is_default = false where merchant_id = ${tx.merchantId} and is_default and id <> ${id}`.execute(tx.db);
  await sql`update locations set is_default = true where merchant_id = ${tx.merchantId} and id = ${id}`.execute(tx.db);
}

/** Units on hand there, locked: nothing arrives meanwhile at levels that exist. */
export async function unitsAt(tx: Tx, id: LocationId): Promise<number> {
  const { rows } = await sql<{ on_hand: number }>`select on_hand from stock_levels
    where merchant_id = ${tx.merchantId} and location_id = ${id} order by variant_id for update`.execute(tx.db);
  return rows.reduce((total, row) => total + row.on_hand, 0);
}

export async function archiveLocation(tx: Tx, id: LocationId, at: Date): Promise<void> {
  await sql`update locations set archived_at = ${at} where merchant_id = ${tx.merchantId} and id = ${id}`.execute(tx.db);
}
