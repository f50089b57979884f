/** Photos of phones: real HEIC files come out upright and whole, of several the one that is shown; torn and swollen ones are refused. */
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { branded, claiming, heicFile, showing, turned } from '../../../../../test/builders/heic-files.ts';
import { createPrepareFile, type ReadyFile } from './prepare-apart.ts';
import { sniff } from './sniff.ts';

const prepare = createPrepareFile();
const scene = heicFile('scene.heic');

async function ready(bytes: Uint8Array): Promise<ReadyFile> {
  const result = await prepare(bytes);
  if ('refusal' in result) throw new Error(`refused: ${result.refusal}`);
  return result;
}

type Colour = 'red' | 'green' | 'blue' | 'white' | 'else';
function nameOf(r: number, g: number, b: number): Colour {
  if (Math.min(r, g, b) > 230) return 'white';
  if (r > g + 60 && r > b + 60) return 'red';
  if (g > r + 60 && g > b + 30) return 'green';
  return b > r + 60 && b > g + 60 ? 'blue' : 'else';
}

/** Colours of the preview at places between 0 and 1. */
async function coloursAt(preview: Buffer, places: readonly (readonly [number, number])[]): Promise<readonly Colour[]> {
  const { data, info } = await sharp(preview).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return places.map(([x, y]) => {
    const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3;
    return nameOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
  });
}
const CORNERS = [
  [0.2, 0.2],
  [0.8, 0.2],
  [0.2, 0.8],
  [0.8, 0.8],
] as const;

test.each(['scene.heic', 'ten-bit.heic'] as const)('%s lies on one wide sheet as it was taken', async (name) => {
  const file = await ready(heicFile(name));
  expect([file.kind, file.pages, Math.round(file.width), Math.round(file.height)]).toEqual(['heic', 1, 842, 595]);
  expect(await coloursAt(file.preview, CORNERS)).toEqual(['green', 'green', 'red', 'blue']);
});

test.each([
  [1, 595, ['green', 'blue', 'green', 'red']],
  [2, 842, ['blue', 'red', 'green', 'green']],
  [3, 595, ['red', 'green', 'blue', 'green']],
] as const)('turned by %i quarters against the clock it stands upright', async (quarters, width, colours) => {
  const file = await ready(turned(scene, quarters));
  expect(Math.round(file.width)).toBe(width);
  expect(await coloursAt(file.preview, CORNERS)).toEqual(colours);
});

test('what can be seen through is white paper, and odd sizes are no harm', async () => {
  const file = await ready(heicFile('odd-alpha.heic'));
  expect([file.pages, Math.round(file.width)]).toEqual([1, 595]);
  expect(await coloursAt(file.preview, [[0.5, 0.5], ...CORNERS.slice(0, 1)])).toEqual(['red', 'white']);
});

test('of several pictures the one that is shown is printed', async () => {
  const several = heicFile('several.heic');
  expect(Math.round((await ready(several)).width)).toBe(842);
  expect(Math.round((await ready(showing(several, 2))).width)).toBe(595);
});

test.each([0.2, 0.5, 0.9])('%d of a photo is broken', async (part) => {
  expect(await prepare(scene.subarray(0, scene.length * part))).toEqual({ refusal: 'broken' });
});

test('a photo that claims more pixels than anybody prints is refused before it is unpacked; one that lies about them is broken', async () => {
  expect(await prepare(claiming(scene, 30_000, 30_000))).toEqual({ refusal: 'too_heavy' });
  expect(await prepare(claiming(scene, 8, 8))).toEqual({ refusal: 'broken' });
  expect(await prepare(claiming(scene, 0, 200))).toEqual({ refusal: 'broken' });
});

test('brands of HEIC are taken as such, AVIF and films are not', async () => {
  for (const brand of ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1'])
    expect([brand, sniff(branded(scene, brand))]).toEqual([brand, 'heic']);
  for (const brand of ['avif', 'avis', 'isom', 'mp42', 'qt', 'crx', 'M4A'])
    expect([brand, sniff(branded(scene, brand))]).toEqual([brand, 'unsupported']);
  expect(await prepare(heicFile('scene.avif'))).toEqual({ refusal: 'unsupported' });
  expect(await prepare(branded(heicFile('scene.avif'), 'mif1'))).toEqual({ refusal: 'unsupported' });
  expect(await ready(branded(scene, 'heim'))).toMatchObject({ kind: 'heic', pages: 1 });
});
