/** Files that were checked and the jobs that print them, as bare rows: for tests that begin after a customer has sent and chosen. */
import { newId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../src/foundation/db/database.ts';

export interface PrintRow {
  readonly orderId: string;
  readonly position: number;
  readonly sides: number;
  readonly ticket: Readonly<Record<string, unknown>>;
  readonly rush: boolean;
  readonly color: boolean;
  readonly pickupCode: string;
  readonly fileName: string;
  readonly sheets: { readonly blob: string; readonly sha256: string; readonly bytes: number };
}

/** The job waits for its order's payment. Answers its id. */
export async function insertPrintJob(tx: Tx, row: PrintRow, at: Date): Promise<string> {
  const own = { merchant_id: tx.merchantId };
  const [fileId, id] = [newId<string>(), newId<string>()];
  const order = await tx.db.selectFrom('orders').select('customer_id').where('id', '=', row.orderId).executeTakeFirstOrThrow();
  await tx.db
    .insertInto('print_files')
    .values({
      ...own,
      id: fileId,
      customer_id: order.customer_id,
      name: row.fileName,
      source_kind: 'pdf',
      state: 'ready',
      page_count: row.sides,
      print_blob: row.sheets.blob,
      preview_blob: row.sheets.blob,
      print_hash: row.sheets.sha256,
      print_bytes: BigInt(row.sheets.bytes),
      content_hash: row.sheets.sha256,
      created_at: at,
    })
    .execute();
  await tx.db
    .insertInto('print_jobs')
    .values({
      ...own,
      id,
      order_id: row.orderId,
      file_id: fileId,
      position: row.position,
      ticket: JSON.stringify({
        mode: row.color ? 'color' : 'bw',
        copies: 1,
        paper: 'A4',
        sides: 'one',
        pages_per_sheet: 1,
        ...row.ticket,
      }),
      printed_sides: row.sides,
      sheets: row.sides,
      needs_color: row.color,
      is_rush: row.rush,
      state: 'waiting',
      pickup_code: row.pickupCode,
      created_at: at,
    })
    .execute();
  return id;
}
