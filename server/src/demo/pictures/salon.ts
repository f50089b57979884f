/** The salon's shelf: what each treatment is done with. Foot near y = 700. */
import { dark, light, paint } from './colour.ts';
import { leaf } from './fruit.ts';
import { motif } from './motifs.ts';
import { box, enlarge, fill, form, line, oval, place, repeat, rounded, shadow, smooth, turn, vessel } from './svg.ts';

export function salonHaircut(): string {
  const blade =
    fill('M-12 0L-6 -290Q6 -300 16 -280L20 0Z', paint.steel) +
    fill('M6 0L8 -290Q16 -290 16 -280L20 0Z', '#8E9CA0') +
    line('M4 20C-10 70 -40 90 -40 136A44 44 0 1 0 48 136C48 90 20 70 8 20', paint.plum, 24);
  const teeth = repeat(17, (index) => fill(box(-150 + index * 18, 0, 10, 92, 4), paint.turmeric));
  return (
    shadow(400, 692, 260, 30) +
    place(
      teeth + fill(box(-158, -46, 316, 60, 22), paint.turmeric) + line('M-130 -26H120', light(paint.turmeric, 0.6), 9),
      560,
      470,
      1.05,
      -72,
    ) +
    place(
      turn(blade, -20, 0, 0) + turn(`<g transform="scale(-1 1)">${blade}</g>`, 20, 0, 0) + fill(oval(0, -2, 13), paint.brass),
      320,
      470,
      1.25,
      10,
    )
  );
}

function salonColourTube(): string {
  return (
    form(
      rounded([
        [530, 330, 6],
        [690, 330, 6],
        [660, 600, 14],
        [640, 630, 6],
        [580, 630, 6],
        [560, 600, 14],
      ]),
      paint.cream,
      fill(box(520, 420, 200, 80, 0), paint.brick) + fill(box(520, 330, 180, 26, 0), '#D9C79E'),
      { dx: -22, dy: 0 },
    ) + fill(box(580, 630, 60, 60, 8), paint.brick)
  );
}

export function salonColour(): string {
  const bowlBody =
    form('M150 520H490C490 620 430 690 320 690C210 690 150 620 150 520Z', paint.plum, '', { dx: -38, dy: 0 }) +
    fill(oval(320, 520, 172, 34), dark(paint.plum, 0.3)) +
    fill(oval(320, 522, 150, 25), paint.wine) +
    fill(
      smooth([
        [220, 520],
        [270, 496],
        [330, 504],
        [390, 494],
        [430, 522],
        [320, 540],
      ]),
      '#D75A6E',
    );
  const brush =
    form(
      rounded([
        [-16, -330, 14],
        [16, -330, 14],
        [22, -60, 10],
        [-22, -60, 10],
      ]),
      paint.turmeric,
      '',
      { dx: -10, dy: 0 },
    ) +
    fill(box(-48, -70, 96, 46, 10), paint.steel) +
    fill(
      rounded([
        [-46, -26, 2],
        [46, -26, 2],
        [34, 70, 14],
        [-34, 70, 14],
      ]),
      paint.ink,
    ) +
    fill(
      rounded([
        [-40, 20, 2],
        [40, 20, 2],
        [33, 72, 14],
        [-33, 72, 14],
      ]),
      paint.wine,
    );
  return shadow(400, 694, 290, 30) + place(brush, 330, 470, 1.05, 32) + bowlBody + salonColourTube();
}

function salonFacialCandle(): string {
  return (
    form(
      rounded([
        [536, 420, 14],
        [664, 420, 14],
        [664, 690, 14],
        [536, 690, 14],
      ]),
      paint.cream,
      '',
      { dx: -24, dy: 0 },
    ) +
    fill(oval(600, 424, 64, 15), '#E2CD9F') +
    line('M600 424V388', paint.ink, 6) +
    fill('M600 300C624 340 632 356 622 378Q600 404 578 378C568 356 580 340 600 300Z', paint.orange) +
    fill('M600 344C612 366 614 374 608 384Q600 392 592 384C586 374 590 362 600 344Z', '#FFE39A')
  );
}

export function salonFacial(): string {
  const jar =
    form(
      vessel(300, [
        [440, 150, 14],
        [500, 162, 30],
        [660, 162, 40],
        [694, 140, 40],
      ]),
      '#F7E2D4',
      fill(box(120, 540, 360, 90, 0), '#E59C88'),
      { dx: -34, dy: 0 },
    ) +
    place(motif('flower'), 290, 584, 0.62) +
    fill(oval(300, 440, 150, 30), '#DCC3B2') +
    fill(
      smooth([
        [170, 436],
        [220, 396],
        [290, 404],
        [330, 370],
        [372, 400],
        [430, 436],
        [300, 462],
      ]),
      '#FFFBF4',
    );
  const petals = (x: number, y: number, scale: number, colour: string): string =>
    place(
      repeat(8, (index) => turn(fill(oval(0, -44, 24, 40), index % 2 === 0 ? colour : light(colour, 0.3)), index * 45, 0, 0)) +
        fill(oval(0, 0, 28), paint.turmeric) +
        fill(oval(-6, -6, 12), '#FFE39A'),
      x,
      y,
      scale,
    );
  return enlarge(
    shadow(410, 694, 280, 30) +
      salonFacialCandle() +
      jar +
      petals(470, 650, 0.9, '#F2B0A0') +
      petals(160, 676, 0.62, '#E9847A') +
      place(leaf(90), 500, 700, 1, 10),
    1.05,
  );
}

export function salonMehndi(): string {
  const cone = form(
    'M-70 -150Q0 -186 70 -150L8 190H-8Z',
    paint.fern,
    fill('M-80 -150Q0 -110 80 -150L60 -90Q0 -54 -60 -90Z', paint.brass) + place(motif('flower'), 0, -34, 0.55),
    { dx: -20, dy: 0 },
  );
  const vine =
    line('M150 640C240 520 330 660 420 560S600 520 640 600', '#7A4023', 11) +
    [
      [200, 588],
      [286, 596],
      [372, 604],
      [470, 534],
      [560, 536],
    ]
      .map(([x = 0, y = 0], index) =>
        place(fill('M0 0C16 -26 40 -26 54 -8C38 12 16 14 0 0Z', '#7A4023'), x, y, 1, index % 2 === 0 ? -70 : 30),
      )
      .join('') +
    repeat(3, (index) =>
      place(
        repeat(8, (petal) => turn(line('M0 -12C-14 -26 -10 -42 0 -48C10 -42 14 -26 0 -12', '#7A4023', 6), petal * 45, 0, 0)) +
          fill(oval(0, 0, 9), '#7A4023'),
        250 + index * 170,
        676 - (index % 2) * 10,
        0.8,
      ),
    );
  return (
    shadow(420, 694, 300, 30) + form(box(110, 480, 590, 240, 26), '#F6E1C9', vine, { dx: -16, dy: -10 }) + place(cone, 470, 330, 1.25, 34)
  );
}
