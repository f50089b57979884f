/** What the pictures promise: something is drawn, it is drawn alike everywhere, and no font or file of the machine takes part. */
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { demoShops } from '../demo-shops.ts';
import { type DrawingName, drawings } from './drawings.ts';
import { type LogoName, renderLogo } from './logos.ts';
import { rasterise, renderPicture, renderPictureBytes } from './render-picture.ts';
import { renderWallpaper } from './wallpaper.ts';

const pictures = demoShops.flatMap((shop) => [...shop.products, ...(shop.bookings?.services ?? [])].map((thing) => thing.picture));

async function coloursIn(svg: string): Promise<number> {
  const { data, info } = await sharp(Buffer.from(svg)).resize(200).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const colours = new Set<number>();
  for (let at = 0; at < data.length; at += info.channels)
    colours.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
  return colours.size;
}

describe('every picture of the demo shops', () => {
  test.each(pictures.map((spec) => [spec.drawing, spec] as const))('%s shows something on its ground', async (_, spec) => {
    const svg = renderPicture(spec);
    expect(svg).not.toMatch(/NaN|undefined|<text|<image|href|font/);
    expect(await coloursIn(svg)).toBeGreaterThan(150);
    const { channels } = await sharp(Buffer.from(svg)).stats();
    expect(Math.max(...channels.map((channel) => channel.stdev))).toBeGreaterThan(20);
  });

  test('is the same text each time, and unlike any other', () => {
    expect(pictures.map(renderPicture)).toEqual(pictures.map(renderPicture));
    expect(new Set(pictures.map(renderPicture)).size).toBe(pictures.length);
  });

  test('uses every drawing there is', () => {
    const used = new Set<DrawingName>(pictures.map((spec) => spec.drawing));
    expect(Object.keys(drawings).filter((name) => !used.has(name as DrawingName))).toEqual([]);
  });

  test.each(['jpeg', 'webp', 'png'] as const)('comes as %s in the size asked for', async (kind) => {
    const spec = { backdrop: 'drinks', drawing: 'coffeeBag' } as const;
    const { bytes, contentType } = await renderPictureBytes(spec, 640, kind);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: kind, width: 640, height: 640 });
    expect(contentType).toBe(`image/${kind}`);
  });
});

test.each(['starling', 'quill', 'marigold', 'kite'] satisfies LogoName[])(
  'the %s mark stands on nothing and shows in 32 pixels',
  async (name) => {
    const { bytes } = await rasterise(renderLogo(name), 32, 'png');
    const { channels, isOpaque } = await sharp(bytes).stats();
    expect(isOpaque).toBe(false);
    expect(channels[0]?.stdev).toBeGreaterThan(20);
  },
);

test.each(['light', 'dark'] as const)('the %s wallpaper meets itself at its edges and stays quiet', async (tone) => {
  const { data, info } = await sharp(Buffer.from(renderWallpaper(tone)))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): number => data[(y * info.width + x) * info.channels] ?? 0;
  const last = info.width - 1;
  const jumps = Array.from({ length: info.width }, (_, index) => [at(0, index), at(last, index), at(index, 0), at(index, last)] as const);
  expect(jumps.filter(([left, right, top, bottom]) => Math.abs(left - right) > 12 || Math.abs(top - bottom) > 12).length).toBeLessThan(12);
  const values = Array.from({ length: info.width * info.height }, (_, index) => data[index * info.channels] ?? 0);
  expect(values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b))).toBeLessThan(24);
});
