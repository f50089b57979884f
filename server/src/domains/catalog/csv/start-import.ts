/** Takes a file in: looked through, kept, recorded, with a job that goes on with it should whoever waits for it be gone. */
import type { CsvMapping } from '@parley/contract/api/product-csv.ts';
import { type MerchantId, newId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { after, dayMs, minuteMs } from '@parley/contract/values/time.ts';
import { toUtf8 } from '../../../foundation/csv/to-utf8.ts';
import { violates } from '../../../foundation/db/database.ts';
import type { KeyedRequest } from '../../../foundation/http/idempotency.store.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import { findAsked, findImport, forgetFilesBefore, type ImportActor, type ImportRecord, insertImport } from './import.store.ts';
import { importProductsJob } from './import-job-kinds.ts';
import type { ImportsDeps } from './imports-deps.ts';
import { surveyFile } from './read-file.ts';
import type { RunOptions } from './run-import.ts';

/** How long refused rows can be fetched. */
const KEPT_MS = 30 * dayMs;

export interface ImportInput {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly mapping: CsvMapping;
  readonly isDryRun: boolean;
  /** A job does it all, at once. */
  readonly inBackground: boolean;
  readonly actor: ImportActor;
  readonly requestId?: string;
  /** Its Idempotency-Key, if it has one: the same file under the same key is one import. */
  readonly asked?: KeyedRequest;
}

export interface Started {
  readonly record: ImportRecord;
  readonly isRepeat: boolean;
  readonly file: RunOptions['file'];
}

/** Refuses `request.invalid` naming `file` or `mapping`, `request.idempotency_mismatch`. */
export async function startImport(deps: ImportsDeps, merchantId: MerchantId, input: ImportInput): Promise<Result<Started>> {
  const before = await askedBefore(deps, merchantId, input);
  if (before) return before;
  const { bytes } = toUtf8(input.bytes);
  const survey = await surveyFile(bytes, input.mapping);
  if (!survey.ok) return survey;
  const id = newId<string>();
  const blobKey = `imports/${id}.csv`;
  await deps.blobs.put(blobKey, bytes, 'text/csv');
  const begin = deps.database.inTx(merchantId, async (tx) => {
    const now = deps.clock.now();
    const old = await forgetFilesBefore(tx, after(now, -KEPT_MS));
    await insertImport(
      tx,
      {
        id,
        blobKey,
        fileName: input.fileName.slice(0, 200),
        format: survey.value.reader.format,
        mapping: input.mapping,
        isDryRun: input.isDryRun,
        rowsTotal: survey.value.rows,
        productsTotal: survey.value.products,
        actor: input.actor,
        requestId: input.requestId,
        asked: input.asked,
      },
      now,
    );
    const { inBackground } = input;
    await enqueue(
      tx,
      now,
      importProductsJob,
      { importId: id, isAlone: inBackground },
      { runAt: inBackground ? now : after(now, minuteMs) },
    );
    return { record: await findImport(tx, id), old };
  });
  const started = await begin.catch((error: unknown) => {
    if (violates(error, 'product_imports_asked')) return undefined;
    throw error;
  });
  // Somebody sent the same key at the same moment, and was first.
  if (!started) {
    await deps.blobs.delete(blobKey);
    return (await askedBefore(deps, merchantId, input)) ?? refuse('request.conflict');
  }
  for (const key of started.old) await deps.blobs.delete(key);
  if (!started.record) throw new Error(`import ${id} vanished in its own transaction`);
  return ok({ record: started.record, isRepeat: false, file: { bytes, survey: survey.value } });
}

async function askedBefore(deps: ImportsDeps, merchantId: MerchantId, { asked }: ImportInput): Promise<Result<Started> | undefined> {
  if (!asked) return undefined;
  const since = after(deps.clock.now(), -dayMs);
  const record = await deps.database.inTx(merchantId, (tx) => findAsked(tx, asked, since));
  if (!record) return undefined;
  if (record.asked?.route !== asked.route || record.asked.bodyHash !== asked.bodyHash) return refuse('request.idempotency_mismatch');
  return ok({ record, isRepeat: true, file: undefined });
}
