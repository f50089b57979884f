/** What a run is made of before it begins: its shops, and what each customer will do. Types and their words only. */
import type { GatewayChoice } from '@parley/contract/api/merchants.ts';
import type { TestMerchant } from '../builders/merchant.ts';

export interface Goods {
  readonly variantId: string;
  readonly name: string;
  readonly stock: number;
}

/** One currency has two of the gateways, the other the third: between them all are in use, and each shop has a choice. */
export interface TurmoilShop {
  readonly merchant: TestMerchant;
  readonly gateways: readonly [GatewayChoice, GatewayChoice];
  readonly hasCourier: boolean;
  /** Of its customers' numbers. */
  readonly dialling: string;
  readonly goods: readonly Goods[];
}

export const endings = [
  'pay',
  'pay_twice',
  'pay_both',
  'pay_wrong',
  'fail_then_pay',
  'abandon',
  'cancel_then_pay',
  'pay_then_cancel',
] as const;
export type Ending = (typeof endings)[number];

export interface PurchasePlan {
  readonly number: number;
  readonly shop: TurmoilShop;
  readonly gateway: GatewayChoice;
  /** Chosen afterwards by who pays by both. */
  readonly other: GatewayChoice;
  readonly phone: string;
  readonly ending: Ending;
  readonly variantId: string;
  readonly productName: string;
  readonly quantity: number;
  /** Writes twice in a row instead of waiting for the greeting. */
  readonly isHasty: boolean;
}
