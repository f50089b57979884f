/** Everything the sandbox shows, as one plugin: the stand-ins' entrances, the phone, the panels, the front page. Sandbox mode only. */
import type { FastifyPluginAsync } from 'fastify';
import type { Simulator } from '../../providers/simulation/simulator.port.ts';
import { type CourierMapDeps, courierMap } from './courier/courier.routes.ts';
import { faultPanel } from './faults.routes.ts';
import { frontPage } from './front.routes.ts';
import type { FrontPageDeps } from './front-deps.ts';
import { type MailBoxDeps, mailBox } from './mail/mail.routes.ts';
import { mountSimulators } from './mount-simulators.ts';
import { phoneSurface } from './phone/phone.routes.ts';
import type { PhoneDeps } from './phone/phone-deps.ts';
import { demoProfiles } from './phone/profiles.ts';
import { type PrinterTrayDeps, printerTray } from './printer/printer.routes.ts';
import { loadSandboxAssets, serveSandboxAssets } from './sandbox-assets.ts';

export interface SandboxDeps extends Omit<FrontPageDeps, 'assets'> {
  readonly whatsapp: { readonly simulator: Pick<Simulator, 'fetch'>; readonly side: PhoneDeps['side'] };
  readonly shiprocket: { readonly simulator: Pick<Simulator, 'fetch'>; readonly side: CourierMapDeps['side'] };
  /** The mails that were caught. */
  readonly mail: MailBoxDeps['catcher'];
  /** Where there is a printer at all. */
  readonly printer?: Omit<PrinterTrayDeps, 'assets'>;
  /** Further stand-ins by their name in the address: `{ razorpay, stripe }`. */
  readonly simulators: Readonly<Record<string, Pick<Simulator, 'fetch'>>>;
  readonly catalogIdOf?: PhoneDeps['catalogIdOf'];
}

export function mountSandbox(deps: SandboxDeps): FastifyPluginAsync {
  return async (scope) => {
    const assets = await loadSandboxAssets();
    const { services, demoSignIn, shopPath, serviceInfo, catalogIdOf } = deps;
    serveSandboxAssets(scope, assets);
    const simulators = { ...deps.simulators, whatsapp: deps.whatsapp.simulator, shiprocket: deps.shiprocket.simulator };
    await scope.register(mountSimulators({ simulators }));
    await scope.register(
      phoneSurface({ side: deps.whatsapp.side, assets, profiles: demoProfiles(), ...(catalogIdOf === undefined ? {} : { catalogIdOf }) }),
    );
    await scope.register(faultPanel({ assets, services }));
    await scope.register(courierMap({ assets, side: deps.shiprocket.side }));
    if (deps.printer) await scope.register(printerTray({ assets, ...deps.printer }));
    await scope.register(mailBox({ assets, catcher: deps.mail }));
    await scope.register(frontPage({ assets, services, demoSignIn, shopPath, serviceInfo }));
  };
}
