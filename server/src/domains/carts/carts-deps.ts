/** What the verbs of carts need from outside: prices from the catalogue, free units from stock. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Stock } from '../stock/index.ts';

export interface CartsDeps {
  readonly clock: Clock;
  readonly catalog: Pick<Catalog, 'variants' | 'currency'>;
  readonly stock: Pick<Stock, 'available'>;
  /** A keyed digest, in hex: what makes a cart's word ours. */
  readonly signWord: (text: string) => string;
}
