/** `npm run bench`: every measure of SPEC section 12 on both databases, one table, one file. */
import { acceptMeasure } from './measures/accept.ts';
import { booksMeasure } from './measures/books.ts';
import { importsMeasure } from './measures/imports.ts';
import { ordersMeasure } from './measures/orders.ts';
import { pagesMeasure } from './measures/pages.ts';
import { productsMeasure } from './measures/products.ts';
import { startMeasure } from './measures/start.ts';
import { storefrontMeasure } from './measures/storefront.ts';
import { turnsMeasure } from './measures/turns.ts';
import { runMeasures } from './run.ts';

await runMeasures([
  acceptMeasure,
  turnsMeasure,
  productsMeasure,
  importsMeasure,
  ordersMeasure,
  booksMeasure,
  storefrontMeasure,
  pagesMeasure,
  startMeasure,
]);
