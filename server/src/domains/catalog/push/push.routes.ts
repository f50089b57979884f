/** HTTP of the WhatsApp catalogue: how it stands, how it differs, and asking for a push or a comparison. Mounted under /api/v1. */
import { pageOf, successOf } from '@parley/contract/api/envelope.ts';
import { catalogueAsked, catalogueQuery, catalogueStatus, driftQuery, driftRow } from '@parley/contract/api/whatsapp-catalogue.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import { anyRole, managing } from '@parley/contract/values/role.ts';
import type { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Edge } from '../../../foundation/http/edge-parts.ts';
import { perform, readPage, readWith } from '../../../foundation/http/perform.ts';
import type { CatalogRoutesDeps } from '../catalog-routes-deps.ts';
import type { Drift } from './drift.store.ts';
import type { PushDeps } from './push-deps.ts';
import type { CatalogueStatus, PushedCatalogue } from './pushed-catalogue.ts';

export interface PushRoutesDeps {
  readonly pushed: PushedCatalogue;
  readonly audit: CatalogRoutesDeps['audit'];
  readonly shop: PushDeps['shop'];
}

/** `edge.register(pushRoutes({ pushed, audit: merchants.audit, shop }), { prefix: '/api/v1' })` */
export function pushRoutes({ pushed, audit, shop }: PushRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    app.get(
      '/whatsapp/catalogue',
      { config: { access: anyRole }, schema: { querystring: catalogueQuery, response: { 200: successOf(catalogueStatus) } } },
      (request, reply) =>
        readWith(request, reply, async (tx) => {
          const { limit } = (await shop(tx)).whatsappCatalogue;
          return ok(statusAnswer(await pushed.status(tx, request.query), limit));
        }),
    );
    app.get(
      '/whatsapp/catalogue/drift',
      { config: { access: anyRole }, schema: { querystring: driftQuery, response: { 200: pageOf(driftRow) } } },
      (request, reply) =>
        readPage(request, reply, async (tx) => {
          const { items, total } = await pushed.drift(tx, request.query);
          return ok({ items: items.map(driftAnswer), total });
        }),
    );
    const asks: readonly (readonly [string, (tx: Tx) => Promise<Result<void>>])[] = [
      ['push', pushed.askPush],
      ['compare', pushed.askCompare],
    ];
    for (const [what, ask] of asks)
      app.post(
        `/whatsapp/catalogue/${what}`,
        { config: { access: managing, heavy: true }, schema: { response: { 202: successOf(catalogueAsked) } } },
        (request, reply) =>
          perform(
            request,
            reply,
            async (tx, actor) => {
              const asked = await ask(tx);
              if (!asked.ok) return asked;
              await audit.record(tx, { action: `whatsapp_catalogue.${what}`, subject: { kind: 'merchant', id: tx.merchantId }, actor });
              return ok({ queued: true as const });
            },
            { status: 202 },
          ),
      );
  };
}

function statusAnswer(status: CatalogueStatus, limit: number): z.infer<typeof catalogueStatus> {
  const { counts } = status;
  return {
    connected: status.catalogId !== undefined,
    catalog_id: status.catalogId ?? null,
    up_to_date: status.isUpToDate,
    ...counts,
    limit,
    last_push_at: status.pushedAt?.toISOString() ?? null,
    last_rotation_at: status.rotatedAt?.toISOString() ?? null,
    last_comparison_at: status.comparedAt?.toISOString() ?? null,
    failure: status.failure ?? null,
    retry_at: status.failure === undefined ? null : (status.retryAt?.toISOString() ?? null),
    errors: status.refused.map((each) => ({
      product_id: each.productId,
      variant_id: each.variantId,
      name: each.name,
      message: each.problem,
    })),
  };
}

function driftAnswer(drift: Drift): z.infer<typeof driftRow> {
  return {
    kind: drift.kind,
    retailer_id: drift.retailerId,
    product_id: drift.productId ?? null,
    name: drift.name,
    field: drift.field ?? null,
    ours: drift.ours ?? null,
    theirs: drift.theirs ?? null,
  };
}
