/** The print shop's counter: pages, photographs, bound reports, cards. Foot near y = 700. */
import { dark, paint } from './colour.ts';
import { box, clipped, enlarge, fill, form, line, move, oval, place, repeat, shadow } from './svg.ts';

function sheet(width: number, height: number, colour: string = paint.paper): string {
  return fill(box(8, 10, width, height, 6), paint.ink, 0.14) + fill(box(0, 0, width, height, 6), colour);
}

function textPage(accent: string): string {
  return (
    sheet(300, 400) +
    fill(box(34, 40, 150, 22, 6), accent) +
    repeat(5, (index) => fill(box(34, 92 + index * 26, index % 3 === 2 ? 170 : 232, 11, 5), '#C3CDD6')) +
    fill(box(34, 236, 108, 120, 6), paint.ice) +
    fill('M34 356V316L70 280L108 324L124 308L142 330V356Z', paint.haze) +
    repeat(5, (index) => fill(box(160, 238 + index * 26, index % 2 === 0 ? 106 : 84, 11, 5), '#C3CDD6'))
  );
}

export function documentPrint(): string {
  return (
    shadow(400, 690, 280, 30) +
    place(sheet(300, 400, '#EDF1F4'), 300, 290, 1, 10) +
    place(sheet(300, 400, '#F5F7F9'), 250, 280, 1, 2) +
    place(textPage(paint.leaf), 190, 282, 1.02, -7)
  );
}

export function photoPrints(): string {
  const photo = (sky: string, hill: string, sun: string): string =>
    sheet(300, 340) +
    fill(box(22, 22, 256, 236, 4), sky) +
    clipped(
      box(22, 22, 256, 236, 4),
      fill(oval(200, 96, 38), sun) +
        fill('M0 270C60 150 120 150 170 210C210 150 260 170 300 230V300H0Z', hill) +
        fill('M0 280C90 200 190 220 300 270V300H0Z', dark(hill)),
    );
  return (
    shadow(400, 690, 270, 30) +
    place(photo('#F4B8A0', paint.plum, paint.turmeric), 390, 260, 1, 13) +
    place(photo(paint.haze, paint.fern, '#FFF1C2'), 130, 310, 1.08, -9)
  );
}

export function boundReport(): string {
  const cover =
    fill(box(12, 12, 340, 450, 14), paint.ink, 0.15) +
    fill(box(6, 6, 340, 450, 12), '#E7EBEE') +
    form(
      box(0, 0, 340, 450, 12),
      paint.sky,
      fill(box(74, 90, 220, 130, 8), paint.cream) +
        fill(box(100, 122, 168, 16, 8), paint.sky) +
        fill(box(124, 156, 120, 12, 6), paint.haze) +
        fill(box(40, 350, 320, 40, 0), paint.turmeric),
      { dx: -18, dy: 0 },
    );
  const coils = repeat(
    13,
    (index) =>
      fill(oval(24, 34 + index * 32, 9), '#123F72') +
      line(`M24 ${34 + index * 32}C-4 ${22 + index * 32} -34 ${30 + index * 32} -22 ${44 + index * 32}`, paint.steel, 8),
  );
  return shadow(410, 694, 240, 30) + place(cover + coils, 240, 226, 1.02, -3);
}

export function businessCards(): string {
  const card = (body: string, accent: string): string =>
    fill(box(6, 9, 330, 190, 12), paint.ink, 0.16) +
    fill(box(0, 0, 330, 190, 12), body) +
    fill(oval(66, 66, 34), accent) +
    fill(box(118, 48, 150, 16, 8), accent) +
    fill(box(118, 78, 100, 11, 5), accent, 0.6) +
    fill(box(32, 132, 190, 10, 5), accent, 0.5) +
    fill(box(32, 154, 140, 10, 5), accent, 0.5);
  const stack = repeat(7, (index) => move(fill(box(0, 0, 330, 190, 12), index % 2 === 0 ? '#E3E7EA' : '#FFFFFF'), 0, 52 - index * 8));
  return enlarge(
    shadow(410, 690, 260, 30) +
      place(stack + card(paint.paper, paint.leaf), 180, 440, 1, -4) +
      place(card(paint.leaf, paint.cream), 330, 300, 1, 12),
    1.1,
  );
}
