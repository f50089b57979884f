/**
 * Starts the program in sandbox mode: the product as it is, the stand-ins beside it, the demo shops, and the addresses on the screen.
 * Whatever the product does, it does through its own doors; nothing here changes how it works.
 */
import { createApp } from './app.ts';
import { demoShops } from './demo/demo-shops.ts';
import { quillAndToner } from './demo/quill-and-toner.ts';
import { demoPassword } from './demo/seed-shop.ts';
import type { Edge } from './foundation/http/edge-parts.ts';
import type { AppOptions } from './rooms.ts';
import { forgetPerson, mailDoor, openSandbox, registerAll, registerOne, type Sandbox, seedDemo, standInAddress } from './sandbox.ts';
import { mountSandbox } from './surfaces/sandbox/mount-sandbox.ts';

export interface StartSandbox extends Pick<AppOptions, 'config' | 'database' | 'clock' | 'log' | 'secrets' | 'blobs'> {
  readonly servesWeb: boolean;
  readonly servesJobs: boolean;
  /** What to close when the program stops, first to last. */
  readonly closers: (() => Promise<void> | void)[];
  readonly say: (text: string) => void;
}

export async function startSandbox(options: StartSandbox): Promise<void> {
  const { config, database, secrets, closers } = options;
  const sandbox = options.servesWeb ? await openSandbox(config) : undefined;
  if (sandbox) closers.unshift(() => sandbox.close());
  const app = createApp({
    ...options,
    standIn: standInAddress(config),
    mailStandIn: () => (sandbox ? Promise.resolve(sandbox.mail.url) : mailDoor(config)),
    demo: {
      email: demoShops[0]?.merchant.email ?? '',
      password: demoPassword,
      merchants: demoShops.map(({ merchant }) => ({ name: merchant.name, email: merchant.email })),
    },
    chatUrl: ({ number }) => `/sandbox/phone${number === undefined ? '' : `?business=${number}`}`,
    async onConnectionChanged(tx) {
      // After the commit: the stand-in must not know what may still be undone.
      if (sandbox)
        tx.afterCommit(
          () =>
            void registerOne(sandbox, config, database, app.merchants, tx.merchantId).catch((error: unknown) =>
              options.log.warn({ event: 'sandbox.register_failed', error }),
            ),
        );
    },
    onPersonErased(tx, keys) {
      const { merchantId } = tx;
      if (sandbox)
        tx.afterCommit(
          () =>
            void forgetPerson(sandbox, database, app.merchants, { merchantId, keys }).catch((error: unknown) =>
              options.log.warn({ event: 'sandbox.forget_failed', error }),
            ),
        );
    },
    ...(sandbox ? { mount: surfaceOf(sandbox, config.publicUrl) } : {}),
  });
  if (sandbox) {
    await registerAll(sandbox, config, database, app.merchants);
    await app.edge.listen({ host: config.host, port: config.port });
    closers.unshift(() => app.edge.close());
    // Its agent waits for work in an open request, which the edge would wait for in turn.
    closers.unshift(() => sandbox.tray.close());
  }
  if (options.servesJobs) {
    await app.worker.start();
    app.scheduler.start();
    closers.splice(closers.length - 1, 0, () => {
      app.scheduler.stop();
      return app.worker.stop();
    });
  }
  if (!sandbox) return;
  await seedDemo(app, database, secrets);
  const unpaired = await sandbox.tray.pairAs({ email: quillAndToner.merchant.email, password: demoPassword });
  if (unpaired !== undefined) options.log.warn({ event: 'sandbox.printer_unpaired', reason: unpaired });
  options.say(welcome(config.publicUrl));
}

function surfaceOf(sandbox: Sandbox, publicUrl: string): (edge: Edge) => void {
  const { whatsapp, twilio, razorpay, stripe, paystack, shiprocket } = sandbox;
  const [grocer] = demoShops;
  return (edge) =>
    void edge.register(
      mountSandbox({
        whatsapp: { simulator: whatsapp, side: whatsapp.phone },
        shiprocket: { simulator: shiprocket, side: shiprocket.side },
        mail: sandbox.mail,
        printer: {
          tray: sandbox.tray,
          shop: {
            name: quillAndToner.merchant.name,
            chatPath: `/sandbox/phone?business=${quillAndToner.merchant.phone.replace(/\D/g, '')}`,
          },
        },
        simulators: { twilio, razorpay, stripe, paystack },
        services: [
          {
            name: 'whatsapp',
            title: 'WhatsApp',
            about: 'Messages both ways, and what became of them.',
            faults: whatsapp.faults,
            deliveries: whatsapp.deliveries,
          },
          {
            name: 'twilio',
            title: 'Twilio',
            about: 'The same chats, for shops that have their number there.',
            faults: twilio.faults,
            deliveries: twilio.deliveries,
          },
          {
            name: 'razorpay',
            title: 'Razorpay',
            about: 'Payment links, payments and refunds.',
            faults: razorpay.faults,
            deliveries: razorpay.side.deliveries,
          },
          {
            name: 'stripe',
            title: 'Stripe',
            about: 'Checkout sessions, payments and refunds.',
            faults: stripe.faults,
            deliveries: stripe.side.deliveries,
          },
          {
            name: 'paystack',
            title: 'Paystack',
            about: 'Transactions and refunds.',
            faults: paystack.faults,
            deliveries: paystack.side.deliveries,
          },
          {
            name: 'shiprocket',
            title: 'Shiprocket',
            about: 'Where the courier goes, parcels and their tracking.',
            faults: shiprocket.faults,
            deliveries: shiprocket.side.deliveries,
          },
        ],
        demoSignIn: { email: grocer?.merchant.email ?? '', password: demoPassword },
        shopPath: `/${grocer?.merchant.slug ?? ''}`,
        serviceInfo: () => ({
          status: 'success',
          data: {
            service: 'parley',
            mode: 'sandbox',
            links: { api: `${publicUrl}/api/v1`, openapi: '/openapi.json', docs: '/docs', health: '/health' },
          },
        }),
      }),
    );
}

function welcome(publicUrl: string): string {
  const [grocer] = demoShops;
  return [
    '',
    'Parley is open.',
    '',
    `  Start here     ${publicUrl}/`,
    `  Phone          ${publicUrl}/sandbox/phone`,
    `  Dashboard      ${publicUrl}/app`,
    `  Shop window    ${publicUrl}/${grocer?.merchant.slug}`,
    '',
    `  Sign in as ${grocer?.merchant.email} with ${demoPassword}`,
    '  Ctrl+C stops it; everything is kept in DATA_DIR.',
    '',
  ].join('\n');
}
