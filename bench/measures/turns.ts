/** Whole chat turns: a signed webhook in, the reply handed to the stand-in. As many as go, and how long one takes at a calm pace. */
import { openMerchant } from '../../server/test/builders/merchant.ts';
import { asFastAs, atPace } from '../load.ts';
import type { Measure } from '../measure.ts';
import { gatherPeople } from '../people.ts';
import { runMeasures } from '../run.ts';
import { openStage } from '../stage.ts';

const AT_ONCE = 96;
const PACE = 80;
const PEOPLE = 800;
const PRODUCTS = 300;
/** Statuses come later than the bench looks: a turn ends with the reply handed over. */
const NO_STATUS = { sentMs: 3_600_000, deliveredMs: 3_600_000 };

export const turnsMeasure: Measure = {
  name: 'turns',
  async run({ database, seconds }) {
    const stage = await openStage({ database, standIns: { latency: NO_STATUS, webhookConcurrency: AT_ONCE } });
    try {
      const merchant = await openMerchant(stage, stage.standIns, { connect: ['whatsapp'] });
      await stage.ask('fill shop', { merchantId: merchant.id, products: PRODUCTS });
      const people = gatherPeople(stage.standIns, merchant.phoneNumberId, PEOPLE);
      await asFastAs(AT_ONCE, 3, people.talk);
      const cpu = await stage.cpuMs();
      const most = await asFastAs(AT_ONCE, seconds, people.talk);
      const each = ((await stage.cpuMs()) - cpu) / most.done;
      await stage.ask('idle');
      const calm = await atPace(PACE, seconds, people.talk);
      people.close();
      return [
        {
          what: 'chat turns, webhook to reply',
          figure: most.perSecond,
          unit: '/s',
          p50: most.p50,
          p99: most.p99,
          wanted: '>= 300/s',
          ok: most.perSecond >= 300,
          note: `${AT_ONCE} at once; ${each.toFixed(2)} ms of processor each`,
        },
        {
          what: `chat turns at ${PACE} messages/s`,
          figure: calm.perSecond,
          unit: '/s',
          p50: calm.p50,
          p99: calm.p99,
          wanted: 'p99 < 1000 ms',
          ok: calm.p99 < 1_000,
        },
      ];
    } finally {
      await stage.close();
    }
  },
};

if (import.meta.main) await runMeasures([turnsMeasure]);
