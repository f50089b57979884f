/** A merchant and its people as the API shows them. Pure. */
import type { merchantView, meView } from '@parley/contract/api/merchants.ts';
import { type Money, moneyToDecimal } from '@parley/contract/values/money.ts';
import { percentOf } from '@parley/contract/values/percent.ts';
import type { z } from 'zod';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Merchant } from './merchant.ts';
import type { Staff } from './staff.ts';
import type { SecondFactorState } from './two-factor.store.ts';

export function merchantViewOf(merchant: Merchant): z.infer<typeof merchantView> {
  const { delivery: rule, pickup } = merchant;
  const amount = (name: 'amount' | 'threshold' | 'max', money: Money | undefined) =>
    money === undefined ? {} : { [name]: moneyToDecimal(money) };
  return {
    ...shortViewOf(merchant),
    email: merchant.email,
    phone: merchant.phone ?? null,
    whatsapp_number: merchant.whatsappNumber ?? null,
    prices_include_tax: merchant.pricesIncludeTax,
    tax_region: merchant.taxRegion ?? null,
    tax_number: merchant.taxNumber ?? null,
    settings: {
      delivery: {
        kind: rule.kind,
        ...(rule.kind === 'courier' ? {} : amount('amount', rule.amount)),
        ...(rule.kind === 'free_above' ? amount('threshold', rule.threshold) : {}),
      },
      pickup: { offered: pickup.offered, address: pickup.address, postal_code: pickup.postalCode, hours: pickup.hours },
      tax: { default_rate: percentOf(merchant.defaultTaxRateBp) },
      cod: { offered: merchant.cod.offered, ...amount('max', merchant.cod.max) },
      returns: { window_days: merchant.returnWindowDays },
      payments: { gateways: [...merchant.gateways] },
      whatsapp_catalogue: { limit: merchant.whatsappCatalogue.limit, in_chat: merchant.whatsappCatalogue.inChat },
    },
    created_at: merchant.createdAt.toISOString(),
  };
}

type MyStaff = Staff & { readonly phone: string | undefined };

/** A program has no name of its own here. */
export function meViewOf(merchant: Merchant, staff: MyStaff | undefined, factor: SecondFactorState, actor: Actor): z.infer<typeof meView> {
  return {
    id: actor.id,
    name: staff?.name ?? merchant.name,
    email: staff?.email ?? merchant.email,
    phone: staff?.phone ?? null,
    role: actor.role,
    two_factor: {
      enabled: factor.confirmedAt !== undefined,
      confirmed_at: factor.confirmedAt?.toISOString() ?? null,
      recovery_codes_left: factor.recoveryCodesLeft,
    },
    merchant: { ...shortViewOf(merchant), slug: merchant.slug, time_zone: merchant.timeZone },
  };
}

function shortViewOf(merchant: Merchant) {
  return {
    id: merchant.id,
    name: merchant.name,
    subdomain: merchant.slug,
    currency: merchant.currency,
    country: merchant.country,
    timezone: merchant.timeZone,
    language: merchant.language,
  };
}
