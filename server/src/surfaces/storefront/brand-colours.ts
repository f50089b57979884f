/**
 * A merchant's colours on our skeleton: whatever colour is chosen, text in it and on it stays readable (WCAG AA, 4.5 : 1) in light and in
 * dark. Pure.
 */

/** Custom properties for a style attribute; storefront.css puts them in the place of the family's colours. */
export interface BrandColours {
  /** The chosen colour, under buttons and the announcement; and the ink that can be read on it. */
  readonly brand: string;
  readonly onBrand: string;
  readonly accent: string;
  readonly onAccent: string;
  /** The same colour as text on our paper, by day and by night. */
  readonly leaf: string;
  readonly leafDark: string;
}

type Rgb = readonly [number, number, number];

const AA = 4.5;
/** The lightest and the darkest of our grounds: what is readable on these is on all of the same kind. */
const DAY: Rgb = [243, 241, 236];
const NIGHT: Rgb = [36, 48, 44];
const INKS: readonly Rgb[] = [
  [255, 255, 255],
  [0, 0, 0],
];

export function brandColours(primary: string, accent: string | undefined): BrandColours {
  const brand = rgbOf(primary);
  const second = accent === undefined ? brand : rgbOf(accent);
  return {
    brand: hexOf(brand),
    onBrand: hexOf(inkOn(brand)),
    accent: hexOf(second),
    onAccent: hexOf(inkOn(second)),
    leaf: hexOf(towards(brand, [0, 0, 0], DAY)),
    leafDark: hexOf(towards(brand, [255, 255, 255], NIGHT)),
  };
}

/** As the value of a style attribute. */
export function brandStyle(colours: BrandColours): string {
  const { brand, onBrand, accent, onAccent, leaf, leafDark } = colours;
  return `--brand:${brand};--on-brand:${onBrand};--accent:${accent};--on-accent:${onAccent};--brand-leaf:${leaf};--brand-leaf-dark:${leafDark}`;
}

/** By the formula of WCAG 2: 1 to 21. */
export function contrast(a: string, b: string): number {
  return ratio(rgbOf(a), rgbOf(b));
}

function inkOn(ground: Rgb): Rgb {
  const [white, black] = INKS as readonly [Rgb, Rgb];
  // White where it can be read: it looks lighter on strong colours.
  return ratio(white, ground) >= AA ? white : black;
}

/** The colour itself, or the same hue as little lighter or darker as makes it readable. */
function towards(colour: Rgb, end: Rgb, ground: Rgb): Rgb {
  const [hue, saturation, lightness] = hslOf(colour);
  const goal = end[0] / 255;
  for (let share = 0; share < 1; share += 0.02) {
    const moved = share === 0 ? colour : rgbOfHsl(hue, saturation, lightness + (goal - lightness) * share);
    if (ratio(moved, ground) >= AA) return moved;
  }
  return end;
}

function ratio(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const part = (value: number): number => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
}

function hslOf(colour: Rgb): Rgb {
  const [red, green, blue] = colour.map((part) => part / 255) as [number, number, number];
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const lightness = (most + least) / 2;
  const span = most - least;
  if (span === 0) return [0, 0, lightness];
  const hue = most === red ? ((green - blue) / span + 6) % 6 : most === green ? (blue - red) / span + 2 : (red - green) / span + 4;
  return [hue, span / (1 - Math.abs(2 * lightness - 1)), lightness];
}

function rgbOfHsl(hue: number, saturation: number, lightness: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const part = (from: number): number => {
    const at = (from + hue * 2) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1))));
  };
  return [part(0), part(8), part(4)];
}

function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function hexOf([red, green, blue]: Rgb): string {
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
