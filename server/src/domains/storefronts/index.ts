/** Front door of storefronts: how each shop shows itself on the web, and the host of its own it answers at. Sells nothing. */
import type { StorefrontChange } from '@parley/contract/api/storefront.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { newToken } from '../../foundation/secrets/secrets.ts';
import type { AuditTrail, Caller } from '../merchants/index.ts';
import { keepLogo, type LogoBlobs } from './encode-logo.ts';
import { claimHost, dropDomain, loadDomain, loadStorefront, saveLogo, saveLook, servedHosts } from './storefront.store.ts';
import { changeLook, type DomainProof, proofOf, readHost, type ShopDomain, type Storefront } from './storefront.ts';
import { checkDomainJob, dropLogoJob } from './storefront-job-kinds.ts';

export { logoFiles } from './encode-logo.ts';
export { type DomainEyes } from './prove-domain.ts';
export { storefrontJobs, storefrontSchedules } from './storefront.jobs.ts';
export type { DomainProof, ShopDomain, Storefront } from './storefront.ts';

export interface Storefronts {
  storefront(tx: Tx): Promise<Storefront>;
  change(tx: Tx, change: StorefrontChange, caller: Caller): Promise<Result<Storefront>>;
  /** Encodes and stores a logo before the transaction that shows it. Refuses `image.unreadable`. */
  keepLogo(bytes: Uint8Array): Promise<Result<string>>;
  /** Without a blob: none any more. The bytes of the one before go by a job. */
  showLogo(tx: Tx, blob: string | undefined, caller: Caller): Promise<Result<Storefront>>;
  domain(tx: Tx): Promise<(ShopDomain & { readonly proof: DomainProof }) | undefined>;
  /** Claims a host and looks for its proof by a job. Refuses `request.invalid` for what is no public host. */
  claim(tx: Tx, host: string, caller: Caller): Promise<Result<void>>;
  /** Looks again, by a job. Refuses `request.not_found` without a claim. */
  lookAgain(tx: Tx): Promise<Result<void>>;
  dropDomain(tx: Tx, caller: Caller): Promise<Result<void>>;
  /** Every host that a shop has proved, with the shop's slug. */
  servedHosts(tx: PlatformTx): Promise<ReadonlyMap<string, string>>;
}

export interface StorefrontsDeps {
  readonly clock: Clock;
  readonly blobs: LogoBlobs;
  readonly audit: Pick<AuditTrail, 'record'>;
  /** Host name of the public address, without a port. */
  readonly ourHost: string;
  /** The shop's host below ours; undefined where there are none. */
  readonly shopHostOf: (tx: Tx) => Promise<string | undefined>;
}

export function createStorefronts(deps: StorefrontsDeps): Storefronts {
  const { clock } = deps;
  const lookSoon = (tx: Tx) => enqueue(tx, clock.now(), checkDomainJob, {}, { key: tx.merchantId, dedupe: `check ${tx.merchantId}` });
  const record = (tx: Tx, action: string, caller: Caller, before: unknown, after: unknown) =>
    deps.audit.record(tx, { action, subject: { kind: 'storefront', id: tx.merchantId }, ...caller, before, after });
  return {
    storefront: loadStorefront,
    async change(tx, change, caller) {
      const before = await loadStorefront(tx);
      const look = changeLook(before.look, change);
      await saveLook(tx, look, clock.now());
      await record(tx, 'storefront.changed', caller, before.look, look);
      return ok({ ...before, look });
    },
    keepLogo: (bytes) => keepLogo(deps.blobs, bytes),
    async showLogo(tx, blob, caller) {
      const before = await loadStorefront(tx);
      await saveLogo(tx, blob ?? null, clock.now());
      await record(tx, 'storefront.logo_changed', caller, { logo: before.logo ?? null }, { logo: blob ?? null });
      if (before.logo !== undefined) await enqueue(tx, clock.now(), dropLogoJob, { blob: before.logo });
      return ok({ ...before, logo: blob });
    },
    async domain(tx) {
      const found = await loadDomain(tx);
      return found && { ...found, proof: proofOf(found, await deps.shopHostOf(tx)) };
    },
    async claim(tx, text, caller) {
      const host = readHost(text, deps.ourHost);
      if (host === undefined)
        return refuse('request.invalid', { details: [{ field: 'host', message: 'A host of your own such as shop.example.com.' }] });
      const before = await loadDomain(tx);
      await claimHost(tx, { host, token: newToken().slice(0, 32), at: clock.now() });
      await record(tx, 'storefront.domain_claimed', caller, { host: before?.host ?? null }, { host });
      await lookSoon(tx);
      return ok(undefined);
    },
    async lookAgain(tx) {
      if (!(await loadDomain(tx))) return refuse('request.not_found');
      await lookSoon(tx);
      return ok(undefined);
    },
    async dropDomain(tx, caller) {
      const before = await loadDomain(tx);
      if (!before || !(await dropDomain(tx))) return refuse('request.not_found');
      await record(tx, 'storefront.domain_dropped', caller, { host: before.host }, null);
      return ok(undefined);
    },
    servedHosts,
  };
}
