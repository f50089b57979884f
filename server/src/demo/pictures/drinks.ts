/** Tea, coffee and cool drinks: tin, bag, bottles, each with its cup or glass. Foot near y = 690. */
import { wrapLabel } from './bottles-and-jars.ts';
import { dark, paint } from './colour.ts';
import { leaf } from './fruit.ts';
import { motif } from './motifs.ts';
import { foldedBag, withForeground } from './packets.ts';
import { box, clipped, fill, form, line, oval, place, repeat, rounded, smooth, vessel } from './svg.ts';

export function teaTin(): string {
  const tin = rounded([
    [196, 250, 10],
    [500, 250, 10],
    [500, 690, 18],
    [196, 690, 18],
  ]);
  const lid = rounded([
    [184, 176, 20],
    [512, 176, 20],
    [512, 258, 10],
    [184, 258, 10],
  ]);
  const window = 'M258 600V420a90 96 0 0 1 180 0V600Z';
  const inside =
    fill(box(180, 640, 340, 20, 0), paint.brass) +
    fill(box(180, 282, 340, 10, 0), paint.brass) +
    fill(window, paint.cream) +
    line(window, paint.brass, 8) +
    place(motif('leaves'), 348, 456, 1.7) +
    fill('M258 600V560q50 -40 90 0t90 0V600Z', '#77AD62') +
    line('M222 310V610', '#FFFFFF', 12, 0.3);
  const cup =
    form('M0 0H150C150 76 128 120 100 120H50C22 120 0 76 0 0Z', paint.paper, '', { dx: -18, dy: 0, shade: '#CFDDD6' }) +
    line('M150 24c44 -8 44 54 -14 56', paint.paper, 15) +
    fill(oval(75, 0, 75, 17), '#E6EEE9') +
    fill(oval(75, 2, 62, 11), '#B4622A') +
    fill(oval(75, 126, 110, 17), '#E6EEE9') +
    fill(box(48, 108, 54, 16, 6), '#CFDDD6');
  const steam = line('M46 -34q-20 -30 0 -56t0 -52M100 -34q-20 -30 0 -56t0 -52', '#FFFFFF', 10, 0.75);
  return withForeground(
    form(tin, '#0B6B4F', inside, { dx: -34, dy: 0 }) +
      form(lid, '#0D7A5A', fill(box(170, 238, 350, 12, 0), paint.brass), { dx: -34, dy: 0 }),
    place(cup + steam, 478, 566, 1.02),
    280,
  );
}

export function coffeeBag(): string {
  const tumbler = (cx: number): string =>
    form(oval(cx, 694, 112, 24), paint.steel, '', { dx: -10, dy: -5, shade: '#7F8D90' }) +
    form(`M${cx - 96} 630H${cx + 96}L${cx + 82} 694Q${cx} 712 ${cx - 82} 694Z`, paint.steel, '', { dx: -26, dy: 0, shade: '#8B999C' }) +
    fill(oval(cx, 630, 96, 18), '#E9EFEF') +
    fill(oval(cx, 632, 84, 13), '#7F8D90') +
    form(
      `M${cx - 66} 500H${cx + 66}L${cx + 50} 640Q${cx} 652 ${cx - 50} 640Z`,
      '#C9D3D4',
      line(`M${cx - 44} 528L${cx - 34} 626`, '#FFFFFF', 10, 0.9),
      { dx: -22, dy: 0, shade: '#8B999C' },
    ) +
    fill(oval(cx, 500, 74, 16), '#EEF3F3') +
    fill(oval(cx, 500, 62, 12), '#C58B52') +
    fill(
      smooth([
        [cx - 56, 496],
        [cx - 20, 476],
        [cx + 20, 482],
        [cx + 56, 496],
        [cx, 508],
      ]),
      '#F1D9B0',
    ) +
    line(`M${cx - 20} 452q-18 -26 0 -50t0 -46M${cx + 26} 452q-18 -26 0 -50t0 -46`, '#FFFFFF', 9, 0.75);
  return withForeground(
    foldedBag({ body: '#6B3F26', band: paint.brick, badge: paint.cream, motif: 'coffeeBeans' }, 330, 320),
    tumbler(590),
    290,
  );
}

export function mangoDrink(): string {
  const bottle = vessel(360, [
    [196, 40, 6],
    [250, 44, 30],
    [340, 112, 70],
    [430, 118, 40],
    [650, 118, 30],
    [692, 100, 30],
  ]);
  const cap = rounded([
    [314, 136, 10],
    [406, 136, 10],
    [408, 202, 4],
    [312, 202, 4],
  ]);
  const glass = vessel(590, [
    [440, 84, 4],
    [690, 66, 20],
  ]);
  return withForeground(
    form(
      bottle,
      '#F7C64A',
      fill(box(220, 262, 300, 440, 0), '#F39A1F') +
        line('M262 350V650', '#FFD98A', 14, 0.85) +
        fill(box(438, 200, 60, 500, 0), '#B9620E', 0.35),
      { dx: 0, dy: 0 },
    ) +
      wrapLabel(360, 418, 180, 117, paint.cream, paint.leaf, 'mangoFruit') +
      form(cap, paint.leaf, line('M330 150v44M350 150v44M370 150v44M390 150v44', dark(paint.leaf, 0.3), 5), { dx: -14, dy: 0 }),
    line('M610 460L650 330H690', paint.brick, 16) +
      fill(glass, '#F3FAF7', 0.85) +
      clipped(
        glass,
        fill(box(480, 476, 220, 220, 0), '#F39A1F') +
          fill(oval(590, 478, 84, 14), '#FFC76A') +
          fill(box(622, 440, 60, 260, 0), '#B9620E', 0.25),
      ) +
      line('M506 440Q590 456 674 440L656 688Q590 696 524 688Z', '#E8F4EE', 7) +
      line('M528 500L540 650', '#FFFFFF', 9, 0.8),
    260,
  );
}

function wholeLemon(): string {
  return place(
    form(
      smooth([
        [-92, 0],
        [-70, -14],
        [-30, -60],
        [40, -58],
        [76, -14],
        [96, -4],
        [76, 18],
        [40, 58],
        [-34, 58],
        [-72, 12],
      ]),
      '#F4CE3B',
      fill(oval(-26, -26, 22, 12), '#FFF0A8'),
      { dx: -12, dy: -10, shade: '#C99C1B' },
    ),
    196,
    650,
    0.86,
    -14,
  );
}

function lemonSodaFizz(): string {
  return repeat(22, (index) => fill(oval(276 + ((index * 47) % 180), 360 + ((index * 83) % 310), 5 + (index % 3) * 2), '#FFFFFF', 0.75));
}

/** The old marble-stopped soda bottle. */
export function lemonSoda(): string {
  const bottle = vessel(370, [
    [120, 50, 12],
    [160, 50, 16],
    [214, 44, 14],
    [246, 68, 18],
    [290, 52, 16],
    [340, 78, 40],
    [420, 120, 60],
    [660, 120, 20],
    [696, 108, 26],
  ]);
  return withForeground(
    form(
      bottle,
      '#BFE3D0',
      fill(box(220, 350, 300, 380, 0), '#E7EFA8') +
        fill(oval(370, 352, 92, 12), '#F6F9D2') +
        lemonSodaFizz() +
        line('M284 430V640', '#FFFFFF', 14, 0.8) +
        fill('M450 120C430 260 466 380 452 700H520V120Z', '#2F8F78', 0.3),
      { dx: 0, dy: 0 },
    ) +
      line(bottle, '#5FAE97', 7) +
      fill(oval(370, 250, 26), '#5FAE97') +
      fill(oval(362, 242, 9), '#FFFFFF') +
      fill(
        rounded([
          [316, 104, 10],
          [424, 104, 10],
          [424, 150, 10],
          [316, 150, 10],
        ]),
        paint.brick,
      ) +
      wrapLabel(370, 470, 140, 118, paint.leaf, paint.turmeric, 'lemon'),
    place(motif('lemon'), 570, 634, 1.6) + wholeLemon() + place(leaf(110), 140, 610, 1, -50),
    270,
  );
}
