/** Glass vessels built from a profile: ghee, honey, pickle, oil. Foot near y = 690. */
import { dark, light, paint } from './colour.ts';
import { type Motif, motif } from './motifs.ts';
import { withForeground } from './packets.ts';
import { box, clipped, fill, form, line, oval, place, repeat, rounded, turn, vessel } from './svg.ts';

/** A paper label wrapped round a vessel of half width `half`. */
export function wrapLabel(cx: number, top: number, height: number, half: number, colour: string, edge: string, name: Motif): string {
  const outline = `M${cx - half} ${top}Q${cx} ${top + 22} ${cx + half} ${top}V${top + height}Q${cx} ${top + height + 22} ${cx - half} ${top + height}Z`;
  const bands = line(
    `M${cx - half} ${top + 14}Q${cx} ${top + 36} ${cx + half} ${top + 14}M${cx - half} ${top + height - 14}Q${cx} ${top + height + 8} ${cx + half} ${top + height - 14}`,
    edge,
    7,
  );
  return (
    fill(outline, colour) +
    clipped(outline, bands + fill(box(cx + half * 0.62, top - 10, half, height + 60, 0), dark(colour, 0.3), 0.35)) +
    place(motif(name), cx, top + height * 0.46 + 10, Math.min(1.15, height / 170))
  );
}

interface JarLook {
  readonly contents: string;
  readonly lid: string;
  readonly label: string;
  readonly edge: string;
  readonly motif: Motif;
}

/** A wide jar, full to the shoulder, with a screw lid. */
function jar({ contents, lid, label, edge, motif: name }: JarLook, pieces: string, cx = 380): string {
  const glass = vessel(cx, [
    [296, 120, 20],
    [330, 168, 50],
    [400, 180, 40],
    [640, 180, 40],
    [690, 160, 44],
  ]);
  const inner = vessel(cx, [
    [350, 150, 40],
    [400, 164, 30],
    [640, 164, 40],
    [674, 148, 40],
  ]);
  const cap = rounded([
    [cx - 138, 212, 18],
    [cx + 138, 212, 18],
    [cx + 142, 300, 12],
    [cx - 142, 300, 12],
  ]);
  const grooves = repeat(13, (index) => line(`M${cx - 126 + index * 21} 244V290`, dark(lid, 0.22), 6));
  return (
    fill(glass, '#F3F7F2') +
    line(glass, '#C9D6CF', 6) +
    form(inner, contents, pieces, { dx: -26, dy: 0, shade: dark(contents, 0.25) }) +
    wrapLabel(cx, 452, 150, 176, label, edge, name) +
    line(`M${cx - 150} 356V430M${cx - 150} 636V650`, '#FFFFFF', 14, 0.75) +
    form(cap, lid, fill(box(cx - 160, 204, 320, 26, 0), light(lid, 0.4)) + grooves, { dx: -24, dy: 0 })
  );
}

export function gheeJar(): string {
  const pieces = repeat(40, (index) => fill(oval(220 + ((index * 71) % 320), 360 + ((index * 43) % 310), 7, 5), '#FBE29A', 0.9));
  const spoon =
    line('M500 650L700 596', '#9A6B3A', 20) +
    form(oval(512, 668, 62, 34), '#B98450', fill(oval(506, 660, 48, 22), '#F3C24C'), { dx: -8, dy: -8 });
  return withForeground(
    jar({ contents: '#EDB73C', lid: '#C08A2E', label: paint.cream, edge: paint.leaf, motif: 'cow' }, pieces),
    spoon,
    260,
  );
}

export function honeyJar(): string {
  const cells = repeat(6, (index) =>
    line(
      rounded(
        [0, 1, 2, 3, 4, 5].map(
          (corner) =>
            [
              250 + (index % 3) * 130 + Math.cos((corner * Math.PI) / 3) * 44,
              380 + Math.floor(index / 3) * 276 + Math.sin((corner * Math.PI) / 3) * 44,
            ] as const,
        ),
        3,
      ),
      '#F9C24F',
      6,
      0.7,
    ),
  );
  const dipper =
    line('M560 640L700 420', '#9A6B3A', 18) +
    turn(
      [0, 1, 2, 3]
        .map((index) => form(oval(540, 620 + index * 24, 50 - Math.abs(index - 1.5) * 10, 14), '#C08A4E', '', { dx: -8, dy: -3 }))
        .join(''),
      32,
      560,
      640,
    ) +
    fill('M470 690C480 664 520 676 536 690C560 684 590 696 570 706C540 716 480 714 470 690Z', paint.amber);
  return withForeground(
    jar({ contents: '#D98A16', lid: '#4A2F1D', label: '#FFF6DC', edge: paint.amber, motif: 'flower' }, cells, 360),
    dipper,
    260,
  );
}

export function pickleJar(): string {
  const chunks = repeat(26, (index) =>
    place(
      form(
        rounded(
          [
            [-26, -16],
            [14, -24],
            [30, 4],
            [0, 24],
            [-28, 14],
          ],
          8,
        ),
        index % 3 === 0 ? '#E58B2A' : '#D7642A',
        '',
        { dx: -6, dy: -5, shade: '#8F2A16' },
      ),
      230 + ((index * 89) % 300),
      372 + ((index * 61) % 300),
      1,
      index * 47,
    ),
  );
  const mango = place(motif('mangoFruit'), 596, 640, 1.9, -4).replaceAll(paint.turmeric, '#9DBB4E').replaceAll(paint.orange, '#7FA03C');
  return withForeground(
    jar({ contents: '#B83A1C', lid: paint.leaf, label: paint.cream, edge: paint.brick, motif: 'mangoFruit' }, chunks),
    mango + place(motif('chillies'), 228, 690, 1.1, 60),
    260,
  );
}

export function groundnutOil(): string {
  const bottle = vessel(360, [
    [214, 44, 8],
    [262, 46, 20],
    [330, 142, 80],
    [400, 150, 40],
    [470, 138, 30],
    [540, 150, 30],
    [660, 150, 30],
    [694, 136, 30],
  ]);
  const oil = fill(box(180, 318, 360, 400, 0), '#F2B430') + fill(oval(360, 320, 140, 16), '#F9D479');
  const cap = rounded([
    [312, 146, 12],
    [408, 146, 12],
    [412, 222, 6],
    [308, 222, 6],
  ]);
  const nut = place(motif('peanut'), 0, 0, 1.15);
  return withForeground(
    form(
      bottle,
      '#F8E3A8',
      oil +
        line('M232 380C226 460 236 560 232 650', '#FFF3C9', 16, 0.8) +
        fill('M470 300C480 460 452 560 470 720H560V300Z', '#B97A00', 0.28),
      { dx: 0, dy: 0 },
    ) +
      wrapLabel(360, 430, 170, 146, paint.cream, paint.brick, 'peanut') +
      form(
        cap,
        paint.brick,
        repeat(6, (index) => line(`M${324 + index * 15} 168v44`, dark(paint.brick, 0.25), 5)),
        { dx: -16, dy: 0 },
      ),
    place(nut, 570, 660, 1, 10) + place(nut, 636, 690, 0.92, 70) + place(nut, 556, 714, 0.8, -70),
    260,
  );
}
