/** Migrations are applied once, in order, and never changed afterwards. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/house.ts';
import { migrate, readMigrations } from './migrate.ts';

let house: TestDatabase;
beforeAll(async () => {
  house = await openTestDatabase();
});
afterAll(() => house.close());

describe('migrations', () => {
  it('are numbered without gaps or doubles', () => {
    const numbers = readMigrations().map((each) => Number(each.name.slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('applied again change nothing', async () => {
    expect(await migrate(house.database)).toEqual([]);
  });

  it('changed after they were applied stop the start', async () => {
    const set = (checksum: string) =>
      house.database.asOwner((client) => client.query("update migrations set checksum = $1 where name like '0001%'", [checksum]));
    const original = readMigrations()[0]?.checksum ?? '';
    await set('another');
    await expect(migrate(house.database)).rejects.toThrow(/0001_foundation\.sql was changed/);
    await set(original);
    expect(await migrate(house.database)).toEqual([]);
  });
});
