/** Loose goods: heaps, bowls and scattered grains that show what is in the packet behind them. */
import { dark, light, mix } from './colour.ts';
import { clipped, fill, form, line, oval, place, repeat, scatter, smooth } from './svg.ts';

/** A dome of grains standing on y = 0, about `width` wide; `grain` is drawn around 0,0. */
export function heap(width: number, height: number, colour: string, grain: (tone: number) => string, seed: number, count = 90): string {
  const half = width / 2;
  const dome = smooth([
    [-half, 0],
    [-half * 0.72, -height * 0.42],
    [-half * 0.3, -height * 0.88],
    [0, -height],
    [half * 0.3, -height * 0.88],
    [half * 0.72, -height * 0.42],
    [half, 0],
    [0, height * 0.12],
  ]);
  const random = scatter(seed);
  const grains = repeat(count, () => place(grain(random()), (random() - 0.5) * width, -random() * height, 1, random() * 180));
  return fill(dome, dark(colour, 0.12)) + clipped(dome, grains);
}

/** Fine powder: the dome alone, lit, with a few soft ridges. */
export function powder(width: number, height: number, colour: string): string {
  const half = width / 2;
  const dome = smooth([
    [-half, 0],
    [-half * 0.6, -height * 0.34],
    [-half * 0.2, -height * 0.9],
    [0, -height],
    [half * 0.22, -height * 0.86],
    [half * 0.62, -height * 0.34],
    [half, 0],
    [0, height * 0.16],
  ]);
  return form(
    dome,
    colour,
    line(`M${-half * 0.5} ${-height * 0.1}Q${-half * 0.2} ${-height * 0.5} ${-half * 0.08} ${-height * 0.8}`, light(colour, 0.5), 9, 0.7),
    { dx: -half * 0.34, dy: 0 },
  );
}

export function riceGrain(tone: number): string {
  return fill(oval(0, 0, 5, 15), mix('#FFFFFF', '#E4D6B4', tone));
}

export function longGrain(tone: number): string {
  return fill('M-4 0C-5 -14 -2 -24 0 -26C3 -24 5 -12 4 0C5 14 2 22 0 25C-3 22 -5 14 -4 0Z', mix('#FFFDF4', '#E3CE9C', tone));
}

export function splitPea(colour: string): (tone: number) => string {
  return (tone) =>
    fill(oval(0, 0, 13, 11), mix(light(colour, 0.25), dark(colour, 0.16), tone)) + fill(oval(-3, -3, 4, 3), light(colour, 0.6));
}

export function kidneyBean(tone: number): string {
  const colour = mix('#9E2A3A', '#6E1A2C', tone);
  return (
    fill('M-24 0C-24 -26 24 -26 24 0C24 20 10 16 5 9C0 4 -6 6 -10 13C-16 20 -24 16 -24 0Z', colour) +
    fill(oval(-7, -11, 9, 4), light(colour, 0.5))
  );
}

/** A metal bowl heaped with goods; its foot stands at y = 0, its rim is `width` wide. */
export function bowl(width: number, metal: string, goods: string): string {
  const half = width / 2;
  const depth = width * 0.4;
  const cup = `M${-half} ${-depth}C${-half * 0.94} ${-depth * 0.3} ${-half * 0.5} -14 ${-half * 0.4} -14H${half * 0.4}C${half * 0.5} -14 ${half * 0.94} ${-depth * 0.3} ${half} ${-depth}Z`;
  return (
    fill(oval(0, -depth, half, half * 0.2), dark(metal, 0.45)) +
    place(goods, 0, -depth + 6) +
    form(`M${-half * 0.4} -20H${half * 0.4}L${half * 0.46} 0H${-half * 0.46}Z`, metal, '', { dx: -half * 0.2, dy: 0 }) +
    form(
      cup,
      metal,
      line(
        `M${-half * 0.78} ${-depth * 0.8}C${-half * 0.74} ${-depth * 0.5} ${-half * 0.6} ${-depth * 0.3} ${-half * 0.5} ${-depth * 0.22}`,
        '#FFFFFF',
        13,
        0.55,
      ) + line(`M${-half} ${-depth + 34}Q0 ${-depth + 84} ${half} ${-depth + 34}`, dark(metal, 0.2), 5, 0.7),
      { dx: -half * 0.22, dy: 0 },
    ) +
    line(`M${-half} ${-depth}Q0 ${-depth + half * 0.42} ${half} ${-depth}`, light(metal, 0.45), 15)
  );
}

/** Loose pieces strewn along a line of the counter. */
export function strewn(points: readonly (readonly [x: number, y: number])[], piece: (tone: number) => string, scale = 1): string {
  return points.map(([x, y], index) => place(piece((index * 0.37) % 1), x, y, scale, index * 71)).join('');
}
