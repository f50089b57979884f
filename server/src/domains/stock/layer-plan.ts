/** Which layers a set of moves takes from and adds to: leaving units are the oldest there, unless their ages are known. Pure. */

import type { OpenLayer } from './layer.store.ts';
import type { LayerAdd, LayerTake } from './ledger.store.ts';
import { type Age, ageKey, mergeAges, splitAges } from './stock-layer.ts';

export interface Aging {
  readonly variantId: OpenLayer['variantId'];
  readonly locationId: OpenLayer['locationId'];
  readonly quantity: number;
  /** Of arriving units, where they are not of today; of leaving ones, where it is known which they are. */
  readonly ages?: readonly Age[] | undefined;
}

export interface LayerPlan {
  /** The ages of each move, in the order given. */
  readonly ages: readonly (readonly Age[])[];
  readonly takes: readonly LayerTake[];
  readonly adds: readonly LayerAdd[];
}

interface Slot extends LayerAdd {
  readonly id: string | undefined;
  /** As it stands now; `quantity` is what it will be. */
  readonly before: number;
}

/** @param open layers of all levels concerned, oldest first. @throws when more leaves than there is. */
export function planLayers(moves: readonly Aging[], open: readonly OpenLayer[], today: string): LayerPlan {
  const slots = new Map<string, Slot>(open.map((layer) => [slotKey(layer, layer), { ...layer, before: layer.quantity }]));
  const change = (move: Aging, age: Age, by: number) => {
    const key = slotKey(move, age);
    const slot = slots.get(key) ?? {
      ...age,
      variantId: move.variantId,
      locationId: move.locationId,
      id: undefined,
      before: 0,
      quantity: 0,
    };
    slots.set(key, { ...slot, quantity: slot.quantity + by });
  };
  const ages = moves.map((move) => {
    const moved = move.quantity < 0 ? (move.ages ?? oldest([...slots.values()], move)) : (move.ages ?? arriving(move, today));
    for (const age of moved) change(move, age, move.quantity < 0 ? -age.quantity : age.quantity);
    return mergeAges(moved);
  });
  const takes: LayerTake[] = [];
  const adds: LayerAdd[] = [];
  for (const slot of slots.values()) {
    const by = slot.quantity - slot.before;
    if (slot.quantity < 0) throw new Error(`a layer of ${slot.receivedOn} would hold ${slot.quantity} units`);
    if (by < 0 && slot.id !== undefined) takes.push({ id: slot.id, quantity: -by });
    if (by > 0)
      adds.push({ variantId: slot.variantId, locationId: slot.locationId, receivedOn: slot.receivedOn, lot: slot.lot, quantity: by });
  }
  return { ages, takes, adds };
}

function slotKey(place: { readonly variantId: string; readonly locationId: string }, age: Pick<Age, 'receivedOn' | 'lot'>): string {
  return `${place.variantId} ${place.locationId} ${ageKey(age)}`;
}

function oldest(slots: readonly Slot[], move: Aging): readonly Age[] {
  const here = slots.filter((slot) => slot.variantId === move.variantId && slot.locationId === move.locationId && slot.quantity > 0);
  return splitAges(mergeAges(here.map(({ receivedOn, lot, quantity }) => ({ receivedOn, lot, quantity }))), -move.quantity).first;
}

function arriving(move: Aging, today: string): readonly Age[] {
  return move.quantity === 0 ? [] : [{ receivedOn: today, lot: null, quantity: move.quantity }];
}
