/** The cart: put in, change, take out, clear, and WhatsApp's own cart priced anew. Prices are the catalogue's, never the customer's. */
import type { VariantId } from '@parley/contract/values/id.ts';
import { parseMoney } from '@parley/contract/values/money.ts';
import type { Refusal, Result } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import { CART_CODE, type CartView } from '../../../domains/carts/index.ts';
import { bare, defineDialog, type Heard, type Reply, type Scene } from '../dialog.ts';
import { leftOutNotes } from '../left-out.ts';
import { addedScreen, cartScreen, emptyCartScreen, linesScreen, quantityScreen, webScreen } from '../screens/cart-screens.ts';
import { text } from '../screens/compose.ts';
import { goneScreen, itemName } from '../screens/product-screens.ts';
import { idArg, numberArg, pageArg } from '../stable-id.ts';
import { asciiDigits } from '../words.ts';

type NativeCart = Extract<Heard, { kind: 'cart' }>;

export type CartIntent =
  | { readonly do: 'show' | 'clear' | 'number_please' | 'web' }
  | { readonly do: 'join'; readonly code: string }
  | { readonly do: 'add'; readonly variantId: VariantId }
  | { readonly do: 'quantity'; readonly variantId: VariantId; readonly quantity: number }
  | { readonly do: 'remove'; readonly variantId: VariantId }
  | { readonly do: 'edit'; readonly page: number }
  | { readonly do: 'line'; readonly variantId: VariantId }
  | { readonly do: 'native'; readonly lines: NativeCart['lines'] };

const stepSchema = z.object({ step: z.literal('choose_quantity'), data: z.object({ variantId: z.uuid() }) });
type CartStep = z.infer<typeof stepSchema>;

export const cartDialog = defineDialog<CartIntent, CartStep>({
  name: 'cart',
  version: 1,
  steps: stepSchema,
  ids: {
    add: {
      form: 'add:<variant_id>',
      means: 'one more of it in the cart',
      read: (args) => variantOf(args, (variantId) => ({ do: 'add', variantId })),
    },
    quantity: {
      form: 'quantity:<variant_id>:<n>',
      means: 'so many of it in the cart; 0 takes it out',
      read(args) {
        const [variantId, quantity] = [idArg<VariantId>(args[0]), numberArg(args[1], 0, 99)];
        return variantId === undefined || quantity === undefined || args.length > 2 ? undefined : { do: 'quantity', variantId, quantity };
      },
    },
    remove: {
      form: 'remove:<variant_id>',
      means: 'out of the cart',
      read: (args) => variantOf(args, (variantId) => ({ do: 'remove', variantId })),
    },
    cart: bare('cart', 'the cart', { do: 'show' }),
    'cart.clear': bare('cart.clear', 'an empty cart', { do: 'clear' }),
    'cart.join': {
      form: 'cart.join:<word>',
      means: 'the cart of the web under this word goes into the cart here; “Cart <word>” means the same',
      read: ([code = '', ...more]) => (more.length === 0 && CART_CODE.test(code) ? { do: 'join', code } : undefined),
    },
    web: bare('web', 'a link that shows this cart on the web', { do: 'web' }),
    'cart.edit': {
      form: 'cart.edit[:page]',
      means: 'the lines of the cart, to change one',
      read(args) {
        const page = pageArg(args[0]);
        return page === undefined || args.length > 1 ? undefined : { do: 'edit', page };
      },
    },
    'cart.line': {
      form: 'cart.line:<variant_id>',
      means: 'how many of this line; a typed number answers too',
      read: (args) => variantOf(args, (variantId) => ({ do: 'line', variantId })),
    },
  },
  answer(state, content) {
    if (content.kind !== 'text') return undefined;
    const typed = /^[x×*]?\s*(\d{1,4})$/i.exec(asciiDigits(content.text).trim())?.[1];
    if (typed === undefined) return undefined;
    const quantity = numberArg(typed, 0, 99);
    return quantity === undefined ? { do: 'number_please' } : { do: 'quantity', variantId: state.data.variantId as VariantId, quantity };
  },
  hear: (content) => (content.kind === 'cart' ? { do: 'native', lines: content.lines } : undefined),
  act,
});

function variantOf(args: readonly string[], make: (id: VariantId) => CartIntent): CartIntent | undefined {
  const variantId = idArg<VariantId>(args[0]);
  return variantId === undefined || args.length > 1 ? undefined : make(variantId);
}

async function act(scene: Scene, intent: CartIntent): Promise<Reply<CartStep>> {
  const { customer, deps, tx, voice } = scene;
  switch (intent.do) {
    case 'show':
      return { screen: [cartScreen(voice, await deps.carts.view(tx, customer.id))] };
    case 'clear':
      await deps.carts.clear(tx, customer.id);
      return { notes: [voice.say('cart.cleared')], screen: [emptyCartScreen(voice)] };
    case 'web':
      return { screen: [webScreen(voice, await deps.webCart(tx, customer.id))] };
    case 'join':
      return join(scene, intent.code);
    case 'add':
      return put(scene, intent.variantId, 'add', () => deps.carts.add(tx, customer.id, { variantId: intent.variantId, quantity: 1 }));
    case 'quantity': {
      const { quantity, variantId } = intent;
      if (quantity === 0) return takeOut(scene, variantId);
      return put(scene, variantId, 'set', () => deps.carts.setQuantity(tx, customer.id, { variantId, quantity }));
    }
    case 'remove':
      return takeOut(scene, intent.variantId);
    case 'edit': {
      const cart = await deps.carts.view(tx, customer.id);
      return { screen: [cart.lines.length === 0 ? emptyCartScreen(voice) : linesScreen(voice, cart, intent.page)] };
    }
    case 'line':
      return chooseQuantity(scene, intent.variantId);
    case 'number_please':
      return { screen: [text(voice.say('cart.number_please'))], next: 'same', unclear: true };
    default:
      return takeNativeCart(scene, intent.lines);
  }
}

/** What was chosen on the web comes here, by the rule of carts; the same word again changes nothing. */
async function join(scene: Scene, code: string): Promise<Reply<CartStep>> {
  const { customer, deps, tx, voice } = scene;
  const joined = await deps.carts.joinByCode(tx, code, customer.id);
  if (!joined.ok) return { notes: [voice.say('cart.join_unknown')], screen: [cartScreen(voice, await deps.carts.view(tx, customer.id))] };
  const { cart, leftOut, isNew } = joined.value;
  const short = await deps.catalog.variants(
    tx,
    leftOut.map((each) => each.variantId),
  );
  const notes = leftOutNotes(voice, leftOut, new Map(short.map((variant) => [variant.variantId, variant])));
  return { notes: [...(isNew ? [voice.say('cart.joined')] : []), ...notes], screen: [cartScreen(voice, cart)] };
}

async function put(
  scene: Scene,
  variantId: VariantId,
  how: 'add' | 'set',
  change: () => Promise<Result<CartView>>,
): Promise<Reply<CartStep>> {
  const { voice } = scene;
  const changed = await change();
  if (!changed.ok) return refused(scene, variantId, changed.refusal);
  const cart = changed.value;
  const line = cart.lines.find((each) => each.variant.variantId === variantId);
  if (!line) return { screen: [cartScreen(voice, cart)] };
  const item = itemName(line.variant);
  if (how === 'set')
    return { notes: [voice.say('cart.quantity_set', { item, quantity: line.quantity })], screen: [addedScreen(voice, cart)] };
  return { notes: [voice.say('cart.added', { item })], screen: [addedScreen(voice, cart)] };
}

/** Why it was not put in, and what the cart holds as before. */
async function refused(scene: Scene, variantId: VariantId, refusal: Refusal): Promise<Reply<CartStep>> {
  const { customer, deps, tx, voice } = scene;
  const [variant] = await deps.catalog.variants(tx, [variantId]);
  if (!variant || refusal.code === 'variant.not_found') return { screen: [goneScreen(voice, 'product')] };
  const cart = await deps.carts.view(tx, customer.id);
  const screen = cart.lines.length === 0 ? [emptyCartScreen(voice)] : [addedScreen(voice, cart)];
  if (refusal.code === 'cart.full') return { notes: [voice.say('cart.full')], screen };
  const left = Number(refusal.details?.[0]?.message) || 0;
  const inCart = cart.lines.find((line) => line.variant.variantId === variantId)?.quantity ?? 0;
  const item = itemName(variant);
  if (left <= 0 && inCart === 0) return { notes: [voice.say('cart.sold_out', { item })], screen };
  const notes = [
    voice.say('cart.short', { item, count: Math.max(0, left) }),
    ...(inCart > 0 ? [voice.say('cart.short_in_cart', { count: inCart })] : []),
  ];
  return { notes, screen };
}

async function takeOut(scene: Scene, variantId: VariantId): Promise<Reply<CartStep>> {
  const { customer, deps, tx, voice } = scene;
  const [variant] = await deps.catalog.variants(tx, [variantId]);
  const cart = await deps.carts.remove(tx, customer.id, variantId);
  const said = variant ? voice.say('cart.removed', { item: itemName(variant) }) : voice.say('cart.removed_other');
  return { notes: [said], screen: [cartScreen(voice, cart)] };
}

async function chooseQuantity(scene: Scene, variantId: VariantId): Promise<Reply<CartStep>> {
  const { customer, deps, tx, voice } = scene;
  const cart = await deps.carts.view(tx, customer.id);
  const line = cart.lines.find((each) => each.variant.variantId === variantId);
  if (!line) return { notes: [voice.say('cart.removed_other')], screen: [cartScreen(voice, cart)] };
  return { screen: [quantityScreen(voice, line)], next: { step: 'choose_quantity', data: { variantId } } };
}

/** WhatsApp's own cart replaces ours: same lines, our prices; every difference is told. */
async function takeNativeCart(scene: Scene, lines: NativeCart['lines']): Promise<Reply<CartStep>> {
  const { customer, deps, tx, voice } = scene;
  const known = await deps.catalog.variantsByRetailerId(
    tx,
    lines.map((line) => line.retailerId),
  );
  const wanted = new Map<VariantId, number>();
  const notes: string[] = [];
  for (const line of lines) {
    const variant = known.get(line.retailerId);
    if (!variant) continue;
    wanted.set(variant.variantId, Math.min(99, (wanted.get(variant.variantId) ?? 0) + Math.max(1, Math.trunc(line.quantity) || 1)));
    const before = line.currency === variant.price.currency ? parseMoney(line.quotedPrice, line.currency) : undefined;
    if (before && before.minor !== variant.price.minor)
      notes.push(
        voice.say('cart.price_changed', { item: itemName(variant), now: voice.money(variant.price), before: voice.money(before) }),
      );
  }
  const unknown = lines.filter((line) => !known.has(line.retailerId)).length;
  if (unknown > 0) notes.push(voice.say('cart.unknown_items', { count: unknown }));
  const replaced = await deps.carts.replace(
    tx,
    customer.id,
    [...wanted].map(([variantId, quantity]) => ({ variantId, quantity })),
  );
  notes.push(...leftOutNotes(voice, replaced.leftOut, new Map([...known.values()].map((variant) => [variant.variantId, variant]))));
  return { notes, screen: [cartScreen(voice, replaced.cart)] };
}
