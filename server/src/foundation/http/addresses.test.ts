/** Other names of an address lead to the canonical one, and nothing else is touched. */
import { expect, it } from 'vitest';
import { createRewrite } from './addresses.ts';

const rewrite = createRewrite({
  '/api/webhooks/whatsapp': '/webhooks/whatsapp',
  '/api/webhooks/whatsapp/:slug': '/webhooks/whatsapp/:slug',
  '/api/v1/chat/webhook': '/webhooks/whatsapp',
  '/files/:path': '/api/v1/files/:path',
});

it.each([
  ['/api/webhooks/whatsapp?hub.mode=subscribe', '/webhooks/whatsapp?hub.mode=subscribe'],
  ['/api/webhooks/whatsapp/', '/webhooks/whatsapp'],
  ['/api/webhooks/whatsapp/starling', '/webhooks/whatsapp/starling'],
  ['/api/v1/chat/webhook', '/webhooks/whatsapp'],
  ['/api/products?page=2', '/api/v1/products?page=2'],
  ['/api/v1/products?page=2', '/api/v1/products?page=2'],
  ['/api/v1', '/api/v1'],
  ['/api/vendors', '/api/v1/vendors'],
  ['/files/a%2Fb', '/api/v1/files/a%2Fb'],
  ['/apiary', '/apiary'],
  ['/', '/'],
  ['/starlingmarket?x=/api/y', '/starlingmarket?x=/api/y'],
])('%s is %s', (asked, canonical) => {
  expect(rewrite(asked)).toBe(canonical);
});
