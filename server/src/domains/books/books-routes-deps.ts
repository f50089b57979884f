/** What the books' routes are handed by the composition root. */
import { accounting, type Role } from '@parley/contract/values/role.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Books } from './index.ts';

export interface BooksRoutesDeps {
  readonly books: Books;
  readonly audit: {
    record(
      tx: Tx,
      record: {
        readonly action: string;
        readonly subject: { readonly kind: string; readonly id: string };
        readonly actor: Actor;
        readonly before?: unknown;
        readonly after?: unknown;
        readonly requestId?: string;
      },
    ): Promise<void>;
    /** Newest first. */
    list(
      tx: Tx,
      query: { readonly limit: number; readonly action: string },
    ): Promise<{
      readonly items: readonly { readonly at: string; readonly actor: { readonly name: string | null }; readonly after: unknown }[];
    }>;
  };
}

/** Who may look; only those who keep the books may change them. */
export const readingBooks: readonly Role[] = [...accounting, 'viewer'];

/** As entries name who made them. */
export function actorText(actor: Pick<Actor, 'kind' | 'id'>): string {
  return `${actor.kind}:${actor.id}`;
}
