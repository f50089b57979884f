/** What transactions promise: a merchant sees its own rows, all of it happened or none. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import { ok, refuse } from '@parley/contract/values/result.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertMerchant } from '../../../test/builders/shop-floor.ts';
import { openTestDatabase, type TestDatabase } from '../../../test/house.ts';
import type { Tx } from './database.ts';
import { violates } from './database.ts';

let house: TestDatabase;
let ours: MerchantId;
let theirs: MerchantId;
beforeAll(async () => {
  house = await openTestDatabase();
});
afterAll(() => house.close());
beforeEach(async () => {
  [ours, theirs] = [await insertMerchant(house.database), await insertMerchant(house.database)];
});

const add = (tx: Tx, name: string, isDefault = false, merchantId: string = tx.merchantId) =>
  tx.db
    .insertInto('locations')
    .values({ merchant_id: merchantId, id: newId<string>(), name, is_default: isDefault, created_at: new Date() })
    .execute();
const names = async (merchantId = ours) =>
  (await house.database.inTx(merchantId, (tx) => tx.db.selectFrom('locations').select('name').orderBy('name').execute())).map(
    (row) => row.name,
  );

describe('a merchant', () => {
  it('sees, changes and deletes only its own rows, even without naming itself', async () => {
    await house.database.inTx(theirs, (tx) => add(tx, 'theirs'));
    await house.database.inTx(ours, async (tx) => {
      await add(tx, 'ours');
      await tx.db.updateTable('locations').set({ name: 'changed' }).execute();
      expect(await tx.db.selectFrom('locations').select('name').execute()).toEqual([{ name: 'changed' }]);
      await tx.db.deleteFrom('locations').execute();
    });
    expect(await names(theirs)).toEqual(['theirs']);
  });

  it('cannot write a row of another', async () => {
    await expect(house.database.inTx(ours, (tx) => add(tx, 'smuggled', false, theirs))).rejects.toThrow(/row-level security/);
    await house.database.inTx(ours, (tx) => add(tx, 'mine'));
    await expect(house.database.inTx(ours, (tx) => tx.db.updateTable('locations').set({ merchant_id: theirs }).execute())).rejects.toThrow(
      /row-level security/,
    );
  });

  it('leaves nothing of itself on the connection for the next', async () => {
    await house.database.inTx(ours, (tx) => add(tx, 'ours'));
    await house.database.asOwner(async (client) => {
      const { rows } = await client.query("select current_setting('app.merchant_id', true) as id, current_user as who");
      expect(rows[0].id ?? '').toBe('');
      expect(rows[0].who).not.toMatch(/^parley_/);
    });
  });

  it('an id that is none opens no transaction', () => {
    expect(() => house.database.inTx("x'; drop table jobs; --" as MerchantId, async () => 1)).toThrow('merchant id');
  });
});

describe('the platform', () => {
  it('sees only the tables opened to it', async () => {
    await expect(house.database.inPlatformTx((tx) => tx.db.selectFrom('locations').selectAll().execute())).rejects.toThrow(
      /permission denied/,
    );
    expect(
      await house.database.inPlatformTx((tx) => tx.db.selectFrom('merchants').select('id').where('id', '=', ours).execute()),
    ).toHaveLength(1);
  });
});

describe('a transaction', () => {
  it('is undone by an error and by a refusal, and kept by anything else', async () => {
    await expect(
      house.database.inTx(ours, async (tx) => {
        await add(tx, 'error');
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const refused = await house.database.inTx(ours, async (tx) => {
      await add(tx, 'refused');
      return refuse('cart.empty');
    });
    expect(refused.ok).toBe(false);
    await house.database.inTx(ours, async (tx) => {
      await add(tx, 'kept');
      return ok(undefined);
    });
    expect(await names()).toEqual(['kept']);
  });

  it('runs what waits for the commit after it, and never after a rollback', async () => {
    const heard: string[] = [];
    await house.database.inTx(ours, async (tx) => {
      tx.afterCommit(() => heard.push('committed'));
      await tx.attempt(async () => {
        tx.afterCommit(() => heard.push('attempted'));
        return refuse('cart.empty');
      });
      expect(heard).toEqual([]);
    });
    await house.database.inTx(ours, async (tx) => {
      tx.afterCommit(() => heard.push('rolled back'));
      return refuse('cart.empty');
    });
    expect(heard).toEqual(['committed']);
  });

  it('has a handle of its own, whichever connection it runs on', async () => {
    const seen = new Set<unknown>();
    for (let time = 0; time < 20; time += 1) await house.database.inTx(ours, async (tx) => void seen.add(tx.db));
    expect(seen.size).toBe(20);
  });

  it('leaves its connection whole when its first statement fails', async () => {
    const failed = house.database.inTx(ours, (tx) => sql`select * from no_such_table`.execute(tx.db));
    await expect(failed).rejects.toThrow(/no_such_table/);
    expect(await house.database.inTx(ours, async (tx) => (await sql`select 1 as one`.execute(tx.db)).rows)).toEqual([{ one: 1 }]);
  });

  it('does not pass for committed when an error in it was swallowed', async () => {
    const swallowed = house.database.inTx(ours, async (tx) => {
      await add(tx, 'lost');
      await sql`select 1 / 0`.execute(tx.db).catch(() => undefined);
      return ok('fine');
    });
    await expect(swallowed).rejects.toThrow('nothing of it was kept');
    expect(await names()).toEqual([]);
  });

  it('is usable again after a failed one on the same connection', async () => {
    for (let n = 0; n < 20; n += 1) await house.database.inTx(ours, (tx) => sql`select nonsense`.execute(tx.db)).catch(() => undefined);
    await house.database.inTx(ours, (tx) => add(tx, 'after'));
    expect(await names()).toEqual(['after']);
  });
});

describe('an attempt', () => {
  it('undoes only its own writes, and the transaction goes on', async () => {
    await house.database.inTx(ours, async (tx) => {
      await add(tx, 'first', true);
      const clash = await tx.attempt(() => add(tx, 'second', true)).catch((error: unknown) => error);
      expect(violates(clash, 'locations_default')).toBe(true);
      await tx.attempt(async () => {
        await add(tx, 'refused');
        return refuse('cart.empty');
      });
      await tx.attempt(() => add(tx, 'third'));
    });
    expect(await names()).toEqual(['first', 'third']);
  });

  it('that holds a refused one can be undone itself', async () => {
    await house.database.inTx(ours, async (tx) => {
      await tx.attempt(async () => {
        await add(tx, 'outer');
        await tx.attempt(async () => {
          await add(tx, 'inner');
          return refuse('cart.empty');
        });
        return refuse('cart.empty');
      });
    });
    expect(await names()).toEqual([]);
  });
});
