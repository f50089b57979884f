/** Whatever colour a merchant chooses, words in it and on it can be read. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandColours, brandStyle, contrast } from './brand-colours.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const DAY = ['#fbfaf7', '#ffffff', '#f3f1ec'];
const NIGHT = ['#0e1513', '#151e1b', '#0a100e'];

describe('the colours of a brand', () => {
  it('are readable at 4.5 : 1 on all our grounds, by day and by night', () => {
    fc.assert(
      fc.property(colour, fc.option(colour, { nil: undefined }), (primary, accent) => {
        const made = brandColours(primary, accent);
        expect(contrast(made.brand, made.onBrand)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(made.accent, made.onAccent)).toBeGreaterThanOrEqual(4.5);
        for (const ground of DAY) expect(contrast(made.leaf, ground)).toBeGreaterThanOrEqual(4.5);
        for (const ground of NIGHT) expect(contrast(made.leafDark, ground)).toBeGreaterThanOrEqual(4.5);
        expect(made.brand).toBe(primary);
      }),
      { numRuns: 5_000 },
    );
  });

  it('leave a readable colour as it is', () => {
    expect(brandColours('#0b6b4f', undefined)).toMatchObject({ leaf: '#0b6b4f', onBrand: '#ffffff', accent: '#0b6b4f' });
  });

  it('cannot carry anything but colours into the page', () => {
    fc.assert(
      fc.property(colour, (primary) => {
        expect(brandStyle(brandColours(primary, undefined))).toMatch(/^(--[a-z-]+:#[0-9a-f]{6};?)+$/);
      }),
    );
  });
});
