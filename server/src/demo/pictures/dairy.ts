/** Milk, curd, paneer, butter and eggs, drawn on the 800 × 800 sheet with their foot near y = 700. */
import { dark, light, paint } from './colour.ts';
import { motif } from './motifs.ts';
import { lines } from './packets.ts';
import { box, clipped, enlarge, fill, form, line, move, oval, place, repeat, rounded, shadow, smooth, vessel } from './svg.ts';

export function milkPouch(): string {
  const pouch = rounded([
    [180, 240, 6],
    [468, 240, 6],
    [472, 290, 20],
    [500, 470, 90],
    [486, 640, 40],
    [470, 690, 10],
    [178, 690, 10],
    [162, 640, 40],
    [148, 470, 90],
    [176, 290, 20],
  ]);
  const inside =
    fill(`M120 470C260 420 380 540 540 450V720H120Z`, paint.sky) +
    fill(`M120 452C260 402 380 522 540 432V452C380 540 260 420 120 472Z`, paint.haze) +
    line('M170 268H480M168 664H482', '#AFC4D8', 5) +
    place(motif('cow'), 322, 366, 1.35) +
    lines(322, 566, '#FFFFFF', [150, 100]) +
    line('M180 320C164 400 164 520 178 610', '#FFFFFF', 14, 0.7) +
    line('M470 320q12 40 8 90', '#B9CBDB', 7, 0.8);
  const glass = vessel(590, [
    [404, 92, 6],
    [690, 70, 22],
  ]);
  return (
    shadow(400, 692, 290, 28) +
    form(pouch, '#F7FAFC', inside, { dx: -24, dy: 0, shade: '#C3D3E2' }) +
    fill(glass, '#EAF4FB') +
    clipped(
      glass,
      fill(box(480, 448, 220, 240, 0), '#FFFFFF') +
        fill(oval(590, 450, 96, 16), '#F1F4F4') +
        fill(box(630, 400, 60, 300, 0), '#9FBBD2', 0.35),
    ) +
    line('M516 420L534 660', '#FFFFFF', 10, 0.9) +
    line('M498 404Q590 422 682 404L660 686Q590 694 520 686Z', '#A9C6DE', 6)
  );
}

export function curdPot(): string {
  const pot = vessel(380, [
    [330, 186, 10],
    [372, 176, 20],
    [470, 232, 120],
    [600, 210, 100],
    [690, 120, 30],
  ]);
  const rings =
    [430, 470].map((y) => line(`M120 ${y}Q380 ${y + 66} 640 ${y}`, dark(paint.clay, 0.2), 6, 0.8)).join('') +
    repeat(9, (index) => fill(oval(184 + index * 50, 504 - Math.abs(index - 4) * 7 + 22, 9), paint.cream, 0.9));
  const spoon = line('M560 560L690 300', '#8D9AA0', 22) + line('M554 556L684 298', paint.steel, 16);
  return (
    shadow(390, 692, 240, 30) +
    form(pot, paint.clay, rings + line('M196 470C184 540 214 620 250 660', '#F0A98A', 15, 0.7), { dx: -46, dy: 0, shade: '#8E4226' }) +
    form(oval(380, 334, 206, 50), '#D57C51', '', { dx: -10, dy: -6, shade: '#8E4226' }) +
    fill(oval(378, 332, 174, 36), '#8E4226') +
    clipped(oval(378, 332, 174, 36), fill(oval(378, 342, 172, 36), '#FFFDF6') + fill(oval(440, 350, 90, 16), '#E9E2D2')) +
    move(spoon, 18, 60) +
    form(SPOON, paint.steel, fill(oval(556, 628, 40, 24), '#FFFDF6'), { dx: -12, dy: -10 })
  );
}

const SPOON = smooth([
  [500, 640],
  [540, 590],
  [600, 600],
  [616, 640],
  [576, 684],
  [520, 682],
]);

/** A block in three-quarter view standing on y = 0: front `width` × `height`, running back by `depth`. */
function block(width: number, height: number, depth: number, colour: string): string {
  const [right, up] = [depth * 0.8, -depth * 0.42];
  return (
    fill(
      rounded(
        [
          [0, -height],
          [right, -height + up],
          [width + right, -height + up],
          [width, -height],
        ],
        8,
      ),
      light(colour, 0.55),
    ) +
    fill(
      rounded(
        [
          [width - 4, -height],
          [width + right, -height + up],
          [width + right, up],
          [width - 4, 0],
        ],
        8,
      ),
      dark(colour, 0.2),
    ) +
    fill(
      rounded(
        [
          [0, -height - 2],
          [width, -height - 2],
          [width, 0],
          [0, 0],
        ],
        10,
      ),
      colour,
    )
  );
}

export function paneer(): string {
  const cube = block(82, 76, 62, '#FBF1DC');
  return enlarge(
    shadow(400, 696, 310, 34) +
      form(oval(400, 676, 310, 52), paint.leaf, fill(oval(396, 664, 250, 36), '#0F7D5D'), { dx: -10, dy: -9 }) +
      place(block(250, 180, 150, '#FBF0D8'), 190, 660) +
      place(
        repeat(4, (index) => line(`M${30 + index * 54} -${140 - (index % 2) * 60}h22`, '#E8D7B4', 6)),
        190,
        660,
      ) +
      place(cube, 500, 640) +
      place(cube, 560, 690) +
      place(cube, 444, 700, 0.96) +
      place(cube, 532, 568, 0.94) +
      place(motif('leaves'), 268, 706, 0.7, 100),
    1.14,
  );
}

/** The opened wrapper round the stick: front, top, side and the torn edge. */
function butterWrap(): string {
  return (
    fill('M120 -156H340L344 4H116Z', '#F6F8FA') +
    fill(box(120, -96, 222, 48, 2), paint.sky) +
    fill('M120 -154L222 -208H440L338 -154Z', '#FFFFFF') +
    fill('M338 -156L438 -210L440 -56L342 2Z', '#B7C9DA') +
    fill('M340 -96L438 -150V-104L340 -48Z', '#174A86') +
    place(motif('cow'), 232, -74, 0.92) +
    fill('M84 -172L122 -154L118 4L92 16L108 -70Z', '#DDE7F0')
  );
}

export function butter(): string {
  const stick = block(330, 150, 130, '#F8D465');
  const marks = repeat(5, (index) => line(`M${66 + index * 54} -148V-20`, '#E5B640', 5));
  const pat = form(
    rounded(
      [
        [0, 0],
        [26, -70],
        [120, -84],
        [104, -6],
      ],
      14,
    ),
    '#F8D465',
    '',
    { dx: -8, dy: -10, shade: '#DDA932' },
  );
  return enlarge(
    shadow(400, 694, 320, 34) +
      form(oval(400, 680, 330, 50), '#FFFFFF', fill(oval(396, 670, 270, 34), '#E4EDF5'), { dx: -12, dy: -9, shade: '#A9C0D6' }) +
      place(stick + marks + butterWrap(), 170, 660, 1.12) +
      place(pat, 128, 690, 1, -6),
    1.1,
  );
}

function eggsRidges(): string {
  return (
    [303, 497]
      .map((x) =>
        fill(
          smooth([
            [x - 30, 520],
            [x, 496],
            [x + 30, 520],
            [x + 22, 692],
            [x - 22, 692],
          ]),
          '#7FA08C',
        ),
      )
      .join('') +
    fill(box(100, 664, 600, 40, 0), '#6C8F7B') +
    [206, 400, 594].map((x) => line(`M${x - 44} 610Q${x} 646 ${x + 44} 610`, '#7FA08C', 8)).join('')
  );
}

export function eggs(): string {
  const egg = (x: number, colour: string): string =>
    form(
      smooth([
        [x, 318],
        [x + 52, 360],
        [x + 74, 440],
        [x + 50, 520],
        [x, 540],
        [x - 50, 520],
        [x - 74, 440],
        [x - 52, 360],
      ]),
      colour,
      fill(oval(x - 30, 400, 12, 30), '#FFFFFF', 0.75),
      { dx: -16, dy: -8, shade: dark(colour, 0.16) },
    );
  const cup = (x: number): string => `C${x - 74} 470 ${x - 50} 560 ${x} 560C${x + 50} 560 ${x + 74} 470 ${x + 88} 462`;
  const tray = `M120 462${[206, 400, 594].map(cup).join('')}L690 470L660 676Q656 692 640 692H160Q144 692 140 676L112 470Z`;
  return (
    shadow(400, 694, 300, 28) +
    fill(
      rounded([
        [130, 270, 24],
        [670, 270, 24],
        [694, 470, 10],
        [106, 470, 10],
      ]),
      '#7FA08C',
    ) +
    fill(
      rounded([
        [154, 292, 18],
        [646, 292, 18],
        [664, 470, 4],
        [136, 470, 4],
      ]),
      '#6A8B78',
    ) +
    fill('M112 460H688L676 600H124Z', '#5F8070') +
    [303, 497].map((x) => egg(x, '#E2AE80')).join('') +
    egg(206, '#F6E3CB') +
    egg(400, '#E9BC92') +
    egg(594, '#F9EBD8') +
    form(tray, '#9CBBA6', eggsRidges(), { dx: -18, dy: 0, shade: '#6C8F7B' })
  );
}
