/** SQL of the history of print jobs, where several say the same. */
import { newId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../../foundation/db/database.ts';

export async function addJobEvents(
  tx: Tx,
  jobIds: readonly string[],
  event: { readonly kind: string; readonly actor: string; readonly at: Date },
): Promise<void> {
  if (jobIds.length === 0) return;
  const rows = jobIds.map((jobId) => ({ merchant_id: tx.merchantId, id: newId<string>(), job_id: jobId, detail: '{}', ...event }));
  await tx.db.insertInto('print_job_events').values(rows).execute();
}
