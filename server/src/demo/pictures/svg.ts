/** Shapes as text: outlines (the `d` of a path) and painted pieces (SVG markup). Pure; knows nothing of what is being drawn. */
import { dark, paint } from './colour.ts';

/** x, y and, for `rounded`, the radius of that corner. */
export type Point = readonly [x: number, y: number, radius?: number];

function r(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export function oval(cx: number, cy: number, rx: number, ry = rx): string {
  return `M${r(cx - rx)} ${r(cy)}a${r(rx)} ${r(ry)} 0 1 0 ${r(rx * 2)} 0a${r(rx)} ${r(ry)} 0 1 0 ${r(-rx * 2)} 0Z`;
}

/** A closed outline with straight sides and softened corners; a corner's own radius wins over `radius`. */
export function rounded(points: readonly Point[], radius = 16): string {
  const parts = points.map((corner, index) => {
    const before = points.at(index - 1) ?? corner;
    const after = points[(index + 1) % points.length] ?? corner;
    const soft = corner[2] ?? radius;
    const from = toward(corner, before, soft);
    const to = toward(corner, after, soft);
    return `${index === 0 ? 'M' : 'L'}${r(from[0])} ${r(from[1])}Q${r(corner[0])} ${r(corner[1])} ${r(to[0])} ${r(to[1])}`;
  });
  return `${parts.join('')}Z`;
}

function toward(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const share = length === 0 ? 0 : Math.min(distance / length, 0.5);
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

export function box(x: number, y: number, width: number, height: number, radius = 16): string {
  return rounded(
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ],
    radius,
  );
}

/** A flowing outline through all points (Catmull–Rom). */
export function smooth(points: readonly Point[], closed = true): string {
  const count = points.length;
  const at = (index: number): Point => (closed ? points.at(index % count) : points[Math.max(0, Math.min(count - 1, index))]) ?? [0, 0];
  let outline = `M${r(at(0)[0])} ${r(at(0)[1])}`;
  for (let index = 0; index < (closed ? count : count - 1); index += 1) {
    const [before, from, to, after] = [at(closed ? index - 1 + count : index - 1), at(index), at(index + 1), at(index + 2)];
    outline +=
      `C${r(from[0] + (to[0] - before[0]) / 6)} ${r(from[1] + (to[1] - before[1]) / 6)} ` +
      `${r(to[0] - (after[0] - from[0]) / 6)} ${r(to[1] - (after[1] - from[1]) / 6)} ${r(to[0])} ${r(to[1])}`;
  }
  return closed ? `${outline}Z` : outline;
}

/** A vessel seen from the front: `[y, half width, corner radius]` from top to bottom, mirrored about `cx`. */
export function vessel(cx: number, profile: readonly Point[], radius = 16): string {
  const right = profile.map(([y, half, soft]): Point => [cx + half, y, soft ?? radius]);
  const left = profile.map(([y, half, soft]): Point => [cx - half, y, soft ?? radius]);
  return rounded([...right, ...left.toReversed()], radius);
}

export function fill(outline: string, colour: string, opacity = 1): string {
  return `<path d="${outline}" fill="${colour}"${opacity < 1 ? ` opacity="${Math.round(opacity * 100) / 100}"` : ''}/>`;
}

export function line(outline: string, colour: string, width: number, opacity = 1): string {
  return (
    `<path d="${outline}" fill="none" stroke="${colour}" stroke-width="${r(width)}" stroke-linecap="round" stroke-linejoin="round"` +
    `${opacity < 1 ? ` opacity="${Math.round(opacity * 100) / 100}"` : ''}/>`
  );
}

/** Content cut to an outline. The id is the outline's own hash, so equal outlines may share it and pictures can stand in one page. */
export function clipped(outline: string, content: string): string {
  let hash = 0x811c9dc5;
  for (const letter of outline) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const id = `c${hash.toString(36)}`;
  return `<clipPath id="${id}"><path d="${outline}"/></clipPath><g clip-path="url(#${id})">${content}</g>`;
}

export interface FormLight {
  /** How far the lit side is pushed towards the light, in picture units. */
  readonly dx?: number;
  readonly dy?: number;
  readonly shade?: string;
}

/** A body lit from the upper left: its outline in shadow, the same outline again pushed to the light, then what is painted on it. */
export function form(outline: string, colour: string, inside = '', { dx = -34, dy = -8, shade = dark(colour) }: FormLight = {}): string {
  return fill(outline, shade) + clipped(outline, move(fill(outline, colour), dx, dy) + inside);
}

export function move(content: string, dx: number, dy: number): string {
  return `<g transform="translate(${r(dx)} ${r(dy)})">${content}</g>`;
}

export function turn(content: string, degrees: number, cx: number, cy: number): string {
  return `<g transform="rotate(${r(degrees)} ${r(cx)} ${r(cy)})">${content}</g>`;
}

/** Places content drawn around 0,0 at x,y, scaled, then turned. */
export function place(content: string, x: number, y: number, scale = 1, degrees = 0): string {
  return `<g transform="translate(${r(x)} ${r(y)}) rotate(${r(degrees)}) scale(${Math.round(scale * 1000) / 1000})">${content}</g>`;
}

/** Makes a small scene fill the picture: scales it about its foot at 400,700. */
export function enlarge(content: string, scale: number): string {
  return `<g transform="translate(400 700) scale(${scale}) translate(-400 -700)">${content}</g>`;
}

/** What a thing throws on the counter; `width` is the half width. */
export function shadow(cx: number, y: number, width: number, height = width * 0.13): string {
  return fill(oval(cx + width * 0.1, y, width, height), paint.ink, 0.17);
}

/** The same stream of numbers in [0, 1) for the same seed: scattered grains must not differ between two runs. */
export function scatter(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

/** Whole numbers 0 … count-1 mapped to markup and joined. */
export function repeat(count: number, draw: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw(index)).join('');
}

/** The finished square picture: shared clips stand once, in front. */
export function picture(size: number, content: string): string {
  const clips = new Map<string, string>();
  const body = content.replaceAll(/<clipPath id="(\w+)">.*?<\/clipPath>/g, (clip: string, id: string) => {
    clips.set(id, clip);
    return '';
  });
  const shared = clips.size > 0 ? `<defs>${[...clips.values()].join('')}</defs>` : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">${shared}${body}</svg>`;
}
