/** What the verbs of orders work with, handed in by the composition root. */
import type { Money } from '@parley/contract/values/money.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Books } from '../books/index.ts';
import type { Carts } from '../carts/index.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Fulfilment } from '../fulfilment/index.ts';
import type { GatewayName, Payments } from '../payments/index.ts';
import type { Stock } from '../stock/index.ts';
import type { OrderEvent } from './order.ts';

export interface Shop {
  readonly name: string;
  readonly currency: string;
  /** IANA name. */
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly pricesIncludeTax: boolean;
  /** Basis points, for goods that name no rate. */
  readonly defaultTaxRateBp: number;
  /** India: the state the shop sells from. */
  readonly taxRegion?: string;
  readonly cod: { readonly offered: boolean; readonly max?: Money };
}

export interface OrdersDeps {
  readonly clock: Clock;
  /** Origin of the public pages, without a slash at the end. */
  readonly publicUrl: string;
  /** Where the gateway sends the customer's browser back to. */
  readonly paymentReturnUrl: (publicOrderId: string, gateway: GatewayName) => string;
  readonly shop: (tx: Tx) => Promise<Shop>;
  readonly books: Pick<Books, 'post' | 'reverse' | 'entriesOfOrder' | 'balancesOfOrder'>;
  readonly carts: Pick<Carts, 'filled' | 'viewById' | 'markOrdered'>;
  readonly catalog: Pick<Catalog, 'variants'>;
  readonly customers: Pick<Customers, 'get' | 'setName' | 'addresses' | 'rememberAddress'>;
  readonly stock: Pick<Stock, 'hold' | 'rehold' | 'release' | 'issueForOrder' | 'putBack' | 'putBackSome'>;
  readonly payments: Pick<Payments, 'requestLink' | 'choices' | 'linkOf' | 'closeLinks' | 'refund' | 'paymentsOf' | 'lock'>;
  readonly fulfilment: Pick<Fulfilment, 'requestQuote' | 'quote' | 'bookParcel' | 'cancelParcel' | 'shipmentOf'>;
  /** Tells whoever listens, in the same transaction. */
  readonly emit: (tx: Tx, event: OrderEvent) => Promise<void>;
}
