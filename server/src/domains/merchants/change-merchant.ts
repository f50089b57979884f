/** Changing what a merchant may change about itself: name, numbers, time zone, language, tax, delivery and pickup. */
import type { MerchantChange } from '@parley/contract/api/merchants.ts';
import { parsePhone } from '@parley/contract/values/phone.ts';
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { recordAudit } from './audit.store.ts';
import type { Caller } from './connect.ts';
import { loadMerchant, lockMerchant, type MerchantColumns, updateMerchant } from './merchant.store.ts';
import { amountProblems, type Merchant } from './merchant.ts';
import type { MerchantEvent } from './merchant-event.ts';

export interface ChangeMerchantDeps {
  readonly clock: Clock;
  readonly emit: (tx: Tx, event: MerchantEvent) => Promise<void>;
}

/** Refuses `request.invalid` for a number that is none and an amount that the currency cannot hold. */
export async function changeMerchant(deps: ChangeMerchantDeps, tx: Tx, change: MerchantChange, caller: Caller): Promise<Result<Merchant>> {
  const { merchant, settings: before } = await lockMerchant(tx);
  const wanted = change.settings ?? {};
  const settings = {
    delivery: wanted.delivery ?? before.delivery,
    pickup: wanted.pickup ?? before.pickup,
    tax: wanted.tax ?? before.tax,
    cod: wanted.cod ?? before.cod,
    returns: wanted.returns ?? before.returns,
    payments: wanted.payments ?? before.payments,
    whatsapp_catalogue: wanted.whatsapp_catalogue ?? before.whatsapp_catalogue,
  };
  const problems = amountProblems(settings, merchant.currency);
  const columns = columnsOf(change, merchant.country, problems);
  if (problems.length > 0) return refuse('request.invalid', { details: problems });
  await updateMerchant(tx, columns, settings);
  const after = await loadMerchant(tx);
  await recordAudit(tx, deps.clock, {
    action: 'merchant.changed',
    subject: { kind: 'merchant', id: merchant.id },
    ...caller,
    before: merchant,
    after,
  });
  await deps.emit(tx, { name: 'merchant.changed' });
  return ok(after);
}

function columnsOf(change: MerchantChange, country: string, problems: FieldProblem[]): MerchantColumns {
  const number = (field: 'phone' | 'whatsapp_number'): MerchantColumns => {
    const text = change[field];
    if (text === undefined) return {};
    const phone = parsePhone(text, country);
    if (phone === undefined) problems.push({ field, message: 'Not a phone number.' });
    return phone === undefined ? {} : { [field]: phone.e164 };
  };
  return {
    ...number('phone'),
    ...number('whatsapp_number'),
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.timezone === undefined ? {} : { time_zone: change.timezone }),
    ...(change.language === undefined ? {} : { language: change.language }),
    ...(change.prices_include_tax === undefined ? {} : { prices_include_tax: change.prices_include_tax }),
    ...(change.tax_region === undefined ? {} : { tax_region: change.tax_region }),
    ...(change.tax_number === undefined ? {} : { tax_number: change.tax_number }),
  };
}
