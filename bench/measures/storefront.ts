/** What a first visit to a shop of 10,000 products costs on a cheap phone: bytes of the page and of script, as they travel. */
import { get } from 'node:http';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { openMerchant } from '../../server/test/builders/merchant.ts';
import type { Measure } from '../measure.ts';
import { runMeasures } from '../run.ts';
import { openStage } from '../stage.ts';

const KILOBYTE = 1_024;

export const storefrontMeasure: Measure = {
  name: 'storefront',
  async run({ database }) {
    const stage = await openStage({ database, roles: ['web'] });
    try {
      const merchant = await openMerchant(stage, stage.standIns, { connect: [] });
      await stage.ask('fill shop', { merchantId: merchant.id, products: 10_000 });
      const page = await travel(`${stage.url}/${merchant.slug}`);
      const parts = assetsOf(page.text).map((path) => new URL(path, stage.url).href);
      const assets = await Promise.all(parts.map(travel));
      const isScript = (url: string): boolean => /\.m?js(\?|$)/.test(url);
      const inline = [...page.text.matchAll(/<script\b(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '').join('');
      const script = assets.reduce(
        (sum, asset, index) => sum + (isScript(parts[index] ?? '') ? asset.bytes : 0),
        inline === '' ? 0 : brotliCompressSync(inline).length,
      );
      const all = page.bytes + assets.reduce((sum, asset) => sum + asset.bytes, 0);
      const eager = [...page.text.matchAll(/<img\b[^>]*>/g)].filter(([tag]) => !tag.includes('loading="lazy"')).length;
      return [
        {
          what: 'first page with style and script',
          figure: all / KILOBYTE,
          unit: ' KB',
          wanted: '<= 50 KB',
          ok: all <= 50 * KILOBYTE,
          note: `${eager} pictures not deferred`,
        },
        { what: 'script of the first page', figure: script / KILOBYTE, unit: ' KB', wanted: '<= 10 KB', ok: script <= 10 * KILOBYTE },
      ];
    } finally {
      await stage.close();
    }
  },
};

function assetsOf(html: string): readonly string[] {
  const found = [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+\.(?:css|m?js)[^"]*)"/g)].map((match) => match[1] ?? '');
  return [...new Set(found)];
}

function travel(url: string): Promise<{ readonly bytes: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { accept: 'text/html,*/*', 'accept-encoding': 'br, gzip' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}`));
        const body = Buffer.concat(chunks);
        const encoding = response.headers['content-encoding'];
        const plain = encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
        resolve({ bytes: body.length, text: plain.toString('utf8') });
      });
    }).on('error', reject);
  });
}

if (import.meta.main) await runMeasures([storefrontMeasure]);
