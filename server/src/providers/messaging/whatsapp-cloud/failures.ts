/** WhatsApp's error codes → what the sender does next. The one table; both an answer to a call and a failed status go through it. */
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import type { SendFailure } from '../messaging.port.ts';
import { judge, later, never, operator, type Ruling, type TheirError } from '../rulings.ts';

export const rulings: ReadonlyMap<number, Ruling> = new Map([
  ...operator('bad_credentials', 0, 3, 10, 190, 131_005),
  ...later('unavailable', undefined, 1, 2, 131_000, 131_016, 133_004),
  ...later('unavailable', minuteMs, 131_057, 2_494_100),
  ...later('unavailable', 5 * minuteMs, 133_015),
  // The last two: calls about a catalogue, and batches into one.
  ...later('rate_limited', 2 * minuteMs, 4, 80_007, 80_009, 80_014),
  ...later('rate_limited', 2 * secondMs, 130_429),
  ...later('pair_rate_limited', 6 * secondMs, 131_056),
  ...operator('rate_limited', 131_048),
  ...never('bad_message', 33, 100, 131_008, 131_009, 131_051, 131_055, 131_059, 131_062, 135_000, 2_046, 2_047),
  ...never('undeliverable', 130_497, 131_021, 131_026, 131_030, 137_000, 1_026),
  ...never('outside_window', 131_047),
  ...never('marketing_capped', 130_472, 131_049),
  ...never('opted_out', 131_050),
  ...never('media_problem', 131_052, 131_053),
  ...operator('blocked_account', 368, 131_031, 131_037, 131_042, 131_045),
  ...operator('blocked_account', 133_000, 133_005, 133_006, 133_008, 133_009, 133_010, 133_016, 134_011, 134_100, 134_101, 134_102),
  ...never('bad_template', 131_063, 131_064, 132_000, 132_001, 132_005, 132_007, 132_008, 132_012, 132_015, 132_016, 132_018),
  ...never('bad_template', 132_068, 132_069),
]);

export function failureOf(error: TheirError): SendFailure {
  return judge(error.code === undefined ? undefined : known(error.code), error);
}

function known(code: number): Ruling | undefined {
  const ruling = rulings.get(code);
  if (ruling) return ruling;
  if (code >= 200 && code <= 299) return { kind: 'bad_credentials', retry: 'operator' };
  return undefined;
}
