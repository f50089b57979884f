/** Signing up: a merchant, its owner and whatever the other rooms need from the first day, all or nothing. */
import type { Registration } from '@parley/contract/api/merchants.ts';
import { type MerchantId, newId, type StaffId } from '@parley/contract/values/id.ts';
import { parsePhone } from '@parley/contract/values/phone.ts';
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Database, PlatformTx, Tx } from '../../foundation/db/database.ts';
import { narrowTo } from '../../foundation/db/narrow.ts';
import { claimKey, findAnswer, type KeyedRequest, keepAnswer } from '../../foundation/http/idempotency.store.ts';
import { recordAudit } from './audit.store.ts';
import { defaultsOf, isKnownCurrency } from './country-defaults.ts';
import { insertMerchant, type NewMerchant } from './merchant.store.ts';
import { isReservedSlug } from './merchant.ts';
import type { MerchantEvent } from './merchant-event.ts';
import { hashPassword } from './password.ts';
import { findByEmail, insertStaff } from './staff.store.ts';

export interface SignUpDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** What other rooms open for a new merchant (a default location, accounts of its books). */
  readonly onMerchantCreated: (tx: Tx) => Promise<void>;
  readonly emit: (tx: Tx, event: MerchantEvent) => Promise<void>;
}

export interface Registered {
  readonly merchantId: MerchantId;
  readonly staffId: StaffId;
  readonly name: string;
  readonly email: string;
  readonly slug: string;
}

/** Made now, or made before by the same keyed request. */
export interface SignedUp {
  readonly registered: Registered;
  readonly replayed: boolean;
}

/**
 * Refuses `merchant.email_taken`, `merchant.subdomain_taken`, `merchant.subdomain_reserved`, `request.invalid` (phone, currency).
 * @param keyed a repeat of the same keyed request gets the first answer again.
 */
export async function signUp(deps: SignUpDeps, input: Registration, keyed?: KeyedRequest): Promise<Result<SignedUp>> {
  if (isReservedSlug(input.subdomain)) {
    return refuse('merchant.subdomain_reserved', {
      details: [{ field: 'subdomain', message: 'This name is used by the program itself.' }],
    });
  }
  const planned = plan(input, deps.clock);
  if (!planned.ok) return planned;
  const passwordHash = await hashPassword(input.password);
  const made = await deps.database.inPlatformTx((platform) => open(deps, platform, planned.value, passwordHash, keyed));
  if (made.ok) return ok({ registered: made.value, replayed: false });
  return (keyed && (await earlier(deps, input.email, keyed))) ?? made;
}

async function open(
  deps: SignUpDeps,
  platform: PlatformTx,
  merchant: NewMerchant,
  passwordHash: string,
  keyed?: KeyedRequest,
): Promise<Result<Registered>> {
  const staffId = newId<StaffId>();
  const taken = await insertBoth(platform, merchant, staffId, passwordHash);
  if (!taken.ok) return taken;
  const tx = await narrowTo(platform, merchant.id);
  const registered: Registered = { merchantId: merchant.id, staffId, name: merchant.name, email: merchant.email, slug: merchant.slug };
  await deps.onMerchantCreated(tx);
  await recordAudit(tx, deps.clock, {
    action: 'merchant.registered',
    subject: { kind: 'merchant', id: merchant.id },
    actor: { kind: 'staff', id: staffId },
    after: { slug: merchant.slug, country: merchant.country, currency: merchant.currency },
  });
  if (keyed !== undefined) {
    await claimKey(tx, keyed, deps.clock);
    await keepAnswer(tx, keyed, 201, registered);
  }
  await deps.emit(tx, { name: 'merchant.registered' });
  return ok(registered);
}

/** Whoever repeats a request finds its own email taken; the key, kept with that merchant, tells it from somebody else's. */
async function earlier(deps: SignUpDeps, email: string, keyed: KeyedRequest): Promise<Result<SignedUp> | undefined> {
  const known = await deps.database.inPlatformTx(async (platform) => {
    const staff = await findByEmail(platform, email);
    return staff && findAnswer(await narrowTo(platform, staff.merchantId), keyed);
  });
  if (known?.kind === 'mismatch') return refuse('request.idempotency_mismatch');
  // Kept by `open`, so it has this form.
  return known?.kind === 'replay' ? ok({ registered: known.answer as Registered, replayed: true }) : undefined;
}

async function insertBoth(tx: PlatformTx, merchant: NewMerchant, staffId: StaffId, passwordHash: string): Promise<Result<void>> {
  if (!(await insertMerchant(tx, merchant)))
    return refuse('merchant.subdomain_taken', { details: [{ field: 'subdomain', message: 'Taken.' }] });
  const { id: merchantId, email, name, phone, createdAt } = merchant;
  const added = await insertStaff(tx, { merchantId, id: staffId, email, name, phone, role: 'owner', passwordHash, createdAt });
  return added ? ok(undefined) : refuse('merchant.email_taken', { details: [{ field: 'email', message: 'Taken.' }] });
}

function plan(input: Registration, clock: Clock): Result<NewMerchant> {
  const phone = parsePhone(input.phone, input.country);
  const country = input.country ?? phone?.country;
  const whatsapp = parsePhone(input.whatsapp_number, country);
  const problems: FieldProblem[] = [];
  const hint = 'Not a phone number. Write it with its country code, such as +91 98765 43210.';
  if (phone === undefined) problems.push({ field: 'phone', message: hint });
  if (whatsapp === undefined) problems.push({ field: 'whatsapp_number', message: hint });
  if (input.currency !== undefined && !isKnownCurrency(input.currency)) problems.push({ field: 'currency', message: 'Not a currency.' });
  if (phone === undefined || whatsapp === undefined || country === undefined || problems.length > 0)
    return refuse('request.invalid', { details: problems });
  const defaults = defaultsOf(country);
  return ok({
    id: newId<MerchantId>(),
    slug: input.subdomain,
    name: input.name,
    email: input.email,
    phone: phone.e164,
    whatsappNumber: whatsapp.e164,
    country,
    currency: input.currency ?? defaults.currency,
    timeZone: input.timezone ?? defaults.timeZone,
    language: input.language ?? defaults.language,
    createdAt: clock.now(),
  });
}
