/** The books over a hundred thousand orders: what one posting adds to its event, and a year's profit and loss from the API. */
import { openMerchant } from '../../server/test/builders/merchant.ts';
import { asFastAs } from '../load.ts';
import { type Measure, percentile } from '../measure.ts';
import { runMeasures } from '../run.ts';
import { openStage } from '../stage.ts';

const ORDERS = 100_000;
const POSTING_MS = 2;
const REPORT_MS = 300;

export const booksMeasure: Measure = {
  name: 'books',
  async run({ database, seconds }) {
    const stage = await openStage({ database, roles: ['web'] });
    try {
      const merchant = await openMerchant(stage, stage.standIns, { connect: [] });
      await stage.ask('fill books', { merchantId: merchant.id, orders: ORDERS });
      const times = (await stage.ask('time postings', { merchantId: merchant.id, seconds })) as readonly number[];
      const posting = percentile(times, 0.5);
      const year = new Date(Date.now() - 365 * 24 * 3_600_000).toISOString().slice(0, 10);
      const report = await asFastAs(1, 2, async () => {
        const answer = await merchant.call('GET', `/reports/profit-loss?from=${year}`);
        if (answer.status !== 200) throw new Error(`profit and loss answered ${answer.status}`);
      });
      return [
        {
          what: 'one posting within its transaction',
          figure: posting,
          unit: ' ms',
          p50: posting,
          p99: percentile(times, 0.99),
          wanted: `< ${POSTING_MS} ms`,
          ok: posting < POSTING_MS,
          note: `${times.length} postings after ${ORDERS.toLocaleString('en')} orders`,
        },
        {
          what: `profit and loss over ${ORDERS.toLocaleString('en')} orders`,
          figure: report.p99,
          unit: ' ms',
          p50: report.p50,
          p99: report.p99,
          wanted: `< ${REPORT_MS} ms`,
          ok: report.p99 < REPORT_MS,
        },
      ];
    } finally {
      await stage.close();
    }
  },
};

if (import.meta.main) await runMeasures([booksMeasure]);
