/** Lists as Stripe pages them: newest first, by the id of the last row seen. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { type ApiRefusal, invalid, missing } from './refusals.ts';

export interface PageAsked {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
  readonly created?:
    | {
        readonly gt?: number | undefined;
        readonly gte?: number | undefined;
        readonly lt?: number | undefined;
        readonly lte?: number | undefined;
      }
    | undefined;
}

/** 10 rows unless told, at most 100. */
export function listOf(
  rows: readonly { readonly id: string; readonly created: number }[],
  url: string,
  asked: PageAsked,
): Result<unknown, ApiRefusal> {
  const { limit = 10, starting_after: after, ending_before: before, created = {} } = asked;
  if (limit < 1 || limit > 100) {
    return invalid(`This value must be ${limit < 1 ? 'greater than or equal to 1' : 'less than or equal to 100'}.`, {
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  }
  const within = rows.filter(
    ({ created: at }) =>
      at > (created.gt ?? -1) &&
      at >= (created.gte ?? 0) &&
      at < (created.lt ?? Number.POSITIVE_INFINITY) &&
      at <= (created.lte ?? Number.POSITIVE_INFINITY),
  );
  const cursor = after ?? before;
  const index = cursor === undefined ? -1 : within.findIndex((row) => row.id === cursor);
  if (cursor !== undefined && index < 0) return missing('object', cursor, after === undefined ? 'ending_before' : 'starting_after', 400);
  const from = before === undefined ? index + 1 : Math.max(0, index - limit);
  const to = before === undefined ? from + limit : index;
  const hasMore = before === undefined ? within.length > to : from > 0;
  return ok({ object: 'list', data: within.slice(from, to), has_more: hasMore, url });
}
