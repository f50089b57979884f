/** The whole sandbox on a real edge, for tests: stand-ins with one registered shop, and a place that keeps the webhooks they send. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createShiprocketSimulator, type ShiprocketSimulator } from '../../src/providers/couriers/shiprocket/simulator.ts';
import { type MailCatcher, openMailCatcher } from '../../src/providers/mail/smtp/simulator.ts';
import { createWhatsAppSimulator, type WhatsAppSimulator } from '../../src/providers/messaging/whatsapp-cloud/simulator.ts';
import { openTray } from '../../src/providers/printers/tray/simulator.ts';
import { seededRandom } from '../../src/providers/simulation/seeded-random.ts';
import { mountSandbox } from '../../src/surfaces/sandbox/mount-sandbox.ts';
import { closeTestEdge, makeTestEdge, type TestEdge } from './test-edge.ts';

export const shop = { phoneNumberId: '1001', displayPhone: '919000000101', verifiedName: 'Starling Market' };
const token = 'EAAtest';

export interface SandboxHouse {
  readonly edge: TestEdge['edge'];
  readonly whatsapp: WhatsAppSimulator;
  readonly shiprocket: ShiprocketSimulator;
  readonly catcher: MailCatcher;
  /** Bodies of webhooks, as they arrived. */
  readonly webhooks: Record<string, unknown>[];
  /** The shop posts a message to the stand-in's API. */
  say(to: string, message: object): Promise<{ readonly messages: readonly { readonly id: string }[] }>;
  close(): Promise<void>;
}

export async function openSandboxHouse(): Promise<SandboxHouse> {
  const webhooks: Record<string, unknown>[] = [];
  const parts = {
    clock: { now: () => new Date() },
    random: seededRandom(7),
    fetch: (async (_url: unknown, init?: RequestInit) => {
      webhooks.push(JSON.parse(Buffer.from(init?.body as Uint8Array).toString('utf8')) as Record<string, unknown>);
      return new Response('{}');
    }) as typeof fetch,
  };
  const whatsapp = await createWhatsAppSimulator({ ...parts, latency: { sentMs: 0, deliveredMs: 0 }, ratesEnforced: false });
  const shiprocket = await createShiprocketSimulator({ ...parts, publicUrl: () => 'http://localhost/sandbox/shiprocket' });
  whatsapp.phone.register({
    ...shop,
    businessAccountId: '2001',
    accessToken: token,
    appSecret: 's',
    webhookUrl: 'http://shop.example/hook',
  });
  const catcher = await openMailCatcher({ clock: parts.clock });
  const folder = mkdtempSync(join(tmpdir(), 'parley-sandbox-'));
  // Paired with no shop: its agent does not run.
  const tray = openTray({ folder, origin: 'http://127.0.0.1:9' });
  const house = await makeTestEdge((scope) => {
    scope.register(
      mountSandbox({
        whatsapp: { simulator: whatsapp, side: whatsapp.phone },
        shiprocket: { simulator: shiprocket, side: shiprocket.side },
        services: [{ name: 'whatsapp', title: 'WhatsApp', about: 'Cloud API', faults: whatsapp.faults, deliveries: whatsapp.deliveries }],
        mail: catcher,
        printer: { tray, shop: { name: 'Quill & Toner', chatPath: '/sandbox/phone?business=1002' } },
        simulators: {},
        demoSignIn: { email: 'owner@starlingmarket.example', password: 'secret' },
        shopPath: '/starlingmarket',
        serviceInfo: () => ({ name: 'parley' }),
      }),
    );
  });
  return {
    edge: house.edge,
    catcher,
    whatsapp,
    shiprocket,
    webhooks,
    say: async (to, message) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const payload = { messaging_product: 'whatsapp', to, ...message };
      return (await house.edge.inject({ method: 'POST', url: '/sandbox/whatsapp/v25.0/1001/messages', headers, payload })).json();
    },
    close: async () => {
      await closeTestEdge(house);
      await whatsapp.close();
      await shiprocket.close();
      await catcher.close();
      await tray.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
