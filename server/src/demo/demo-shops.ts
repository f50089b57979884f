/** All demo merchants, the grocer first: who seeds a fresh sandbox begins here. */
import type { DemoShop } from './demo-shop.ts';
import { kiteAndCrate } from './kite-and-crate.ts';
import { marigoldSalon } from './marigold-salon.ts';
import { quillAndToner } from './quill-and-toner.ts';
import { starlingMarket } from './starling-market.ts';

export const demoShops: readonly DemoShop[] = [starlingMarket, quillAndToner, marigoldSalon, kiteAndCrate];
