/** Their whole list, page by page. Called in no transaction. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { CatalogueClient, ListedItem } from '../../../providers/messaging/catalogue.port.ts';
import type { SendFailure } from '../../../providers/messaging/messaging.port.ts';

const MOST_PAGES = 1_000;

/** By retailer id. */
export async function readListing(client: CatalogueClient): Promise<Result<ReadonlyMap<string, ListedItem>, SendFailure>> {
  const found = new Map<string, ListedItem>();
  let after: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await client.list(after);
    if (!page.ok) return page;
    for (const item of page.value.items) found.set(item.retailerId, item);
    after = page.value.next;
    if (after === undefined) return ok(found);
  }
  return { ok: false, refusal: { kind: 'bad_message', retry: 'never', detail: `the catalogue has more than ${MOST_PAGES} pages` } };
}
