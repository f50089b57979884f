/** Rice, flour, pulses and ground spices as they stand in the shop: the packet and, before it, what is inside. */
import { paint } from './colour.ts';
import { bowl, heap, kidneyBean, longGrain, powder, riceGrain, splitPea, strewn } from './heaps.ts';
import { motif } from './motifs.ts';
import { foldedBag, openSack, pillowBag, standUpPouch, withForeground } from './packets.ts';
import { clipped, enlarge, fill, form, line, move, oval, place, repeat, rounded, scatter, shadow, smooth } from './svg.ts';

export function riceSack(): string {
  const grains = place(heap(350, 130, '#F4EBD5', riceGrain, 11, 260), 400, 330);
  return withForeground(
    openSack({ body: '#D8B67F', band: paint.leaf, badge: paint.cream, motif: 'paddy' }, grains),
    strewn(
      [
        [150, 690],
        [186, 712],
        [640, 700],
        [664, 722],
        [226, 726],
        [604, 728],
      ],
      riceGrain,
    ),
    260,
  );
}

export function basmatiPouch(): string {
  const pouch = standUpPouch({ body: '#234E8C', band: '#C99A3B', badge: paint.cream, motif: 'paddy', window: '#F0E2BF' }, 360, 520);
  return withForeground(
    pouch,
    place(bowl(240, paint.steel, heap(210, 84, '#F6EDD6', longGrain, 23, 130)), 570, 712) +
      strewn(
        [
          [400, 716],
          [430, 730],
          [452, 708],
        ],
        longGrain,
      ),
    280,
  );
}

export function attaBag(): string {
  return withForeground(
    foldedBag({ body: '#F3E3C2', band: paint.brick, badge: '#FFF9EA', motif: 'wheat' }, 350, 330),
    place(powder(220, 78, '#F7EBD3'), 566, 706) + place(wheatEar(), 606, 708, 0.92, 8) + place(wheatEar(), 622, 714, 0.84, 24),
    280,
  );
}

function wheatEar(): string {
  const grain = (y: number, side: number): string =>
    place(fill('M0 0C-12 -14 -12 -36 0 -50C12 -36 12 -14 0 0Z', side > 0 ? '#D9992F' : '#EDB64A'), side * 6, y, 1, side * 24);
  return (
    line('M0 0V-190', '#C98F2E', 8) + [-120, -150, -180, -210].map((y) => grain(y, 1) + grain(y, -1)).join('') + place(grain(0, 0), 0, -230)
  );
}

export function toorDalPouch(): string {
  const pouch = standUpPouch({ body: '#E9B93B', band: paint.leaf, badge: '#FFF7DC', motif: 'yellowPulse', window: '#EDB53A' }, 370, 490);
  return withForeground(pouch, place(heap(230, 84, '#E9AE35', splitPea('#F0B73C'), 5, 150), 582, 708), 280);
}

export function moongBowl(): string {
  return enlarge(
    shadow(400, 692, 250, 32) +
      place(bowl(470, paint.brass, heap(420, 180, '#5F8A34', splitPea('#7DA540'), 31, 330)), 400, 698) +
      strewn(
        [
          [140, 690],
          [172, 716],
          [640, 704],
          [668, 684],
          [626, 730],
          [204, 728],
        ],
        splitPea('#7DA540'),
      ),
    1.18,
  );
}

export function rajmaBowl(): string {
  return enlarge(
    shadow(400, 692, 250, 32) +
      place(bowl(470, paint.steel, heap(420, 170, '#5E1526', kidneyBean, 17, 105)), 400, 698) +
      strewn(
        [
          [140, 694],
          [190, 722],
          [640, 700],
          [676, 720],
        ],
        kidneyBean,
      ),
    1.18,
  );
}

export function turmericPouch(): string {
  const pouch = standUpPouch({ body: paint.leaf, band: '#F2B43A', badge: paint.cream, motif: 'turmericRoot' }, 370, 480);
  return withForeground(pouch, place(powder(250, 92, '#EFA51F'), 570, 706) + place(motif('turmericRoot'), 236, 690, 1.3, -12), 280);
}

function redChilli(): string {
  const pod = 'M-14 0C-24 50 -10 110 34 150C44 158 50 150 44 140C24 106 28 50 16 0Z';
  return (
    fill(pod, paint.red) +
    clipped(pod, fill('M6 -6C16 60 14 110 44 160L70 150L40 -10Z', paint.brick) + line('M-6 16C-10 50 -2 80 12 106', '#FF9C86', 6, 0.8)) +
    fill(
      smooth([
        [-18, 6],
        [-12, -14],
        [14, -14],
        [20, 6],
        [0, 2],
      ]),
      paint.fern,
    ) +
    line('M0 -14q2 -22 -12 -36', paint.fern, 9)
  );
}

export function chilliPouch(): string {
  const pouch = standUpPouch({ body: '#B92D24', band: '#FFF0C9', badge: '#FFF0C9', motif: 'chillies' }, 370, 480);
  return withForeground(
    pouch,
    place(powder(250, 92, '#C7371F'), 560, 700) + place(redChilli(), 560, 690, 1, -96) + place(redChilli(), 250, 640, 1, 66),
    290,
  );
}

function jaggeryBlock(): string {
  const tops = fill(
    rounded(
      [
        [-96, -150],
        [-40, -196],
        [112, -196],
        [76, -150],
      ],
      12,
    ),
    '#E9A957',
  );
  const front = form(
    rounded(
      [
        [-96, -156],
        [78, -156],
        [84, 0],
        [-102, 0],
      ],
      14,
    ),
    '#C9802F',
    '',
    { dx: -10, dy: -6, shade: '#B06A22' },
  );
  const side = fill(
    rounded(
      [
        [72, -154],
        [112, -196],
        [118, -40],
        [82, 0],
      ],
      10,
    ),
    '#8F521C',
  );
  const random = scatter(41);
  const grit = repeat(46, () =>
    fill(oval(-90 + random() * 160, -144 + random() * 136, 3 + random() * 4, 3), random() > 0.5 ? '#E8AE62' : '#A35F1E', 0.85),
  );
  return tops + side + front + grit;
}

export function jaggery(): string {
  const crumb = form(
    rounded(
      [
        [-40, 0],
        [-30, -44],
        [22, -54],
        [46, -12],
        [28, 12],
      ],
      10,
    ),
    '#D08A38',
    '',
    { dx: -12, dy: -8, shade: '#94561F' },
  );
  return (
    shadow(400, 696, 300, 34) +
    form(oval(400, 690, 290, 44), '#F5EBD8', fill(oval(400, 682, 220, 28), '#E6D6B8'), { dx: -12, dy: -8 }) +
    place(jaggeryBlock(), 506, 690, 1.05) +
    place(jaggeryBlock(), 262, 696, 1.05) +
    place(jaggeryBlock(), 390, 528, 1.05, -3) +
    place(crumb, 376, 712) +
    place(crumb, 610, 712, 0.7, 30)
  );
}

export function bananaChipsBag(): string {
  const chip =
    fill(oval(4, 4, 48, 40), '#B98526') +
    fill(oval(0, 0, 48, 40), '#EDC04A') +
    fill(oval(-2, -2, 37, 30), '#F9DE84') +
    fill(oval(0, 0, 8, 6), '#C08F2C') +
    line('M-20 0h8M14 -2h8M0 -18v7M0 12v7', '#D9AC40', 4);
  return withForeground(
    move(pillowBag({ body: '#0F7A5A', band: '#F2B43A', badge: paint.cream, motif: 'chips' }), -40, 0),
    place(chip, 556, 690) + place(chip, 640, 706, 0.9, 40) + place(chip, 596, 654, 0.94, 80) + place(chip, 170, 708, 0.8, 20),
    290,
  );
}
