/** The chat's wallpaper: a tile of market doodles that repeats without a seam, quiet enough to read bubbles on. */
import { box, fill, line, oval, picture, place, repeat } from './svg.ts';

const SIZE = 480;

const tones = {
  light: { ground: '#F1ECE1', ink: '#E2DACA' },
  dark: { ground: '#0D1412', ink: '#1C2A25' },
} as const;

export type WallpaperTone = keyof typeof tones;

/** Outlines around 0,0, each about 60 across. */
const doodles = {
  basket: 'M-30 -6H30L22 26H-22ZM-20 -6C-20 -36 20 -36 20 -6M-10 4V18M0 4V18M10 4V18',
  leaf: 'M-26 26C-30 -10 -4 -30 28 -28C30 4 10 30 -26 26ZM-26 26L10 -10',
  chilli: 'M-20 -20C-24 6 -6 26 26 28C10 18 4 4 0 -16ZM-10 -20Q-12 -32 0 -36',
  cup: 'M-26 -10H16C16 14 8 26 -5 26S-26 14 -26 -10ZM16 -4C32 -8 32 14 12 12M-14 -20q-5 -7 0 -14M-2 -20q-5 -7 0 -14',
  bird: 'M-28 10C-22 -14 -6 -24 12 -22L30 -14L14 -8C14 10 0 22 -20 20L-32 28M-10 2C0 -4 8 0 6 10',
  tag: 'M-24 -6L-2 -28H24V-2L2 22Q-2 26 -6 22L-24 4Q-28 -2 -24 -6ZM13 -16v1',
  star: 'M0 -26V26M-26 0H26M-17 -17L17 17M17 -17L-17 17',
  coin: 'M-24 0a24 24 0 1 0 48 0a24 24 0 1 0 -48 0M-10 -10H10M-10 -2H10M-8 -10C8 -10 8 4 -8 4L6 15',
  parcel: 'M-26 -14L0 -28L26 -14V16L0 30L-26 16ZM-26 -14L0 0L26 -14M0 0V30M-13 -21L13 -7',
  onion: 'M0 -30C4 -16 26 -10 26 8C26 22 12 28 0 28S-26 22 -26 8C-26 -10 -4 -16 0 -30M0 -14C-10 0 -10 16 -4 27M0 -14C10 0 10 16 4 27',
  bottle: 'M-7 -32H7V-18C7 -10 16 -8 16 4V28H-16V4C-16 -8 -7 -10 -7 -18ZM-16 8H16M-16 20H16',
  bubble: 'M-26 -20H26V14H-4L-16 27V14H-26ZM-14 -6H14M-14 4H4',
} as const;

const places: readonly (readonly [keyof typeof doodles, number, number, number])[] = [
  ['basket', 60, 52, -8],
  ['leaf', 178, 40, 10],
  ['bubble', 296, 62, -6],
  ['chilli', 410, 44, 14],
  ['cup', 0, 150, 6],
  ['bird', 118, 142, -6],
  ['tag', 238, 158, 12],
  ['onion', 350, 146, -10],
  ['parcel', 64, 250, 8],
  ['star', 176, 246, 12],
  ['bottle', 292, 258, 16],
  ['coin', 414, 248, -8],
  ['leaf', 0, 346, 100],
  ['bubble', 122, 352, 8],
  ['basket', 236, 350, 6],
  ['bird', 354, 352, 4],
  ['tag', 62, 440, -20],
  ['coin', 180, 444, 10],
  ['chilli', 296, 438, -30],
  ['cup', 410, 446, -8],
];

/** SVG text of one tile, 480 × 480; repeat it as a background. */
export function renderWallpaper(tone: WallpaperTone): string {
  const { ground, ink } = tones[tone];
  const content = places.map(([name, x, y, angle]) => wrapped(line(doodles[name], ink, 3.2), x, y, angle)).join('');
  const dots = repeat(20, (index) =>
    fill(oval(60 + (index % 4) * 118 + (Math.floor(index / 4) % 2) * 58, 98 + Math.floor(index / 4) * 98, 3.5), ink),
  );
  return picture(SIZE, fill(box(0, 0, SIZE, SIZE, 0), ground) + content + dots);
}

/** What crosses an edge comes in again at the other: the copies that fall outside are simply not seen. */
function wrapped(content: string, x: number, y: number, angle: number): string {
  const near = (at: number): number[] => (at < 50 ? [0, SIZE] : at > SIZE - 50 ? [0, -SIZE] : [0]);
  return near(x)
    .flatMap((dx) => near(y).map((dy) => place(content, x + dx, y + dy, 1, angle)))
    .join('');
}
