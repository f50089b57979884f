/** What the books' routes are handed by the composition root. */
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
  };
}

/** As entries name who made them. */
export function actorText(actor: Pick<Actor, 'kind' | 'id'>): string {
  return `${actor.kind}:${actor.id}`;
}
