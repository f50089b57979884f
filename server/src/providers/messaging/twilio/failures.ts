/** Twilio's error codes → what the sender does next. The one table; both an answer to a call and a failed status go through it. */
import { hourMs, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import type { SendFailure } from '../messaging.port.ts';
import { judge, later, never, operator, type Ruling, type TheirError } from '../rulings.ts';

const rulings: ReadonlyMap<number, Ruling> = new Map([
  ...operator('bad_credentials', 20_003, 20_006, 20_008, 20_403, 20_404, 63_001),
  // The sender is unknown, of another channel or not set up: nothing leaves until somebody looks.
  ...operator('bad_credentials', 21_212, 21_603, 21_606, 21_705, 21_910, 63_007, 63_020),
  ...operator('blocked_account', 20_005, 30_002, 63_013, 63_051, 63_062),
  ...later('unavailable', undefined, 20_500, 20_503, 30_001, 30_008, 63_009, 63_010, 63_012),
  ...later('rate_limited', 2 * secondMs, 20_429, 63_017),
  ...later('pair_rate_limited', 6 * secondMs, 63_018),
  ...later('rate_limited', hourMs, 63_038),
  ...later('rate_limited', minuteMs, 21_611),
  ...never('bad_message', 21_602, 21_604, 21_609, 21_617, 21_619, 21_655, 63_005, 63_021, 63_031),
  ...never('undeliverable', 21_211, 21_408, 21_612, 21_614, 30_003, 30_005, 30_006, 63_003, 63_014, 63_015, 63_024, 63_033),
  ...never('opted_out', 21_610),
  ...never('outside_window', 63_016),
  ...never('marketing_capped', 63_032, 63_049),
  ...never('media_problem', 11_751, 12_300, 21_620, 21_623, 63_019, 63_034),
  ...never('bad_template', 21_656, 63_027, 63_028, 63_029, 63_030, 63_036, 63_040, 63_041, 63_042),
]);

export function failureOf(error: TheirError): SendFailure {
  return judge(error.code === undefined ? undefined : rulings.get(error.code), error);
}
