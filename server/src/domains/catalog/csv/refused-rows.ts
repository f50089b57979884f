/** The refused rows of a file as they stood in it, with the reason in front: to be mended and sent again as it is. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { cellAsWritten, csvLine } from '../../../foundation/csv/csv.ts';
import { csvRows, separatorOfBytes } from '../../../foundation/csv/csv-rows.ts';
import { findImport, NO_FAULT, refusalsOf } from './import.store.ts';
import type { ImportsDeps } from './imports-deps.ts';
import { MOST_ROWS } from './read-file.ts';

/** No column of anybody's, so an import passes over it. */
const REASON = 'reason_refused';

/** Refuses `request.not_found`, also when the file is no longer kept. */
export async function refusedRows(
  { database, blobs }: Pick<ImportsDeps, 'database' | 'blobs'>,
  merchantId: MerchantId,
  importId: string,
): Promise<Result<AsyncIterable<string>>> {
  const found = await database.inTx(merchantId, async (tx) => {
    const record = await findImport(tx, importId);
    return record && { record, refusals: await refusalsOf(tx, importId, { limit: MOST_ROWS * 2, withInnocent: true }) };
  });
  if (!found) return refuse('request.not_found');
  const { record, refusals } = found;
  const reasons = new Map<number, string>();
  for (const { row, column, message } of refusals) {
    const reason = column === NO_FAULT ? message : `${column}: ${message}`;
    const before = reasons.get(row);
    reasons.set(row, before === undefined ? reason : `${before} ${reason}`);
  }
  if (reasons.size === 0) return ok(once(`\uFEFF${csvLine([REASON])}`));
  const kept = record.blobKey === undefined ? undefined : await blobs.get(record.blobKey);
  return kept ? ok(linesOf(kept.bytes, reasons)) : refuse('request.not_found');
}

async function* linesOf(bytes: Buffer, reasons: ReadonlyMap<number, string>): AsyncGenerator<string> {
  let isFirst = true;
  let width = 0;
  for await (const { row, cells } of csvRows(bytes, separatorOfBytes(bytes))) {
    // Mended before, and sent again: the old reason goes.
    if (isFirst) {
      width = cells[0] === REASON ? 1 : 0;
      yield `\uFEFF${csvLine([REASON, ...cells.slice(width).map(cellAsWritten)])}`;
    } else {
      const reason = reasons.get(row);
      if (reason !== undefined) yield csvLine([reason, ...cells.slice(width).map(cellAsWritten)]);
    }
    isFirst = false;
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
