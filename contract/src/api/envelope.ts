/** How every answer of the API is wrapped, and how lists are paged: the schemas that routes and the typed client share. */
import { z } from 'zod';

export const errorEnvelope = z
  .object({
    status: z.literal('error'),
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
      request_id: z.string(),
    }),
  })
  .meta({ description: 'What every failure looks like; codes are listed in docs/errors.md.' });
export type ErrorEnvelope = z.infer<typeof errorEnvelope>;

/** `{"status":"success","data":…}` around one thing. */
export function successOf<T extends z.ZodType>(data: T) {
  return z.object({ status: z.literal('success'), data });
}

export const pagination = z.object({
  total: z.number().int(),
  pages: z.number().int(),
  current_page: z.number().int(),
  limit: z.number().int(),
});
export type Pagination = z.infer<typeof pagination>;

/** A counted list: `{"status":"success","data":[…],"pagination":{…}}`. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ status: z.literal('success'), data: z.array(item), pagination });
}

/** A list without end: `{"status":"success","data":[…],"next_cursor":"…"|null}`. */
export function streamOf<T extends z.ZodType>(item: T) {
  return z.object({ status: z.literal('success'), data: z.array(item), next_cursor: z.string().nullable() });
}

const limit = z.coerce.number().int().min(1).max(100).default(20);

/** Spread into a strict query schema: `z.strictObject({ ...pageQuery, search: z.string().optional() })`. */
export const pageQuery = { page: z.coerce.number().int().min(1).max(100_000).default(1), limit } as const;
export const cursorQuery = { cursor: z.string().min(1).max(200).optional(), limit } as const;

/** @returns the counted form of one page; `total` counts all rows of the list. */
export function paginationOf(total: number, query: { readonly page: number; readonly limit: number }): Pagination {
  return { total, pages: Math.ceil(total / query.limit), current_page: query.page, limit: query.limit };
}

/** An id in a path. */
export const idParam = z.strictObject({ id: z.uuid() });
/** RFC 3339 in UTC. */
export const instant = z.string().meta({ format: 'date-time' });
/** Decimal in the currency's own places. */
export const decimal = z.string().meta({ examples: ['24.99'] });
