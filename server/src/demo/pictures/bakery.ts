/** Bread, buns and biscuits, drawn on the 800 × 800 sheet with their foot near y = 700. */
import { dark, light, paint } from './colour.ts';
import { clipped, enlarge, fill, form, line, oval, place, repeat, scatter, shadow } from './svg.ts';

const SLICE =
  'M-120 0C-134 0 -140 -10 -140 -24V-178C-176 -196 -184 -262 -132 -286C-96 -304 96 -304 132 -286C184 -262 176 -196 140 -178V-24C140 -10 134 0 120 0Z';

function slice(): string {
  const crumbs = scatter(9);
  const holes = repeat(34, () =>
    fill(oval(crumbs() * 230 - 115, -24 - crumbs() * 230, 3 + crumbs() * 6, 3 + crumbs() * 3), crumbs() > 0.4 ? '#DDB577' : '#C99A58', 0.8),
  );
  return fill(SLICE, '#A9652B') + `<g transform="translate(0 -9) scale(0.91 0.94)">${fill(SLICE, '#F1D6A4')}${clipped(SLICE, holes)}</g>`;
}

export function breadLoaf(): string {
  const loaf = 'M0 -16V-190C-24 -230 -10 -300 60 -300H330C400 -300 410 -230 384 -190V-16C384 -6 380 0 370 0H20Z';
  const scores = repeat(4, (index) =>
    line(`M${118 + index * 76} -292C${102 + index * 76} -262 ${110 + index * 76} -222 ${128 + index * 76} -200`, '#E9B878', 13),
  );
  const seeds = repeat(22, (index) => fill(oval(70 + ((index * 67) % 290), -270 + ((index * 29) % 90), 7, 4), '#FBE9C6'));
  return (
    shadow(400, 694, 310, 32) +
    fill('M90 676h620l-22 26q-6 6 -18 6H130q-12 0 -18 -6Z', '#A86A3B') +
    fill('M90 676h620l-8 10H98Z', '#C68A55') +
    place(form(loaf, '#C67F3A', seeds + scores, { dx: -22, dy: -10, shade: '#8F5222' }), 312, 676, 1.02) +
    place(slice(), 360, 676, 1.04) +
    place(slice(), 240, 684, 0.98, -5)
  );
}

export function pavBuns(): string {
  const bun = (x: number, y: number, width: number): string => {
    const dome = `M${x - width} ${y}C${x - width * 1.04} ${y - width * 1.5} ${x + width * 1.04} ${y - width * 1.5} ${x + width} ${y}L${x + width} ${y + width * 0.7}Q${x} ${y + width * 0.84} ${x - width} ${y + width * 0.7}Z`;
    const inside =
      fill(
        `M${x - width * 2} ${y + width * 0.05}Q${x} ${y + width * 0.36} ${x + width * 2} ${y + width * 0.05}V${y + width * 2}H${x - width * 2}Z`,
        '#F6DDAC',
      ) + fill(oval(x - width * 0.4, y - width * 0.66, width * 0.3, width * 0.14), '#F3BC77', 0.9);
    return form(dome, '#CE8038', inside, { dx: -width * 0.16, dy: -8, shade: '#9C5826' });
  };
  return (
    shadow(400, 694, 310, 32) +
    fill('M96 670h608l-24 32q-4 6 -16 6H136q-12 0 -16 -6Z', '#8F5A34') +
    fill('M96 670h608l-8 12H104Z', '#B97D4D') +
    [236, 400, 564].map((x) => bun(x, 440, 92)).join('') +
    [218, 400, 582].map((x) => bun(x, 596, 106)).join('')
  );
}

export function nankhatai(): string {
  const biscuit = (x: number, y: number): string =>
    form(
      `M${x - 128} ${y}C${x - 128} ${y - 88} ${x + 128} ${y - 88} ${x + 128} ${y}C${x + 128} ${y + 34} ${x - 128} ${y + 34} ${x - 128} ${y}Z`,
      '#E5AE62',
      line(`M${x - 76} ${y - 30}l26 -12l20 16l30 -18l24 12l30 -10`, '#B97A35', 6) +
        fill(oval(x, y - 52, 22, 9), '#7F9E4A') +
        fill(oval(x + 30, y - 46, 12, 6), '#A9C16C') +
        fill(oval(x - 30, y - 47, 10, 5), '#A9C16C'),
      { dx: -20, dy: -8, shade: '#B97A35' },
    );
  return enlarge(
    shadow(400, 704, 290, 30) +
      form(oval(400, 682, 320, 46), '#FFFFFF', fill(oval(396, 674, 262, 32), light(paint.brick, 0.8)), {
        dx: -10,
        dy: -8,
        shade: dark('#F6DDAC', 0.25),
      }) +
      biscuit(262, 646) +
      biscuit(536, 646) +
      biscuit(400, 664) +
      biscuit(334, 560) +
      biscuit(478, 562) +
      biscuit(402, 480),
    1.14,
  );
}
