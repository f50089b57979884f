/** What pushing the catalogue needs from outside: whose shelf it is, what sold, and the client of the service that shows it. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Database, PlatformTx, Tx } from '../../../foundation/db/database.ts';
import type { CatalogueClient } from '../../../providers/messaging/catalogue.port.ts';
import type { StockAnswers } from '../catalog-deps.ts';

/** What their catalogue must know of the shop. */
export interface ShelfShop {
  readonly name: string;
  readonly slug: string;
  readonly timeZone: string;
  /** Items at most, and whether the chat may show products from there. */
  readonly whatsappCatalogue: { readonly limit: number; readonly inChat: boolean };
}

export interface ConnectedCatalogue {
  readonly catalogId: string;
  readonly client: CatalogueClient;
}

export interface PushDeps {
  readonly database: Pick<Database, 'inTx' | 'inPlatformTx'>;
  readonly clock: Clock;
  /** Origin without a slash at its end: what links and pictures begin with. */
  readonly publicUrl: string;
  readonly stock: Pick<StockAnswers, 'freeUnits'>;
  shop(tx: Tx): Promise<ShelfShop>;
  /** Units sold of each product in the days before now. */
  soldOf(tx: Tx, days: number): Promise<ReadonlyMap<string, number>>;
  /** Undefined: no catalogue is connected. Reads in the transaction, calls nobody. */
  catalogueFor(tx: Tx): Promise<ConnectedCatalogue | undefined>;
  /** Merchants that have connected WhatsApp, with a catalogue or without. */
  connectedMerchants(tx: PlatformTx): Promise<readonly MerchantId[]>;
}
