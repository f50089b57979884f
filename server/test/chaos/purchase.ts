/** One customer's purchase from greeting to payment (or not), in a way that chance chooses; patient as people are, told nothing of the inside. */
import type { GatewayChoice } from '@parley/contract/api/merchants.ts';
import { gatewayOfPage } from '../builders/gateways.ts';
import { type Heard, homeAddress, openShopper, type Shopper } from '../builders/shopper.ts';
import type { StandIns } from '../builders/stand-ins.ts';
import { walkCheckout } from './checkout-walk.ts';
import type { PurchasePlan } from './purchase-plan.ts';

export interface Purchase {
  readonly plan: PurchasePlan;
  readonly personId: string;
  /** sold_out: told in the chat or on the page. stuck: something never came. */
  readonly outcome: 'paid' | 'abandoned' | 'cancelled' | 'sold_out' | 'stuck';
  readonly why?: string;
  /** The gateway's page, once there was one. */
  readonly page?: string;
}

export interface PurchaseWorld {
  readonly standIns: StandIns;
  /** How long one answer is waited for before it is asked for again, and how often. */
  readonly patience: { readonly answerMs: number; readonly asks: number };
  readonly onRetry: () => void;
  /** Told how long an answer in the chat took. */
  readonly onAnswer: (ms: number) => void;
}

class Stuck extends Error {}
class SoldOut extends Error {}

export async function buy(world: PurchaseWorld, plan: PurchasePlan): Promise<Purchase> {
  const shopper = openShopper(world.standIns, plan.shop.merchant.phoneNumberId, { name: `Guest ${plan.number}`, phone: plan.phone });
  const known: { page?: string } = {};
  const end = (outcome: Purchase['outcome'], why?: string): Purchase => ({
    plan,
    personId: shopper.person.id,
    outcome,
    ...(why === undefined ? {} : { why }),
    ...known,
  });
  try {
    const link = await shop(world, plan, shopper);
    const walk = (gateway: GatewayChoice) =>
      walkCheckout(link, addressOf(plan), {
        gateway,
        withinMs: world.patience.answerMs * world.patience.asks,
        onRetry: world.onRetry,
      });
    const walked = await walk(plan.gateway);
    if (walked.kind === 'sold_out') return end('sold_out');
    if (walked.kind === 'stuck') return end('stuck', walked.why);
    known.page = walked.url;
    const other = plan.ending === 'pay_both' ? await walk(plan.other) : undefined;
    return end(await finish(world, plan, shopper, [walked.url, ...(other?.kind === 'gateway' ? [other.url] : [])]));
  } catch (error) {
    if (error instanceof SoldOut) return end('sold_out');
    if (error instanceof Stuck) return end('stuck', error.message);
    throw error;
  }
}

/** From the greeting to the checkout link. */
async function shop(world: PurchaseWorld, plan: PurchasePlan, shopper: Shopper): Promise<string> {
  const ask = asker(world, shopper);
  if (plan.isHasty) shopper.say('hello');
  await ask(
    'the menu',
    () => shopper.say('hi'),
    (message) => message.ids.includes('shop'),
  );
  await ask(
    'the product',
    () => shopper.say(plan.productName),
    (message) => message.text.includes(plan.productName),
  );
  const isCart = (message: Heard): boolean => message.ids.includes('checkout');
  const isSoldOut = (message: Heard): boolean => /sold out|only \d|left/i.test(message.text) && !isCart(message);
  const added = await ask(
    'the cart',
    () => shopper.press(`add:${plan.variantId}`),
    (message) => isCart(message) || isSoldOut(message),
  );
  if (!isCart(added)) throw new SoldOut();
  if (plan.quantity > 1)
    await ask(
      'the new quantity',
      () => shopper.press(`quantity:${plan.variantId}:${plan.quantity}`),
      (message) => isCart(message) || isSoldOut(message),
    );
  const asked = await ask(
    'the question for the PIN code',
    () => shopper.press('checkout'),
    (message) => /PIN/i.test(message.text) || /sold out|no longer|left/i.test(message.text),
  );
  if (!/PIN/i.test(asked.text)) throw new SoldOut();
  const offer = await ask(
    'the checkout link',
    // A greeting that was held up may have led the chat elsewhere meanwhile: the second time the id says it all.
    (isFirst) => (isFirst ? shopper.say('560034') : shopper.press('checkout.postcode:560034')),
    (message) => message.urls.some((url) => url.includes('/checkout/')) || /sold out|no longer/i.test(message.text),
  );
  const link = offer.urls.find((url) => url.includes('/checkout/'));
  if (link === undefined) throw new SoldOut();
  return link;
}

type Ask = (what: string, act: (isFirst: boolean) => void, isIt: (message: Heard) => boolean) => Promise<Heard>;

/** Asks again when no answer comes; nothing before the question counts. */
function asker(world: PurchaseWorld, shopper: Shopper): Ask {
  return async (what, act, isIt) => {
    shopper.mark();
    const began = performance.now();
    let why = '';
    for (let tries = 0; tries < world.patience.asks; tries += 1) {
      if (tries > 0) world.onRetry();
      act(tries === 0);
      try {
        const answer = await shopper.hears(what, isIt, world.patience.answerMs);
        world.onAnswer(performance.now() - began);
        return answer;
      } catch (error) {
        why = error instanceof Error ? error.message : String(error);
      }
    }
    throw new Stuck(why);
  };
}

function addressOf(plan: PurchasePlan): Readonly<Record<string, string>> {
  const method = plan.number % 4 === 0 || !plan.shop.hasCourier ? 'pickup' : 'delivery';
  return { ...homeAddress, method, name: `Guest ${plan.number}`, phone: `+${plan.phone}` };
}

async function finish(
  world: PurchaseWorld,
  plan: PurchasePlan,
  shopper: Shopper,
  [page = '', second]: readonly string[],
): Promise<Purchase['outcome']> {
  const gateway = gatewayOfPage(world.standIns, page);
  // A closed session of Stripe takes no money whatever the bank does.
  const payClosed = (): unknown => (gateway.name === 'stripe' ? gateway.pay(page) : gateway.payLate(page));
  switch (plan.ending) {
    case 'abandon':
      return 'abandoned';
    case 'pay_twice':
      gateway.pay(page);
      return done(gateway.payAgain(page), 'paid');
    case 'pay_both': {
      const paid = [second === undefined ? undefined : gatewayOfPage(world.standIns, second).pay(second), payClosed()];
      return done(paid[0] ?? paid[1], 'paid');
    }
    case 'pay_wrong':
      gateway.payWrong(page, 5_000n);
      return 'abandoned';
    case 'fail_then_pay':
      gateway.fail(page);
      return done(gateway.pay(page), 'paid');
    case 'cancel_then_pay':
      await cancel(world, shopper);
      return done(payClosed(), 'paid');
    case 'pay_then_cancel': {
      const paid = done(gateway.pay(page), 'paid');
      shopper.mark();
      await shopper
        .hears('the confirmation', (message) => /confirmed|paid/i.test(message.text), world.patience.answerMs)
        .catch(() => undefined);
      await cancel(world, shopper);
      return paid === 'paid' ? 'cancelled' : paid;
    }
    default:
      return done(gateway.pay(page), 'paid');
  }
}

/** @param taken undefined: the gateway took nothing */
function done(taken: unknown, outcome: Purchase['outcome']): Purchase['outcome'] {
  return taken === undefined ? 'abandoned' : outcome;
}

async function cancel(world: PurchaseWorld, shopper: Shopper): Promise<void> {
  const ask = asker(world, shopper);
  const yes = (message: Heard): string | undefined => message.ids.find((id) => id.startsWith('order.cancel.yes:'));
  const asked = await ask(
    'whether to cancel',
    () => shopper.press('order.cancel'),
    (message) => yes(message) !== undefined || /cancelled/i.test(message.text),
  );
  const id = yes(asked);
  if (id !== undefined)
    await ask(
      'that it is cancelled',
      () => shopper.press(id),
      (message) => /cancel/i.test(message.text),
    );
}
