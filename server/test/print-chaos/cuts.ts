/** Cuts the server's power in the middle of a request: before its transaction is kept, or after, when only the answer is lost. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database } from '../../src/foundation/db/database.ts';

export type Cut = 'before' | 'after';

class PowerCut extends Error {}

/** Everything that `run` does on this database is cut; all else goes on. */
export function wireCuts(database: Database): { run<T>(cut: Cut | undefined, work: () => Promise<T>): Promise<T> } {
  const armed = new AsyncLocalStorage<Cut | undefined>();
  const { inTx } = database;
  Object.assign(database, {
    inTx: (async (merchantId, work) => {
      const cut = armed.getStore();
      if (cut === undefined) return inTx(merchantId, work);
      if (cut === 'after') {
        await inTx(merchantId, work);
        throw new PowerCut('after the commit');
      }
      return inTx(merchantId, async (tx) => {
        await work(tx);
        throw new PowerCut('before the commit');
      });
    }) satisfies Database['inTx'],
  });
  return { run: (cut, work) => armed.run(cut, work) };
}
