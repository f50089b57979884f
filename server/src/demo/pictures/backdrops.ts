/** What stands behind the goods: a wall with one quiet figure and a counter, in two tones of one colour for each kind of shop shelf. */
import { mix } from './colour.ts';
import { box, clipped, fill, line, oval, repeat } from './svg.ts';

type Figure = 'rays' | 'sun' | 'arch' | 'awning' | 'tiles' | 'rings' | 'dots' | 'hills';

interface Backdrop {
  readonly wall: string;
  readonly counter: string;
  readonly figure: Figure;
}

const backdrops = {
  produce: { wall: '#DDE9BE', counter: '#9DBF6E', figure: 'rays' },
  dairy: { wall: '#CDE0F1', counter: '#8DB3D8', figure: 'sun' },
  bakery: { wall: '#F9DDB6', counter: '#D99C5B', figure: 'arch' },
  staples: { wall: '#EFE1CB', counter: '#C2A27A', figure: 'tiles' },
  spices: { wall: '#FFE3A0', counter: '#E5A836', figure: 'rays' },
  drinks: { wall: '#BFE4DB', counter: '#4FA592', figure: 'rings' },
  snacks: { wall: '#F8CDBB', counter: '#DD7F5F', figure: 'awning' },
  home: { wall: '#DCD8F0', counter: '#9F96CF', figure: 'dots' },
  paper: { wall: '#D8E4EE', counter: '#7D9CBA', figure: 'tiles' },
  beauty: { wall: '#FBD9C9', counter: '#E39A86', figure: 'arch' },
  parcel: { wall: '#CFE7EF', counter: '#E0B46A', figure: 'hills' },
} as const satisfies Record<string, Backdrop>;

export type BackdropName = keyof typeof backdrops;

const figures: Record<Figure, (tint: string) => string> = {
  rays: (tint) =>
    repeat(12, (index) => {
      const from = (index * Math.PI) / 6 - 0.13;
      const edge = (angle: number): string => `${400 + Math.cos(angle) * 900} ${430 + Math.sin(angle) * 900}`;
      return fill(`M400 430L${edge(from)}L${edge(from + 0.26)}Z`, tint);
    }),
  sun: (tint) => fill(oval(400, 380, 300), tint),
  arch: (tint) => fill('M110 640V390a290 290 0 0 1 580 0V640Z', tint),
  awning: (tint) =>
    repeat(
      5,
      (index) =>
        fill(`M${index * 160} 0h80v150a40 40 0 0 1 -80 0Z`, tint) +
        fill(`M${index * 160 + 80} 0h80v150a40 40 0 0 1 -80 0Z`, mix(tint, '#E2856A', 0.32)),
    ),
  tiles: (tint) =>
    repeat(40, (index) => {
      const [x, y] = [(index % 8) * 114 - 10 + (Math.floor(index / 8) % 2) * 57 - 57, Math.floor(index / 8) * 122 + 10];
      return fill(`M${x + 57} ${y}l50 61l-50 61l-50 -61Z`, tint);
    }),
  rings: (tint) => line(oval(400, 380, 315), tint, 46) + line(oval(400, 380, 225), tint, 46) + fill(oval(400, 380, 150), tint),
  dots: (tint) =>
    repeat(72, (index) => fill(oval((index % 8) * 114 + (Math.floor(index / 8) % 2) * 57 - 10, Math.floor(index / 8) * 76 + 20, 17), tint)),
  hills: (tint) => fill('M0 640V430C120 320 260 330 380 430C480 300 660 280 800 400V640Z', tint) + fill(oval(640, 170, 84), tint),
};

/** The whole 800 × 800 ground of a picture; the counter begins at y = 590. */
export function drawBackdrop(name: BackdropName): string {
  const { wall, counter, figure } = backdrops[name];
  const tint = mix(wall, '#FFFDF6', 0.5);
  const all = box(0, 0, 800, 590, 0);
  return (
    fill(box(0, 0, 800, 800, 0), wall) +
    clipped(all, figures[figure](tint)) +
    fill(box(0, 590, 800, 210, 0), counter) +
    fill(box(0, 590, 800, 14, 0), mix(counter, '#FFFDF6', 0.35))
  );
}
