/** Fruit on the counter, drawn on the 800 × 800 sheet with its foot near y = 700. */
import { dark, light, mix, paint } from './colour.ts';
import { clipped, fill, form, line, move, oval, place, repeat, scatter, shadow, smooth, turn } from './svg.ts';

/** One leaf lying along x from 0,0 to `length`. */
export function leaf(length: number, colour: string = paint.fern): string {
  const half = length * 0.24;
  const body = `M0 0C${length * 0.25} ${-half * 1.5} ${length * 0.7} ${-half * 1.3} ${length} 0C${length * 0.7} ${half * 1.3} ${length * 0.25} ${half * 1.5} 0 0Z`;
  const lower = `M0 0C${length * 0.25} ${half * 1.5} ${length * 0.7} ${half * 1.3} ${length} 0Z`;
  return fill(body, colour) + fill(lower, dark(colour)) + line(`M0 0H${length * 0.82}`, light(colour, 0.35), Math.max(2, length * 0.025));
}

function banana(): string {
  const body = 'M498 188C560 420 430 640 205 664C186 666 176 640 192 628C330 560 430 430 452 200Z';
  const inside =
    fill('M498 188C560 420 430 640 205 664L320 690L640 420Z', dark('#F6C544', 0.22)) +
    fill('M480 190C540 420 400 620 196 656C380 590 470 420 466 192Z', '#FFD95E') +
    fill('M180 620l46 -12l-2 60l-50 12Z', paint.cocoa);
  return fill(body, '#F6C544') + clipped(body, inside);
}

export function bananas(): string {
  return (
    shadow(400, 690, 250, 30) +
    move(
      turn(banana(), 6, 475, 190) +
        turn(banana(), -18, 475, 190) +
        turn(banana(), -44, 475, 190) +
        form(
          smooth([
            [440, 232],
            [452, 190],
            [450, 128],
            [476, 112],
            [502, 124],
            [506, 186],
            [530, 232],
            [486, 262],
          ]),
          '#B9A93C',
          fill(oval(476, 118, 30, 14), paint.cocoa),
          { dx: -18, dy: 0 },
        ),
      -30,
      0,
    )
  );
}

const MANGO =
  'M-30 -160C90 -176 150 -80 176 30C188 84 206 118 180 138C150 160 112 136 60 156C-50 196 -156 126 -166 4C-172 -100 -110 -150 -30 -160Z';

function mango(): string {
  const blush = fill(oval(70, -170, 190, 110), '#EF8A35', 0.8) + fill(oval(90, -185, 150, 82), '#DB5535', 0.75);
  return form(MANGO, '#F8B832', blush + turn(fill(oval(-100, 0, 20, 54), '#FFE9A8', 0.9), 12, -100, 0), {
    dx: -26,
    dy: -20,
    shade: '#DE911F',
  });
}

/** A cheek cut into cubes: nothing else looks like it. */
function mangoCheek(): string {
  const flesh = 'M-18 -150C90 -150 132 -60 132 10C132 100 70 150 0 150C-84 150 -128 90 -128 6C-128 -90 -80 -150 -18 -150Z';
  const cuts = repeat(6, (index) =>
    line(`M${index * 56 - 280} -180L${index * 56 - 20} 200M${280 - index * 56} -180L${20 - index * 56} 200`, '#E98A1C', 9),
  );
  return (
    form(flesh, '#E9A52B', '', { dx: -10, dy: -14, shade: '#B9791A' }) +
    `<g transform="translate(-2 -6) scale(0.9)">${fill(flesh, '#FFC83D')}${clipped(flesh, cuts + fill(oval(-60, -80, 70, 60), '#FFE48A', 0.35))}</g>`
  );
}

export function mangoes(): string {
  return (
    shadow(400, 690, 290, 34) +
    line('M300 300q-6 -44 26 -78', paint.bark, 17) +
    place(leaf(230), 318, 236, 1, -8) +
    place(leaf(170, paint.leaf), 314, 240, 1, 200) +
    place(mango(), 310, 490, 1.24, -6) +
    place(mangoCheek(), 562, 570, 0.82, 18)
  );
}

function crown(colour: string): string {
  return form(
    smooth([
      [-42, 20],
      [-58, -56],
      [-26, -26],
      [0, -66],
      [26, -26],
      [58, -56],
      [42, 20],
    ]),
    colour,
    '',
    { dx: -14, dy: 0 },
  );
}

export function pomegranate(): string {
  const whole = smooth([
    [0, -170],
    [120, -140],
    [178, -20],
    [140, 120],
    [0, 172],
    [-140, 120],
    [-178, -20],
    [-120, -140],
  ]);
  const seeds = scatter(7);
  const ruby = (x: number, y: number): string =>
    fill(oval(x, y, 15, 18), mix(paint.wine, '#E8485A', seeds())) + fill(oval(x - 4, y - 6, 4, 5), '#FFC9C4');
  const chamber = (angle: number): string =>
    turn(
      fill(
        smooth([
          [0, -28],
          [58, -84],
          [40, -136],
          [-40, -136],
          [-58, -84],
        ]),
        '#8E1F35',
      ) +
        [
          [0, -52],
          [-22, -82],
          [22, -82],
          [-34, -114],
          [0, -114],
          [34, -114],
        ]
          .map(([x = 0, y = 0]) => ruby(x, y))
          .join(''),
      angle,
      0,
      0,
    );
  const half =
    form(oval(0, 0, 176, 172), '#C93A41', '', { dx: -14, dy: -8 }) +
    fill(oval(-6, -4, 158, 154), '#FBE6C4') +
    repeat(6, (index) => chamber(index * 60 + 12));
  return (
    shadow(400, 690, 290, 34) +
    place(crown('#C2383C'), 270, 276, 1.2, -10) +
    place(form(whole, '#D2423F', fill(oval(-70, -60, 34, 60), '#F08B78', 0.75), { dx: -34, dy: -16 }), 290, 460, 1.18) +
    place(half, 528, 540, 0.9)
  );
}

export function coconut(): string {
  const hair = scatter(3);
  const strokes = repeat(70, () => {
    const [x, y] = [hair() * 380 - 190, hair() * 380 - 190];
    return line(`M${x} ${y}q${6 + hair() * 12} 14 ${4 + hair() * 10} ${30 + hair() * 22}`, hair() > 0.5 ? '#A5713F' : '#643B22', 4, 0.8);
  });
  const whole = form(
    smooth([
      [0, -190],
      [130, -140],
      [186, 0],
      [136, 140],
      [0, 186],
      [-136, 140],
      [-186, 0],
      [-130, -140],
    ]),
    '#875331',
    strokes,
    { dx: -38, dy: -20, shade: '#5B3522' },
  );
  const eyes = [
    [-40, -96],
    [26, -104],
    [-2, -52],
  ]
    .map(([x = 0, y = 0]) => fill(oval(x, y, 17, 20), '#3E2213'))
    .join('');
  const half =
    form(oval(0, 0, 190, 176), '#7A4A2B', '', { dx: -16, dy: -10, shade: '#54301C' }) +
    fill(oval(-4, -4, 170, 156), paint.paper) +
    clipped(oval(-4, -4, 132, 120), fill(oval(-4, -4, 132, 120), '#DCE3DC') + fill(oval(18, 24, 128, 112), '#F0F3EC')) +
    line('M-118 -88q40 -46 92 -56', '#FFFFFF', 12);
  return (
    shadow(400, 690, 300, 36) +
    place(whole + eyes, 296, 452, 1.16, -6) +
    place(half, 538, 556, 0.84, 8) +
    place(leaf(210, paint.leaf), 150, 690, 1, -14)
  );
}
