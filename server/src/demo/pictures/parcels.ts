/** What the dropshipper sends: lamp, bag, headphones, bottle, clock. Foot near y = 700. */
import { dark, paint } from './colour.ts';
import { motif } from './motifs.ts';
import { box, fill, form, line, oval, place, repeat, rounded, shadow, turn, vessel } from './svg.ts';

export function deskLamp(): string {
  return (
    shadow(400, 692, 220, 28) +
    fill('M250 330L120 600H520L400 300Z', '#FFF0B8', 0.55) +
    line('M470 660L560 440L400 270', '#2C4A4A', 26) +
    line('M466 656L556 440L400 272', '#4E7676', 12) +
    fill(oval(560, 440, 26), paint.turmeric) +
    place(
      form('M-70 -60Q0 -96 70 -60L130 90H-130Z', paint.brick, '', { dx: -36, dy: 0 }) +
        fill(oval(0, 90, 130, 22), '#FFF3C9') +
        fill(box(-24, -106, 48, 44, 14), '#2C4A4A'),
      340,
      276,
      1.05,
      24,
    ) +
    form('M340 690V668Q340 640 380 640H560Q600 640 600 668V690Z', '#4E7676', '', { dx: -40, dy: 0, shade: '#2C4A4A' })
  );
}

export function backpack(): string {
  const body = rounded([
    [228, 250, 150],
    [572, 250, 150],
    [600, 690, 60],
    [200, 690, 60],
  ]);
  return (
    shadow(400, 692, 250, 28) +
    line('M346 236C346 150 454 150 454 236', '#20504A', 24) +
    form(body, '#E0A13A', line('M250 420H560', dark('#E0A13A', 0.22), 7) + line('M262 330C256 420 250 540 244 620', '#F6CE86', 14, 0.8), {
      dx: -44,
      dy: 0,
      shade: '#B87715',
    }) +
    form(
      rounded([
        [260, 470, 30],
        [540, 470, 30],
        [552, 660, 34],
        [248, 660, 34],
      ]),
      '#2F7F73',
      line('M276 510H520', '#8CCBBD', 9),
      { dx: -28, dy: 0, shade: '#1E5A52' },
    ) +
    fill(box(470, 504, 14, 46, 7), paint.cream) +
    line('M316 320V410M484 320V410', '#5B3522', 22) +
    fill(box(300, 396, 32, 40, 6), paint.brass) +
    fill(box(468, 396, 32, 40, 6), paint.brass)
  );
}

export function headphones(): string {
  const cup = form(box(-62, -104, 124, 208, 56), '#2A4552', fill(box(-36, -76, 60, 152, 30), '#45697A'), {
    dx: -22,
    dy: 0,
    shade: '#182C36',
  });
  return (
    shadow(400, 692, 240, 28) +
    line('M196 520C170 130 630 130 604 520', '#182C36', 46) +
    line('M194 516C168 136 622 130 600 510', paint.brick, 24) +
    fill(box(244, 452, 44, 176, 20), '#E9B08F') +
    fill(box(512, 452, 44, 176, 20), '#C98A6A') +
    place(cup, 210, 560, 1.15, 4) +
    place(cup, 590, 560, 1.15, -4)
  );
}

export function steelBottle(): string {
  const bottle = vessel(400, [
    [246, 62, 16],
    [290, 70, 30],
    [350, 116, 60],
    [420, 118, 30],
    [650, 118, 30],
    [694, 104, 30],
  ]);
  return (
    shadow(400, 692, 160, 24) +
    form(
      bottle,
      '#3C8FA3',
      line('M316 390V640', '#A8DCE4', 16, 0.8) + fill(box(260, 610, 300, 100, 0), paint.steel) + place(motif('sunrise'), 396, 500, 1.1),
      { dx: -40, dy: 0, shade: '#246273' },
    ) +
    form(
      rounded([
        [344, 156, 18],
        [456, 156, 18],
        [462, 250, 8],
        [338, 250, 8],
      ]),
      paint.ink,
      '',
      { dx: -22, dy: 0, shade: '#000000' },
    ) +
    line('M358 158C350 90 450 90 442 158', paint.ink, 20)
  );
}

export function wallClock(): string {
  const ticks = repeat(12, (index) =>
    turn(
      line(`M400 ${index % 3 === 0 ? 218 : 206}V188`, index % 3 === 0 ? paint.brick : '#7C8A84', index % 3 === 0 ? 16 : 9),
      index * 30,
      400,
      400,
    ),
  );
  return (
    shadow(410, 694, 150, 22) +
    fill(
      rounded([
        [250, 600, 8],
        [320, 570, 8],
        [300, 694, 8],
        [240, 694, 8],
      ]),
      '#7A4A2B',
    ) +
    fill(
      rounded([
        [480, 570, 8],
        [550, 600, 8],
        [560, 694, 8],
        [500, 694, 8],
      ]),
      '#7A4A2B',
    ) +
    form(oval(400, 400, 256), '#A5673A', '', { dx: -20, dy: -14, shade: '#6E3F20' }) +
    fill(oval(396, 396, 216), '#E3D7BF') +
    fill(oval(400, 400, 212), paint.paper) +
    ticks +
    line('M400 400L310 330', paint.ink, 20) +
    line('M400 400L510 290', paint.ink, 13) +
    fill(oval(400, 400, 18), paint.brick)
  );
}
