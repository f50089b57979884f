/** HTTP of what stock is worth and how old it is, as JSON by pages and as CSV whole. Mounted by stock.routes.ts. */
import { pagination, paginationOf } from '@parley/contract/api/envelope.ts';
import { ageing, valuation, valuationQuery } from '@parley/contract/api/stock.ts';
import { ok } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { readWith } from '../../foundation/http/perform.ts';
import { sendCsv, wantsCsv } from '../../foundation/http/send-csv.ts';
import { AGE_BUCKETS, type Ageing, type Valuation } from './index.ts';
import type { Buckets } from './stock-ageing.ts';
import { decimalOf, drillOf, namesOf, type StockRoutesDeps, seeingCosts } from './stock-routes-deps.ts';

const config = { access: seeingCosts };
/** A report with rows by pages. */
const paged = <T extends z.ZodType>(data: T) => ({ 200: z.object({ status: z.literal('success'), data, pagination }) });

export function stockReportRoutes(deps: StockRoutesDeps) {
  const { stock } = deps;
  return async (app: Edge): Promise<void> => {
    app.get(
      '/inventory/valuation',
      { config, schema: { querystring: valuationQuery, response: paged(valuation) } },
      async (request, reply) => {
        const asCsv = wantsCsv(request);
        const { data } = await readWith(request, reply, async (tx) => {
          const report = await stock.valuation(tx, asCsv ? undefined : request.query);
          return ok({ report, answer: await valuationAnswer(deps, tx, report) });
        });
        if (asCsv) return sendCsv(reply, 'stock-valuation', valuationRows(data.answer));
        return { status: 'success' as const, data: data.answer, pagination: paginationOf(data.report.total.variants, request.query) };
      },
    );
    app.get(
      '/reports/stock-aging',
      { config, schema: { querystring: valuationQuery, response: paged(ageing) } },
      async (request, reply) => {
        const asCsv = wantsCsv(request);
        const { data } = await readWith(request, reply, async (tx) => {
          const report = await stock.ageing(tx, asCsv ? undefined : request.query);
          return ok({ report, answer: await ageingAnswer(deps, tx, report) });
        });
        if (asCsv) return sendCsv(reply, 'stock-aging', ageingRows(data.answer));
        return { status: 'success' as const, data: data.answer, pagination: paginationOf(data.report.total.variants, request.query) };
      },
    );
  };
}

async function valuationAnswer(deps: StockRoutesDeps, tx: Tx, report: Valuation): Promise<z.infer<typeof valuation>> {
  const { currency, total, variants } = report;
  const named = await namesOf(
    deps,
    tx,
    variants.map((each) => each.variantId),
  );
  return {
    currency,
    total_quantity: total.quantity,
    total_value: decimalOf(total.valueMinor, currency),
    variants: variants.map((each) => ({
      ...named(each.variantId),
      quantity: each.quantity,
      value: decimalOf(each.valueMinor, currency),
      average_cost: decimalOf(each.averageMinor, currency),
      drill: drillOf(each.variantId),
    })),
  };
}

function valuationRows({ variants, total_quantity, total_value, currency }: z.infer<typeof valuation>) {
  return [
    ['variant_id', 'sku', 'product_name', 'options', 'quantity', 'value', 'average_cost', 'currency'],
    ...variants.map((row) => [row.variant_id, row.sku, row.product_name, row.options, row.quantity, row.value, row.average_cost, currency]),
    ['total', null, null, null, total_quantity, total_value, null, currency],
  ];
}

async function ageingAnswer(deps: StockRoutesDeps, tx: Tx, report: Ageing): Promise<z.infer<typeof ageing>> {
  const { currency, asOf, total, variants } = report;
  const named = await namesOf(
    deps,
    tx,
    variants.map((each) => each.variantId),
  );
  const shown = (buckets: Buckets) =>
    AGE_BUCKETS.map((days, index) => ({
      days,
      quantity: buckets[index]?.quantity ?? 0,
      value: decimalOf(buckets[index]?.valueMinor ?? 0n, currency),
    }));
  return {
    as_of: asOf,
    currency,
    total_quantity: total.quantity,
    total_value: decimalOf(total.valueMinor, currency),
    buckets: shown(total.buckets),
    variants: variants.map((each) => ({
      ...named(each.variantId),
      quantity: each.quantity,
      value: decimalOf(each.valueMinor, currency),
      buckets: shown(each.buckets),
      drill: drillOf(each.variantId),
    })),
  };
}

function ageingRows({ variants, buckets, total_quantity, total_value, currency }: z.infer<typeof ageing>) {
  const cells = (of: typeof buckets) => of.flatMap((bucket) => [bucket.quantity, bucket.value]);
  return [
    [
      'variant_id',
      'sku',
      'product_name',
      'options',
      'quantity',
      'value',
      ...AGE_BUCKETS.flatMap((days) => [`quantity_${days}`, `value_${days}`]),
      'currency',
    ],
    ...variants.map((row) => [
      row.variant_id,
      row.sku,
      row.product_name,
      row.options,
      row.quantity,
      row.value,
      ...cells(row.buckets),
      currency,
    ]),
    ['total', null, null, null, total_quantity, total_value, ...cells(buckets), currency],
  ];
}
