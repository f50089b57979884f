/** Words of invented products and of searches for them, and a die that always falls the same way. */
const split = (text: string): readonly string[] => text.split(' ');

export const adjectives = split(
  'organic fresh golden wild smoked roasted spicy sweet classic premium royal rustic tiny giant crispy silky',
);
export const nouns = split(
  'rice tea coffee mango lentil flour honey pepper ginger almond cashew biscuit soap shampoo candle lamp mug bowl towel basket',
);
export const cities = split('assam darjeeling mysore nashik jaipur cochin madras agra pune ooty');

/** 0 ≤ n < below. */
export function roll(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
