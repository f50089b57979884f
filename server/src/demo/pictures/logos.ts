/** The demo merchants' marks, geometric and legible at 32 pixels. No letters: fonts differ from machine to machine. */
import { paint } from './colour.ts';
import { clipped, fill, form, line, oval, picture, place, repeat, rounded, turn } from './svg.ts';

function starling(): string {
  const body =
    'M118 286C132 196 200 132 286 132C322 132 352 146 370 170L436 192L372 214C372 300 318 372 226 380L150 440L132 428L168 366L84 396L74 378L140 326C126 314 118 300 118 286Z';
  const wing = 'M190 250C250 220 316 248 318 300C280 350 220 352 128 372C176 340 196 300 190 250Z';
  const stars = (
    [
      [236, 176, 7],
      [268, 196, 6],
      [226, 214, 6],
      [322, 236, 6],
      [342, 262, 6],
      [338, 206, 5],
      [322, 316, 6],
      [286, 348, 6],
      [300, 172, 5],
      [196, 206, 5],
    ] as const
  )
    .map(([x, y, size]) => fill(oval(x, y, size), '#FBE9B8'))
    .join('');
  const feathers = (
    [
      [222, 272, 8],
      [256, 280, 8],
      [244, 308, 7],
      [282, 302, 7],
      [214, 320, 6],
    ] as const
  )
    .map(([x, y, size]) => fill(oval(x, y, size), paint.turmeric))
    .join('');
  return (
    fill(oval(256, 256, 256), '#0B6B4F') +
    fill(oval(256, 256, 226), '#FFF3D6') +
    line('M246 372L238 430M282 362L284 430M214 432H306', paint.amber, 11) +
    form(body, '#1D3A46', fill('M100 90H460V200C360 190 250 190 170 330H90Z', '#35276A', 0.55) + stars, {
      dx: -14,
      dy: -8,
      shade: '#122730',
    }) +
    clipped(wing, fill(wing, '#0F7D68') + fill('M318 300C280 350 220 352 128 372L320 390Z', '#0A5C4B') + feathers) +
    fill('M364 166L440 192L368 216C374 200 374 182 364 166Z', paint.turmeric) +
    fill('M368 192L440 192L368 216C372 208 372 200 368 192Z', paint.amber) +
    fill(oval(330, 180, 15), '#FBE9B8') +
    fill(oval(332, 180, 8), paint.ink)
  );
}

function quill(): string {
  const feather = 'M372 96C250 110 160 210 150 352C260 350 360 250 372 96Z';
  return (
    fill(oval(256, 256, 256), paint.sky) +
    fill(
      rounded([
        [140, 330, 10],
        [372, 330, 10],
        [372, 430, 14],
        [140, 430, 14],
      ]),
      '#174A86',
    ) +
    fill(
      rounded([
        [166, 356, 6],
        [346, 356, 6],
        [346, 430, 6],
        [166, 430, 6],
      ]),
      paint.paper,
    ) +
    form(
      feather,
      paint.cream,
      line('M340 130C270 200 210 270 172 350', paint.turmeric, 9) +
        line('M250 232L330 230M220 268L296 276M282 194L356 180', paint.turmeric, 6),
      { dx: -22, dy: -16, shade: '#E6CF97' },
    ) +
    line('M172 336L130 402', paint.turmeric, 12)
  );
}

function marigold(): string {
  const ring = (count: number, reach: number, width: number, colour: string, offset: number): string =>
    repeat(count, (index) => turn(fill(oval(256, 256 - reach, width, width * 1.25), colour), (index * 360) / count + offset, 256, 256));
  return (
    fill(oval(256, 256, 256), '#7A2E52') +
    place(fill('M0 0C60 -40 120 -30 150 10C110 50 50 50 0 0Z', paint.fern), 300, 360, 1, 30) +
    ring(14, 138, 38, '#E08E1B', 0) +
    ring(12, 100, 36, '#EFA42F', 13) +
    ring(9, 60, 32, '#F7BE4C', 0) +
    ring(6, 28, 24, '#FFD873', 10) +
    fill(oval(256, 256, 20), '#C8741A')
  );
}

function kite(): string {
  return (
    fill(oval(256, 256, 256), '#246273') +
    line('M250 330C220 380 290 400 250 450', paint.cream, 8) +
    fill('M256 80L382 210L250 344Z', paint.turmeric) +
    fill('M256 80L130 210L250 344Z', '#F7CF74') +
    fill('M130 210L250 344L252 214Z', paint.brick) +
    fill('M382 210L250 344L252 214Z', '#8F2A16') +
    line('M256 84L250 340M134 210H378', '#FFF3D6', 6) +
    fill(
      rounded(
        [
          [214, 372, 2],
          [244, 386, 2],
          [216, 404, 2],
        ],
        2,
      ),
      paint.turmeric,
    ) +
    fill(
      rounded(
        [
          [276, 368, 2],
          [244, 386, 2],
          [278, 400, 2],
        ],
        2,
      ),
      paint.turmeric,
    )
  );
}

const logos = { starling, quill, marigold, kite } as const;

export type LogoName = keyof typeof logos;

/** SVG text, 512 × 512, a disc on nothing: it may stand on any ground. */
export function renderLogo(name: LogoName): string {
  return picture(512, logos[name]());
}
