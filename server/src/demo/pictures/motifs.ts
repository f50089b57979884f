/** Small emblems for labels, each drawn in a box of about 100 × 100 around 0,0. They say what is inside without a letter. */
import { dark, light, paint } from './colour.ts';
import { leaf } from './fruit.ts';
import { box, fill, form, line, oval, place, repeat, rounded, smooth, turn } from './svg.ts';

function wheat(): string {
  const grain = (x: number, y: number, angle: number): string =>
    place(fill('M0 0C-14 -10 -14 -26 0 -38C14 -26 14 -10 0 0Z', paint.turmeric), x, y, 1, angle);
  return line('M0 50V-20', paint.amber, 6) + grain(0, -14, 0) + [24, 4, -16].map((y) => grain(3, y, 46) + grain(-3, y, -46)).join('');
}

function paddy(): string {
  const grain = (x: number, y: number, angle: number): string => turn(fill(oval(x, y, 7, 15), paint.straw), angle, x, y);
  return (
    line('M-30 48C-20 0 0 -30 34 -44', paint.fern, 6) +
    line('M-12 48C-6 10 4 -4 24 -10', paint.fern, 6) +
    [
      [-24, 10, 40],
      [-2, 12, -14],
      [-14, -12, 36],
      [8, -12, -6],
      [0, -34, 50],
      [22, -26, 10],
      [36, -46, 50],
      [26, 8, 20],
      [34, -10, 40],
    ]
      .map(([x = 0, y = 0, angle = 0]) => grain(x, y, angle))
      .join('')
  );
}

function leaves(): string {
  return (
    place(leaf(64, paint.fern), 0, 34, 1, -90) + place(leaf(58, paint.leaf), 0, 40, 1, -30) + place(leaf(58, paint.leaf), 0, 40, 1, -150)
  );
}

function peanut(): string {
  const shell = smooth([
    [0, -60],
    [32, -46],
    [32, -18],
    [19, 2],
    [36, 26],
    [30, 56],
    [0, 66],
    [-30, 56],
    [-36, 26],
    [-19, 2],
    [-32, -18],
    [-32, -46],
  ]);
  const net = line(
    'M-16 -54C-22 -20 -4 -4 -14 62M10 -56C16 -20 0 -2 14 62M-32 -32Q0 -22 32 -32M-34 34Q0 44 34 34',
    dark('#DDAA62', 0.22),
    4,
  );
  return turn(form(shell, '#DDAA62', net, { dx: -8, dy: -4 }), 28, 0, 0);
}

function chillies(): string {
  const pod = 'M-10 -22C-30 0 -34 30 -10 54C-12 30 -2 4 14 -16Z';
  return fill(pod, paint.red) + turn(fill(pod, paint.brick), -50, 0, -26) + line('M0 -20q6 -18 20 -26', paint.fern, 8);
}

function turmericRoot(): string {
  return (
    fill(
      smooth([
        [-50, 18],
        [-30, -8],
        [-6, -6],
        [4, -36],
        [24, -34],
        [20, -6],
        [50, -10],
        [52, 10],
        [20, 18],
        [10, 40],
        [-10, 40],
        [-12, 22],
        [-36, 34],
      ]),
      paint.amber,
    ) + line('M-34 14l8 10M14 -24l10 4M32 0l4 12M0 20l10 6', '#B5651A', 4)
  );
}

function coffeeBeans(): string {
  const bean = fill(oval(0, 0, 26, 36), '#6B4028') + line('M-4 -30C14 -10 -16 10 4 30', '#3B2014', 6);
  return place(bean, -18, 4, 1, -24) + place(bean, 22, 8, 0.95, 30);
}

function mangoFruit(): string {
  return (
    fill('M-10 -40C26 -42 44 -14 50 16C50 36 40 34 22 38C-20 52 -50 30 -50 0C-50 -28 -34 -38 -10 -40Z', paint.turmeric) +
    fill('M-10 -40C26 -42 44 -14 47 4C20 0 0 -14 -24 -37Z', paint.orange) +
    place(leaf(44), -8, -40, 1, -26)
  );
}

function lemon(): string {
  return (
    fill(oval(0, 0, 46), '#E7C22E') +
    fill(oval(0, 0, 39), '#FFF4BE') +
    repeat(8, (index) => turn(fill('M0 -5C-16 -16 -16 -36 0 -35C16 -36 16 -16 0 -5Z', '#F6D84A'), index * 45, 0, 0))
  );
}

function drop(): string {
  return (
    fill('M0 -50C26 -14 36 4 36 20A36 36 0 0 1 -36 20C-36 4 -26 -14 0 -50Z', paint.turmeric) +
    line('M-18 18a18 18 0 0 0 12 18', '#FFF3D6', 7)
  );
}

function flower(): string {
  return repeat(6, (index) => turn(fill(oval(0, -28, 15, 22), paint.rose), index * 60, 0, 0)) + fill(oval(0, 0, 15), paint.turmeric);
}

function bubbles(): string {
  return [
    [-16, 12, 28],
    [22, -14, 22],
    [26, 30, 13],
    [-20, -32, 12],
  ]
    .map(
      ([x = 0, y = 0, size = 0]) =>
        fill(oval(x, y, size), paint.haze) + fill(oval(x - size * 0.3, y - size * 0.35, size * 0.28), '#FFFFFF'),
    )
    .join('');
}

function chips(): string {
  return [
    [-22, 14],
    [24, 20],
    [2, -20],
  ]
    .map(
      ([x = 0, y = 0]) =>
        fill(oval(x, y, 28, 24), '#E9B93E') + fill(oval(x - 2, y - 2, 21, 17), '#F8DA78') + fill(oval(x, y, 5, 4), '#B98526'),
    )
    .join('');
}

function cow(): string {
  return (
    fill(
      smooth([
        [-28, -26],
        [0, -34],
        [28, -26],
        [26, 14],
        [18, 40],
        [-18, 40],
        [-26, 14],
      ]),
      '#F0DCC0',
    ) +
    fill(
      smooth([
        [-30, -20],
        [-58, -26],
        [-48, -6],
        [-28, -6],
      ]),
      '#6B4A38',
    ) +
    fill(
      smooth([
        [30, -20],
        [58, -26],
        [48, -6],
        [28, -6],
      ]),
      '#6B4A38',
    ) +
    line('M-18 -34q-14 -8 -8 -20M18 -34q14 -8 8 -20', paint.straw, 8) +
    fill(
      smooth([
        [-28, -24],
        [-6, -30],
        [-8, 0],
        [-26, 6],
      ]),
      '#6B4A38',
    ) +
    fill(oval(0, 34, 25, 16), paint.rose) +
    [-9, 9].map((x) => fill(oval(x, 34, 3.5, 4.5), '#8A4A44') + fill(oval(x * 1.5, 2, 4, 5), paint.ink)).join('')
  );
}

function sunrise(): string {
  return (
    fill('M-44 26A44 44 0 0 1 44 26Z', paint.turmeric) +
    repeat(7, (index) => turn(line('M0 -30V-46', paint.turmeric, 8), index * 30 - 90, 0, 26)) +
    fill(box(-52, 30, 104, 8, 4), paint.amber)
  );
}

function bean(): string {
  return [
    [-18, -14, -20],
    [22, -4, 40],
    [-6, 28, 80],
  ]
    .map(([x = 0, y = 0, angle = 0]) =>
      place(
        fill('M-24 0C-24 -24 24 -24 24 0C24 18 10 14 4 8C0 4 -6 6 -10 12C-16 18 -24 14 -24 0Z', paint.wine) +
          fill(oval(-8, -10, 8, 4), '#E08A8A'),
        x,
        y,
        1,
        angle,
      ),
    )
    .join('');
}

function pulse(colour: string): string {
  return [
    [-24, -18],
    [12, -26],
    [28, 8],
    [-6, 10],
    [-32, 24],
    [16, 38],
  ]
    .map(([x = 0, y = 0]) => fill(oval(x, y, 16, 14), colour) + fill(oval(x - 4, y - 4, 5, 4), light(colour, 0.55)))
    .join('');
}

function flame(): string {
  return (
    fill(
      smooth([
        [0, -52],
        [22, -10],
        [30, 22],
        [0, 48],
        [-30, 22],
        [-18, -2],
      ]),
      paint.orange,
    ) +
    fill(
      smooth([
        [0, -14],
        [14, 18],
        [0, 40],
        [-14, 18],
      ]),
      paint.turmeric,
    )
  );
}

function star(): string {
  return fill(
    rounded(
      Array.from(
        { length: 10 },
        (_, index) =>
          [
            Math.sin((index * Math.PI) / 5) * (index % 2 === 0 ? 48 : 22),
            -Math.cos((index * Math.PI) / 5) * (index % 2 === 0 ? 48 : 22),
          ] as const,
      ),
      6,
    ),
    paint.turmeric,
  );
}

const motifs = {
  wheat,
  paddy,
  leaves,
  peanut,
  chillies,
  turmericRoot,
  coffeeBeans,
  mangoFruit,
  lemon,
  drop,
  flower,
  bubbles,
  chips,
  cow,
  sunrise,
  bean,
  flame,
  star,
  yellowPulse: () => pulse(paint.turmeric),
  greenPulse: () => pulse('#7FA63F'),
} as const;

export type Motif = keyof typeof motifs;

export function motif(name: Motif): string {
  return motifs[name]();
}
