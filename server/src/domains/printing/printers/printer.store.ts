/** All SQL of printers. */
import type { PrinterState } from '@parley/contract/api/printing.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { PrintersTable } from '../../../foundation/db/tables.gen.ts';
import type { PrinterTrouble } from '../printing.ts';
import { type PrinterRow, type SaidAbilities, saidAbilities } from './printer.ts';

export type PrinterChange = Omit<Updateable<PrintersTable>, 'merchant_id' | 'id' | 'state' | 'abilities' | 'abilities_set'> & {
  readonly state?: PrinterState;
  readonly said?: SaidAbilities;
  readonly set?: SaidAbilities;
};

export async function printerById(tx: Tx, id: string): Promise<PrinterRow | undefined> {
  const row = await living(tx).where('id', '=', id).executeTakeFirst();
  return row && printerOf(row);
}

export async function printerByName(tx: Tx, name: string): Promise<PrinterRow | undefined> {
  const row = await living(tx).where(sql`lower(name)`, '=', name.toLowerCase()).executeTakeFirst();
  return row && printerOf(row);
}

/** By name, the printer of an agent; made where there is none of that name. */
export async function ensurePrinter(tx: Tx, name: string, at: Date): Promise<PrinterRow> {
  const known = await printerByName(tx, name);
  if (known) return known;
  await sql`insert into printers (merchant_id, id, name, state, created_at) values (${tx.merchantId}, ${newId()}, ${name}, 'ready', ${at})
    on conflict do nothing`.execute(tx.db);
  const made = await printerByName(tx, name);
  if (!made) throw new Error('the printer was not kept');
  return made;
}

/** By name. */
export async function listPrinters(
  tx: Tx,
  page: { readonly page: number; readonly limit: number },
): Promise<{ readonly items: readonly PrinterRow[]; readonly total: number }> {
  const counted = await tx.db
    .selectFrom('printers')
    .select((of) => of.fn.countAll<bigint>().as('total'))
    .where('merchant_id', '=', tx.merchantId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  const rows = await living(tx)
    .orderBy(sql`lower(name)`)
    .limit(page.limit)
    .offset((page.page - 1) * page.limit)
    .execute();
  return { items: rows.map(printerOf), total: Number(counted.total) };
}

/** All that were not removed. */
export async function everyPrinter(tx: Tx): Promise<readonly PrinterRow[]> {
  return (await living(tx).orderBy(sql`lower(name)`).execute()).map(printerOf);
}

/** Held until the transaction ends; rows that point at it may still be written by others. */
export async function lockPrinter(tx: Tx, id: string): Promise<PrinterRow | undefined> {
  const row = await living(tx).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  return row && printerOf(row);
}

export async function changePrinterRow(tx: Tx, id: string, { said, set, ...rest }: PrinterChange): Promise<void> {
  await tx.db
    .updateTable('printers')
    .set({
      ...rest,
      ...(said ? { abilities: JSON.stringify(said) } : {}),
      ...(set ? { abilities_set: JSON.stringify(set) } : {}),
    })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}

/** Counters only grow. */
export async function countPaper(tx: Tx, id: string, came: { readonly sides: number; readonly jobs: number }): Promise<void> {
  if (came.sides <= 0 && came.jobs <= 0) return;
  await sql`update printers set pages_printed = pages_printed + ${Math.max(0, came.sides)}::int, jobs_printed = jobs_printed + ${came.jobs}::int
    where merchant_id = ${tx.merchantId} and id = ${id}`.execute(tx.db);
}

function living(tx: Tx) {
  return tx.db.selectFrom('printers').selectAll().where('merchant_id', '=', tx.merchantId).where('removed_at', 'is', null);
}

function printerOf(row: Selectable<PrintersTable>): PrinterRow {
  return {
    id: row.id,
    name: row.name,
    said: saidAbilities.parse(row.abilities),
    set: saidAbilities.parse(row.abilities_set),
    state: row.state as PrinterState,
    stateDetail: row.state_detail ?? undefined,
    isPaused: row.is_paused,
    lastSeenAt: row.last_seen_at ?? undefined,
    pagesPrinted: row.pages_printed,
    jobsPrinted: row.jobs_printed,
    alert: (row.alert ?? undefined) as PrinterTrouble | undefined,
    alertAt: row.alert_at ?? undefined,
  };
}
