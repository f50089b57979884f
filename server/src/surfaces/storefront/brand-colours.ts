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

/** The colour itself, or as little of the other mixed in as makes it readable. */
function towards(colour: Rgb, end: Rgb, ground: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mix(colour, end, share);
    if (ratio(mixed, ground) >= AA) return mixed;
  }
  return end;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2): number => Math.round(a[index] + (b[index] - a[index]) * share);
  return [at(0), at(1), at(2)];
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

function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function hexOf([red, green, blue]: Rgb): string {
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
