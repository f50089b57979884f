/** Which jobs a printer gets is said twice, for one job in words and for a whole queue in SQL: both say the same of every printer and every job. */
import { type Paper, papers, printTicket, sidesChoices } from '@parley/contract/api/printing.ts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrintHouse, type PrintHouse } from '../../../../test/builders/print-house.ts';
import { whatIsWrong } from '../care/what-is-wrong.ts';
import { hasWorkFor } from './print-job.store.ts';
import { type Abilities, canPrint } from './print-job.ts';

let house: PrintHouse;
let jobId = '';
beforeAll(async () => {
  house = await openPrintHouse(16);
  jobId = (await house.sold()).jobs[0] ?? '';
}, 60_000);
afterAll(() => house.close());

const someAbilities: fc.Arbitrary<Abilities> = fc.record({
  color: fc.boolean(),
  duplex: fc.boolean(),
  papers: fc.subarray([...papers]),
  pagesPerMinute: fc.constant(undefined),
});
const someWish = fc.record({ paper: fc.constantFrom<Paper>(...papers), sides: fc.constantFrom(...sidesChoices), needsColor: fc.boolean() });
const inTx = <T>(work: Parameters<typeof house.database.inTx<T>>[1]): Promise<T> => house.database.inTx(house.owner.merchantId, work);
const put = (wish: { readonly paper: Paper; readonly sides: string; readonly needsColor: boolean }) =>
  inTx((tx) =>
    tx.db
      .updateTable('print_jobs')
      .set({ ticket: JSON.stringify({ mode: 'bw', paper: wish.paper, sides: wish.sides }), needs_color: wish.needsColor })
      .where('id', '=', jobId)
      .execute(),
  );

describe('a job and a printer', () => {
  const seed = 16;
  it(`fit in SQL where they fit in words, and nowhere else (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(someAbilities, someWish, async (abilities, wish) => {
        await put(wish);
        const found = await inTx((tx) => hasWorkFor(tx, { id: jobId, abilities }, house.clock.now()));
        const { paper, sides, needsColor } = wish;
        expect(found === 'job').toBe(canPrint(abilities, { needsColor, ticket: printTicket.parse({ paper, sides }) }));
      }),
      { seed, numRuns: 150 },
    );
  });

  it(`that fit nowhere are a trouble, and only those (seed ${seed})`, async () => {
    const agent = await house.pair('PC');
    await fc.assert(
      fc.asyncProperty(fc.array(someAbilities, { minLength: 1, maxLength: 3 }), someWish, async (all, wish) => {
        await inTx((tx) => tx.db.deleteFrom('printers').execute());
        await put(wish);
        for (const [index, { color, duplex, papers: offered }] of all.entries())
          await agent.call('POST', '/print_agents/report', {
            printers: [{ name: `P${index}`, state: 'ready', color, duplex, papers: offered }],
          });
        const wrong = await inTx((tx) => whatIsWrong(tx, house.clock.now()));
        const ticket = printTicket.parse({ paper: wish.paper, sides: wish.sides });
        const fits = all.some((abilities) => canPrint(abilities, { needsColor: wish.needsColor, ticket }));
        expect(wrong.map(({ word }) => word)).toEqual(fits ? [] : ['no_fit']);
      }),
      { seed, numRuns: 25 },
    );
  });
});
