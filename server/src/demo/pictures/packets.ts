/** Soft packing: pouches, pillow bags, sacks, flour and coffee bags, each built from one parameterised shape. */
import { dark, light, mix, paint } from './colour.ts';
import { type Motif, motif } from './motifs.ts';
import { box, clipped, enlarge, fill, form, line, oval, type Point, place, repeat, rounded, shadow, smooth } from './svg.ts';

export interface PacketLook {
  readonly body: string;
  readonly band: string;
  readonly badge: string;
  readonly motif: Motif;
  /** What shows through a window at the foot of a pouch. */
  readonly window?: string;
}

/** A few short bars that stand where a real label has its words. */
export function lines(cx: number, y: number, colour: string, widths: readonly number[] = [150, 100]): string {
  return widths.map((width, index) => fill(box(cx - width / 2, y + index * 26, width, 12, 6), colour, 0.85)).join('');
}

function badge(cx: number, cy: number, size: number, colour: string, name: Motif): string {
  return (
    fill(oval(cx, cy, size), colour) +
    line(oval(cx, cy, size - 11), mix(colour, paint.ink, 0.16), 3) +
    place(motif(name), cx, cy, (size / 75) * 0.9)
  );
}

/** A stand-up pouch, 340 wide, foot at y = 690. */
export function standUpPouch(look: PacketLook, cx = 400, height = 480): string {
  const top = 690 - height;
  const outline = rounded([
    [cx - 158, top, 10],
    [cx + 158, top, 10],
    [cx + 170, 400, 60],
    [cx + 178, 690, 46],
    [cx - 178, 690, 46],
    [cx - 170, 400, 60],
  ]);
  const foot = `M${cx - 190} 640Q${cx} 690 ${cx + 190} 640V720H${cx - 190}Z`;
  const pane = smooth([
    [cx - 96, 566],
    [cx, 548],
    [cx + 96, 566],
    [cx + 92, 634],
    [cx, 654],
    [cx - 92, 634],
  ]);
  const inside =
    fill(box(cx - 200, top, 400, 58, 0), look.band) +
    line(`M${cx - 170} ${top + 58}H${cx + 170}`, dark(look.band, 0.25), 4) +
    line(`M${cx - 170} ${top + 78}H${cx + 170}`, dark(look.body, 0.16), 5) +
    fill(foot, look.band) +
    badge(cx, top + 182, 86, look.badge, look.motif) +
    lines(cx, top + 290, look.badge) +
    (look.window === undefined
      ? ''
      : fill(pane, look.window) + clipped(pane, speckle(cx, look.window)) + line(pane, light(look.body, 0.5), 6)) +
    line(`M${cx - 140} ${top + 110}C${cx - 152} 400 ${cx - 152} 540 ${cx - 150} 620`, '#FFFFFF', 14, 0.35);
  return (
    form(outline, look.body, inside, { dx: -26, dy: 0 }) +
    line(`M${cx + 154} ${top + 110}C${cx + 164} 400 ${cx + 166} 540 ${cx + 168} 620`, dark(look.body, 0.34), 10, 0.5)
  );
}

function speckle(cx: number, colour: string): string {
  return repeat(60, (index) =>
    fill(
      oval(cx - 100 + ((index * 53) % 200), 550 + ((index * 37) % 110), 9, 8),
      index % 2 === 0 ? light(colour, 0.35) : dark(colour, 0.14),
    ),
  );
}

/** A pillow bag puffed with air, crimped above and below. */
export function pillowBag(look: PacketLook, cx = 400, foot = 690): string {
  const top = foot - 470;
  const teeth = (y: number, down: number): Point[] =>
    Array.from({ length: 21 }, (_, index): Point => [cx - 170 + index * 17, y + (index % 2 === 0 ? 0 : down), 0]);
  const outline = rounded([
    ...teeth(top, -12),
    [cx + 178, top + 46, 14],
    [cx + 192, top + 235, 90],
    [cx + 178, foot - 46, 14],
    ...teeth(foot, 12).toReversed(),
    [cx - 178, foot - 46, 14],
    [cx - 192, top + 235, 90],
    [cx - 178, top + 46, 14],
  ]);
  const swoosh = `M${cx - 220} ${top + 320}C${cx - 60} ${top + 250} ${cx + 60} ${top + 360} ${cx + 220} ${top + 270}V${foot + 20}H${cx - 220}Z`;
  const crimps = repeat(20, (index) =>
    line(`M${cx - 162 + index * 17} ${top - 6}v44M${cx - 162 + index * 17} ${foot + 6}v-44`, dark(look.body, 0.3), 3, 0.55),
  );
  const inside =
    fill(swoosh, look.band) +
    badge(cx, top + 190, 96, look.badge, look.motif) +
    lines(cx, top + 352, look.badge, [170, 110]) +
    crimps +
    line(`M${cx - 158} ${top + 80}C${cx - 172} ${top + 160} ${cx - 172} ${top + 290} ${cx - 160} ${foot - 90}`, '#FFFFFF', 16, 0.4) +
    line(`M${cx + 140} ${top + 64}q20 24 4 60M${cx + 150} ${foot - 70}q14 -30 0 -52`, dark(look.body, 0.3), 6, 0.5);
  return form(outline, look.body, inside, { dx: -26, dy: -6 });
}

/** A cloth sack open at the top, heaped with what it holds. */
export function openSack(look: PacketLook, heap: string, cx = 400): string {
  const body = smooth([
    [cx - 176, 330],
    [cx, 356],
    [cx + 176, 330],
    [cx + 202, 440],
    [cx + 206, 580],
    [cx + 180, 688],
    [cx, 702],
    [cx - 180, 688],
    [cx - 206, 580],
    [cx - 202, 440],
  ]);
  const roll = smooth([
    [cx - 190, 302],
    [cx, 340],
    [cx + 190, 302],
    [cx + 204, 338],
    [cx + 186, 372],
    [cx, 400],
    [cx - 186, 372],
    [cx - 204, 338],
  ]);
  const weave = repeat(14, (index) => line(`M${cx - 230} ${380 + index * 24}q230 34 460 0`, dark(look.body, 0.12), 3, 0.6));
  const label = smooth([
    [cx - 112, 452],
    [cx, 464],
    [cx + 112, 452],
    [cx + 116, 600],
    [cx, 616],
    [cx - 116, 600],
  ]);
  return (
    fill(oval(cx, 320, 184, 46), dark(look.body, 0.4)) +
    heap +
    form(body, look.body, weave + fill(label, look.badge) + line(label, look.band, 7) + place(motif(look.motif), cx, 532, 1.25), {
      dx: -40,
      dy: 0,
    }) +
    form(roll, light(look.body, 0.25), '', { dx: -16, dy: -10, shade: dark(look.body, 0.1) })
  );
}

/** A paper bag with a folded top: flour, coffee. */
export function foldedBag(look: PacketLook, cx = 400, width = 300): string {
  const half = width / 2;
  const front = rounded([
    [cx - half, 250, 6],
    [cx + half - 56, 250, 6],
    [cx + half - 56, 690, 10],
    [cx - half, 690, 10],
  ]);
  const side = rounded(
    [
      [cx + half - 56, 250, 2],
      [cx + half + 22, 268, 6],
      [cx + half + 22, 672, 10],
      [cx + half - 56, 690, 2],
    ],
    4,
  );
  const fold = rounded([
    [cx - half - 4, 178, 10],
    [cx + half + 2, 190, 10],
    [cx + half + 18, 272, 6],
    [cx + half - 56, 256, 4],
    [cx - half - 4, 256, 6],
  ]);
  const mid = cx - 28;
  return (
    fill(side, dark(look.body, 0.26)) +
    line(`M${cx + half - 14} 290L${cx + half - 34} 470L${cx + half - 14} 660`, dark(look.body, 0.4), 5, 0.6) +
    fill(front, look.body) +
    clipped(
      front,
      fill(box(cx - half, 520, width, 180, 0), look.band) +
        fill(`M${cx - half} 522q${half * 0.5} -40 ${half} 0t${half} 0v30h-${width}Z`, look.band) +
        line(`M${cx - half + 18} 280V650`, '#FFFFFF', 12, 0.3),
    ) +
    badge(mid, 396, 92, look.badge, look.motif) +
    lines(mid, 572, look.badge, [150, 96]) +
    form(fold, light(look.body, 0.14), line(`M${cx - half} 218H${cx + half + 20}`, dark(look.body, 0.18), 4), {
      dx: -60,
      dy: 0,
      shade: dark(look.body, 0.12),
    })
  );
}

/** The shadow, the packet, and what lies before it. */
export function withForeground(packet: string, foreground: string, width = 250): string {
  return enlarge(shadow(400, 692, width, 28) + packet + foreground, 1.1);
}
