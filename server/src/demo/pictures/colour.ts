/** The poster's paints: the house palette and how to mix it. Every colour of a picture comes from here or is mixed from it. */

export const paint = {
  ink: '#14211D',
  paper: '#FBFAF7',
  cream: '#FFF3D6',
  oat: '#EFE0C2',
  straw: '#E9C987',
  turmeric: '#F2B43A',
  amber: '#E08E1B',
  orange: '#EC7F2C',
  brick: '#B3361B',
  red: '#D8432B',
  rose: '#F0B3A2',
  plum: '#7A2E52',
  wine: '#A52A3F',
  leaf: '#0B6B4F',
  fern: '#3C8B4F',
  lime: '#8DBB4A',
  sage: '#BFD8B6',
  mint: '#D7EEE2',
  sky: '#1F5FA8',
  haze: '#9CC3E6',
  ice: '#E3EFF8',
  lilac: '#B9B1E0',
  cocoa: '#5B3522',
  bark: '#8A5A36',
  clay: '#C4683F',
  brass: '#D9A441',
  steel: '#B9C4C6',
} as const;

/** Mixes two `#RRGGBB` colours; `amount` 0 keeps the first, 1 gives the second. */
export function mix(first: string, second: string, amount: number): string {
  const channel = (colour: string, at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);
  const parts = [1, 3, 5].map((at) => Math.round(channel(first, at) * (1 - amount) + channel(second, at) * amount));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour in shadow: warmer than black, so that the picture stays sunny. */
export function dark(colour: string, amount = 0.18): string {
  return mix(colour, '#3A1C2B', amount);
}

export function light(colour: string, amount = 0.3): string {
  return mix(colour, '#FFF8E6', amount);
}
