/** Vegetables and leaves on the counter, drawn on the 800 × 800 sheet with their foot near y = 700. */
import { dark, light, paint } from './colour.ts';
import { bowl } from './heaps.ts';
import { clipped, fill, form, line, oval, place, repeat, shadow, smooth, turn } from './svg.ts';

function calyx(): string {
  return (
    repeat(5, (index) =>
      turn(fill('M-14 0C-18 -40 -8 -66 4 -92C12 -60 18 -36 14 0Z', index % 2 === 0 ? paint.fern : paint.leaf), index * 72 + 10, 0, 0),
    ) + line('M0 0q-4 -34 16 -62', '#5E7F34', 15)
  );
}

function tomato(): string {
  const body = smooth([
    [0, -128],
    [84, -146],
    [168, -84],
    [178, 22],
    [118, 118],
    [0, 138],
    [-118, 118],
    [-178, 22],
    [-168, -84],
    [-84, -146],
  ]);
  const inside =
    fill('M0 -130C60 -60 60 60 20 140L70 140C110 60 110 -70 40 -140Z', paint.brick, 0.16) +
    fill(oval(-104, -40, 24, 46), '#FF9C7E', 0.85) +
    fill(oval(-92, 30, 10, 16), '#FF9C7E', 0.7);
  return (
    form(body, '#E24A2E', inside, { dx: -34, dy: -16, shade: '#B5311F' }) + `<g transform="translate(0 -120) scale(1 0.62)">${calyx()}</g>`
  );
}

export function tomatoes(): string {
  return (
    shadow(400, 690, 310, 34) + place(tomato(), 410, 400, 0.94, 4) + place(tomato(), 250, 556, 1, -7) + place(tomato(), 562, 562, 0.96, 9)
  );
}

function onion(): string {
  const body = smooth([
    [0, -182],
    [26, -140],
    [120, -86],
    [176, 12],
    [138, 116],
    [40, 160],
    [-40, 160],
    [-138, 116],
    [-176, 12],
    [-120, -86],
    [-26, -140],
  ]);
  const rib = (bend: number): string =>
    line(`M0 -170C${bend * 0.4} -110 ${bend} -60 ${bend} 10C${bend} 90 ${bend * 0.5} 140 ${bend * 0.2} 164`, '#7E2346', 5, 0.55);
  const inside = fill(oval(-88, -10, 24, 62), '#E58BA0', 0.65) + [-150, -84, 0, 78, 140].map(rib).join('');
  const roots = repeat(7, (index) => line(`M${index * 9 - 27} 154q${index * 6 - 18} 14 ${index * 8 - 24} 32`, '#CDAE7C', 5));
  return (
    roots +
    form(body, '#B23A62', inside, { dx: -36, dy: -12, shade: '#862549' }) +
    fill(
      smooth([
        [-18, -146],
        [-10, -190],
        [-22, -236],
        [4, -206],
        [26, -240],
        [14, -190],
        [20, -144],
      ]),
      '#D7A56A',
    )
  );
}

export function onions(): string {
  const rings = [
    [150, 138, '#B23A62'],
    [138, 126, '#F8E3E6'],
    [112, 102, '#D98AA6'],
    [101, 92, '#FBEDEE'],
    [76, 68, '#D98AA6'],
    [66, 59, '#FBEDEE'],
    [40, 36, '#D98AA6'],
    [31, 28, '#FBEDEE'],
  ] as const;
  const half =
    fill(oval(8, 6, 152, 140), '#862549') +
    rings.map(([rx, ry, colour]) => fill(oval(0, 0, rx, ry), colour)).join('') +
    fill(oval(0, 0, 10, 16), paint.sage);
  return (
    shadow(400, 690, 300, 34) + place(onion(), 540, 480, 1.02, 8) + place(onion(), 290, 490, 1.18, -6) + place(half, 470, 596, 0.76, 6)
  );
}

function spinachLeaf(colour: string): string {
  const blade = smooth([
    [0, -420],
    [52, -372],
    [78, -300],
    [66, -236],
    [86, -190],
    [50, -146],
    [0, -122],
    [-50, -146],
    [-86, -190],
    [-66, -236],
    [-78, -300],
    [-52, -372],
  ]);
  const veins = repeat(4, (index) =>
    line(`M0 ${-170 - index * 56}q30 -8 52 ${-40}M0 ${-170 - index * 56}q-30 -8 -52 ${-40}`, light(colour, 0.28), 5),
  );
  return (
    line('M0 0C6 -60 4 -100 0 -150', '#9CC25C', 20) +
    fill(blade, colour) +
    clipped(blade, fill('M0 -440V-100H120V-440Z', dark(colour, 0.2))) +
    line('M0 -140V-392', '#A9CE6A', 8) +
    veins
  );
}

export function spinach(): string {
  const fan = [
    [-58, '#176B43', 0.9],
    [56, '#176B43', 0.9],
    [-36, '#1F7D4A', 1.02],
    [36, '#1F7D4A', 1.02],
    [-18, '#15623E', 1.12],
    [17, '#186A43', 1.12],
    [-48, '#2F9457', 0.72],
    [46, '#2F9457', 0.72],
    [0, '#28894F', 1.06],
  ] as const;
  return (
    shadow(400, 692, 190, 26) +
    repeat(9, (index) =>
      line(`M400 560Q${400 + (index - 4) * 12} 630 ${400 + (index - 4) * 26} 696`, index % 2 === 0 ? '#9CC25C' : '#7FAA46', 20),
    ) +
    fan.map(([angle, colour, scale]) => place(spinachLeaf(colour), 400 + angle * 0.5, 590, scale, angle)).join('') +
    form(
      smooth([
        [344, 566],
        [400, 582],
        [456, 566],
        [462, 612],
        [400, 628],
        [338, 612],
      ]),
      '#E6B45A',
      line('M340 590q60 18 120 0', dark('#E6B45A', 0.2), 5),
      { dx: -20, dy: -4 },
    )
  );
}

function chilli(colour: string): string {
  const pod = 'M-26 0C-34 120 -20 250 34 372C42 388 52 380 50 364C40 250 46 110 28 0Z';
  const inside =
    fill('M10 -10C30 110 22 250 46 390L80 380L60 -10Z', dark(colour, 0.24)) +
    line('M-10 30C-16 120 -4 210 14 280', light(colour, 0.5), 9, 0.75);
  return (
    fill(pod, colour) +
    clipped(pod, inside) +
    fill(
      smooth([
        [-32, 12],
        [-26, -22],
        [0, -34],
        [28, -22],
        [33, 12],
        [12, 2],
        [0, 16],
        [-12, 2],
      ]),
      '#5E8A35',
    ) +
    line('M0 -28q2 -40 -20 -66', '#5E8A35', 14)
  );
}

export function greenChillies(): string {
  const pods = [
    [-168, -330, -24, '#3E9440'],
    [176, -336, 26, '#3E9440'],
    [-88, -380, -10, '#57A845'],
    [98, -384, 14, '#4B9E42'],
    [4, -404, 2, '#66B64C'],
    [-34, -318, -5, '#3E9440'],
    [62, -316, 8, '#5BAE48'],
  ] as const;
  const bunch = pods.map(([x, y, angle, colour]) => place(chilli(colour), x * 0.94, y + 164, 0.82, angle)).join('');
  return shadow(400, 696, 230, 30) + place(bowl(410, paint.clay, bunch), 400, 700) + place(chilli('#57A845'), 700, 640, 0.5, 74);
}
