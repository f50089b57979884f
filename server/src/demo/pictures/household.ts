/** Snacks on a plate and things for the home: murukku, soap, broom, wash, incense. Foot near y = 700. */
import { dark, light, paint } from './colour.ts';
import { motif } from './motifs.ts';
import { lines, pillowBag, withForeground } from './packets.ts';
import { box, clipped, fill, form, line, move, oval, type Point, place, repeat, rounded, scatter, shadow, smooth } from './svg.ts';

function spiral(turns: number, gap: number): Point[] {
  return Array.from({ length: Math.round(turns * 10) }, (_, step) => {
    const angle = (step / 10) * Math.PI * 2;
    const radius = 8 + (step / 10) * gap;
    return [Math.cos(angle) * radius, Math.sin(angle) * radius];
  });
}

export function murukku(): string {
  const track = smooth(spiral(3.7, 36), false);
  const thorns = spiral(3.7, 36)
    .map(([x, y], index) => fill(oval(x + (index % 2 === 0 ? 5 : -5), y - 4, 4), '#F8D08A'))
    .join('');
  const coil = move(line(track, '#9A5A1E', 34), 7, 8) + line(track, '#D08D35', 32) + line(track, '#E5AA52', 14) + thorns;
  return (
    shadow(400, 704, 300, 30) +
    form(oval(400, 684, 320, 46), paint.brass, fill(oval(396, 675, 262, 32), light(paint.brass, 0.45)), { dx: -10, dy: -8 }) +
    place(coil, 404, 340, 1.04, 30) +
    place(coil, 258, 536, 1.08) +
    place(coil, 546, 540, 1.06, 140)
  );
}

function soapBarFoam(): string {
  return [
    [220, 664, 40],
    [176, 694, 28],
    [262, 700, 30],
    [604, 690, 34],
    [646, 704, 22],
    [650, 596, 20],
    [160, 600, 16],
  ]
    .map(
      ([x = 0, y = 0, size = 0]) =>
        fill(oval(x, y, size), '#FFFFFF', 0.92) +
        line(oval(x, y, size), '#C9D6F0', 4) +
        fill(oval(x - size * 0.3, y - size * 0.3, size * 0.22), '#C9D6F0'),
    )
    .join('');
}

/** The sprig pressed into the bar. */
const SOAP_SPRIG =
  'M0 22V-16M0 22C-34 20 -52 2 -56 -26C-26 -24 -6 -6 0 22C34 20 52 2 56 -26C26 -24 6 -6 0 22M0 -10C-14 -24 -14 -42 0 -54C14 -42 14 -24 0 -10';

function soapBarBar(): string {
  return form(
    smooth([
      [-190, 0],
      [-176, -74],
      [-90, -96],
      [90, -96],
      [176, -74],
      [190, 0],
      [176, 64],
      [90, 84],
      [-90, 84],
      [-176, 64],
    ]),
    '#EFCB92',
    line(
      smooth([
        [-150, -8],
        [-138, -56],
        [-70, -72],
        [70, -72],
        [138, -56],
        [150, -8],
        [138, 34],
        [70, 50],
        [-70, 50],
        [-138, 34],
      ]),
      '#D6A864',
      7,
    ),
    { dx: -14, dy: -18, shade: '#C79450' },
  );
}

export function soapBar(): string {
  const pack = rounded([
    [226, 240, 14],
    [596, 240, 14],
    [596, 560, 14],
    [226, 560, 14],
  ]);
  const inside =
    fill(box(200, 240, 420, 44, 0), paint.brass) +
    fill(box(200, 516, 420, 60, 0), paint.brass) +
    fill(oval(410, 392, 100), paint.cream) +
    place(motif('flower'), 410, 392, 1.5) +
    line('M250 300V500', '#FFFFFF', 12, 0.35);
  return (
    shadow(410, 700, 270, 28) +
    form(
      rounded([
        [226, 240, 14],
        [596, 240, 14],
        [596, 690, 14],
        [226, 690, 14],
      ]),
      paint.brick,
      '',
      { dx: -30, dy: 0 },
    ) +
    clipped(pack, form(pack, '#C4472B', inside, { dx: -30, dy: 0 })) +
    fill(box(226, 552, 370, 138, 10), dark('#C4472B', 0.22)) +
    place(soapBarBar() + line(SOAP_SPRIG, '#D0A05A', 8), 410, 620, 1.06) +
    soapBarFoam()
  );
}

export function grassBroom(): string {
  const random = scatter(19);
  const straw = (spread: number, length: number, colour: string, width: number): string =>
    line(`M${spread * 0.16} 0Q${spread * 0.5} ${length * 0.42} ${spread} ${length}`, colour, width);
  const tones = ['#B98A3A', '#D7A94F', '#E9C777', '#C99840', '#F0D694'] as const;
  const fan = repeat(110, (index) => straw((random() * 2 - 1) * 170, 300 + random() * 56, tones[index % tones.length] ?? '#D7A94F', 7));
  const handle = form(
    rounded([
      [-24, -290, 12],
      [24, -290, 12],
      [34, 0, 8],
      [-34, 0, 8],
    ]),
    paint.leaf,
    repeat(6, (index) => line(`M-50 ${-250 + index * 40}L50 ${-226 + index * 40}`, paint.turmeric, 9)),
    { dx: -14, dy: 0 },
  );
  const binding = form(
    smooth([
      [-40, -16],
      [40, -16],
      [58, 66],
      [0, 78],
      [-58, 66],
    ]),
    paint.brick,
    line('M-60 8H60M-60 34H60', '#E58A6E', 6),
    { dx: -16, dy: 0 },
  );
  return (
    shadow(440, 704, 250, 26) +
    place(
      fill('M-30 20C-60 140 -120 240 -168 320Q0 380 168 320C120 240 60 140 30 20Z', '#C69745') + fan + handle + binding,
      356,
      384,
      1.02,
      -17,
    ) +
    line('M300 128q-4 -40 22 -44q22 0 14 34', paint.turmeric, 8)
  );
}

function dishwashNozzle(): string {
  return form(
    rounded([
      [338, 150, 10],
      [394, 150, 10],
      [402, 206, 8],
      [420, 214, 8],
      [424, 272, 8],
      [308, 272, 8],
      [312, 214, 8],
      [330, 206, 8],
    ]),
    paint.leaf,
    '',
    { dx: -16, dy: 0 },
  );
}

function dishwashSponge(): string {
  return form(
    rounded([
      [520, 606, 14],
      [690, 606, 14],
      [700, 690, 14],
      [512, 690, 14],
    ]),
    '#F2C53D',
    repeat(14, (index) => fill(oval(530 + ((index * 47) % 160), 634 + ((index * 29) % 52), 6 + (index % 3) * 2, 5), '#D59E20')) +
      fill(box(500, 600, 220, 24, 0), paint.fern),
    { dx: -16, dy: -4 },
  );
}

export function dishwash(): string {
  const bottle = rounded([
    [310, 268, 20],
    [420, 268, 20],
    [470, 350, 60],
    [470, 470, 60],
    [440, 530, 50],
    [484, 640, 50],
    [470, 692, 34],
    [258, 692, 34],
    [246, 640, 50],
    [288, 530, 50],
    [258, 470, 60],
    [258, 350, 60],
  ]);
  const label = smooth([
    [282, 380],
    [364, 364],
    [446, 380],
    [440, 470],
    [424, 540],
    [364, 552],
    [304, 540],
    [288, 470],
  ]);
  return withForeground(
    form(
      bottle,
      '#A7CF4C',
      line('M292 350C284 400 290 450 312 500M284 620V650', '#E9F6C4', 14, 0.85) +
        fill('M440 240C470 420 420 540 450 720H520V240Z', '#5F8F22', 0.4),
      { dx: 0, dy: 0 },
    ) +
      fill(label, paint.cream) +
      place(motif('lemon'), 364, 440, 1.05) +
      lines(364, 504, paint.leaf, [74]) +
      dishwashNozzle(),
    dishwashSponge() +
      [
        [560, 570, 22],
        [606, 582, 16],
        [640, 560, 26],
        [508, 580, 12],
      ]
        .map(
          ([x = 0, y = 0, size = 0]) =>
            fill(oval(x, y, size), '#FFFFFF', 0.9) + fill(oval(x - size * 0.3, y - size * 0.3, size * 0.25), paint.lilac),
        )
        .join(''),
    260,
  );
}

export function detergent(): string {
  const bag = pillowBag({ body: paint.sky, band: paint.turmeric, badge: '#F4F9FF', motif: 'bubbles' }, 360);
  const scoop =
    line('M600 640L690 590', '#D9E4F2', 22) +
    form('M486 620H632L616 690Q560 708 500 690Z', '#F4F9FF', '', { dx: -24, dy: 0, shade: '#B9C9E2' }) +
    fill(
      smooth([
        [492, 622],
        [530, 586],
        [560, 578],
        [594, 588],
        [626, 622],
        [560, 632],
      ]),
      '#DDEBFA',
    ) +
    repeat(16, (index) => fill(oval(506 + ((index * 31) % 108), 600 + ((index * 11) % 22), 4), index % 3 === 0 ? paint.sky : '#FFFFFF'));
  return withForeground(bag, scoop, 280);
}

export function incense(): string {
  const pack = rounded([
    [250, 190, 10],
    [390, 190, 10],
    [390, 690, 10],
    [250, 690, 10],
  ]);
  const inside =
    fill(box(250, 190, 150, 60, 0), paint.brass) +
    fill(box(250, 640, 150, 60, 0), paint.brass) +
    fill(oval(320, 390, 60, 84), paint.cream) +
    place(motif('flower'), 320, 390, 0.95) +
    line('M272 270V620', '#FFFFFF', 9, 0.3) +
    lines(320, 520, paint.cream, [80, 54]);
  const stick = (x: number, top: number): string =>
    line(`M540 650L${x} ${top}`, '#5B3522', 10) +
    line(`M540 650L${540 + (x - 540) * 0.34} ${650 - (650 - top) * 0.34}`, '#D8A95E', 7) +
    fill(oval(x, top, 8), paint.orange);
  const smoke = (x: number, y: number): string => line(`M${x} ${y}q-34 -40 0 -80t0 -80q-22 -30 8 -64`, '#FFFFFF', 11, 0.8);
  return withForeground(
    form(pack, paint.plum, inside, { dx: -26, dy: 0 }) +
      smoke(486, 350) +
      smoke(590, 344) +
      stick(486, 372) +
      stick(540, 340) +
      stick(592, 366),
    form('M446 646H634L600 690Q540 704 480 690Z', paint.brass, '', { dx: -28, dy: 0 }) +
      fill(oval(540, 646, 94, 18), light(paint.brass, 0.4)) +
      fill(oval(540, 648, 76, 11), '#8A5F1E'),
    250,
  );
}
