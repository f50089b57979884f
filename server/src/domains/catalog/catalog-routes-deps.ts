/** What the catalogue's routes need: the domain, the log of changes, and where we are reached. */
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Catalog } from './index.ts';

export interface AuditTrail {
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
}

export interface CatalogRoutesDeps {
  readonly catalog: Catalog;
  readonly audit: AuditTrail;
  /** Origin without a slash at its end. */
  readonly publicUrl: string;
}
