/**
 * A stand-in of Shiprocket: its API, its wallet, its parcels and its tracking webhooks, true to what is known of the real one. It
 * knows nothing of Parley; whoever starts it registers the accounts it should know.
 */
import type { FaultSwitch } from '../../simulation/fault-switch.ts';
import { createFrame, type FramedOptions } from '../../simulation/frame.ts';
import { createRouter } from '../../simulation/router.ts';
import type { Simulator } from '../../simulation/simulator.port.ts';
import type { WebhookSender } from '../../simulation/webhook-sender.ts';
import { apiRoutes } from './simulator/api.ts';
import { type CourierAccount, type CourierLedger, openCourierLedger, type ParcelRecord, type PickupPlace } from './simulator/ledger.ts';
import { type PinDistrict, pinDistricts } from './simulator/pin-table.ts';
import { answer, notFound, ownFault } from './simulator/replies.ts';
import { isServed } from './simulator/serviceability.ts';
import type { ShipmentDesk } from './simulator/shipments.ts';
import { record, webhookBody } from './simulator/steps.ts';
import { shipmentStatusIds } from './states.ts';

export interface ShiprocketAccount {
  readonly email: string;
  readonly password: string;
  readonly pickupPlaces: readonly PickupPlace[];
  readonly webhookUrl: string;
  /** Sent back as `x-api-key`. */
  readonly webhookToken: string;
  /** Opening balance in paise for an account not seen before; ₹5,00,000 when absent. */
  readonly walletPaise?: number;
}

export interface ShiprocketSimulatorOptions extends FramedOptions {
  /** Absolute address under which labels and tracking pages are opened, e.g. `http://127.0.0.1:3000/sandbox/shiprocket`. */
  readonly publicUrl: () => string;
  readonly accounts?: readonly ShiprocketAccount[];
  /** What a used order_id gets; `return` (the first order, unchanged) when absent. */
  readonly duplicates?: 'return' | 'refuse';
}

/** The other side of the counter: couriers, the map, the wallet. */
export interface ShiprocketSide {
  /**
   * A courier scans the parcel: SHIPMENT table number, place in their words. The account is told by webhook. A third failed attempt
   * (21) sends the parcel back (9). False for an unknown AWB or number.
   */
  move(awb: string, statusId: number, place?: string): boolean;
  /** Copies, oldest first; of one account when its email is given. */
  parcels(email?: string): readonly ParcelRecord[];
  /** Tells the last step again. */
  repeat(awb: string): boolean;
  /** Any prefix of a PIN, one to six digits; the longest that was set decides. */
  setServed(prefix: string, served: boolean): void;
  isServed(pin: string): boolean;
  /** The map: every district with its city, state and whether it is served. */
  districts(): readonly (PinDistrict & { readonly served: boolean })[];
  walletPaise(email: string): number;
  setWallet(email: string, paise: number): void;
  /** The next AWB fails so. */
  failNextAwb(kind: 'wallet' | 'unserviceable'): void;
  setDuplicates(behaviour: 'return' | 'refuse'): void;
  /** Every token is worthless from now on, as after a logout everywhere. */
  revokeTokens(): void;
  deliveries: WebhookSender['deliveries'];
}

export interface ShiprocketSimulator extends Simulator {
  /** Adds or changes an account. False when its webhook address is refused, as the real service does with some letters in it. */
  register(account: ShiprocketAccount): boolean;
  readonly side: ShiprocketSide;
  readonly faults: FaultSwitch;
}

export async function createShiprocketSimulator(options: ShiprocketSimulatorOptions): Promise<ShiprocketSimulator> {
  const { clock, random } = options;
  const frame = createFrame(options);
  const { faults, sender } = frame;
  const ledger = await openCourierLedger(options.state);
  const switches: Switches = { duplicates: options.duplicates ?? 'return', awbFailures: [] };
  const desk: ShipmentDesk = {
    ledger,
    clock,
    random,
    publicUrl: options.publicUrl,
    duplicates: () => switches.duplicates,
    takeAwbFailure: () => switches.awbFailures.shift(),
    tell: (parcel) => tell(ledger, sender, parcel),
  };
  const router = createRouter(apiRoutes(desk), () => answer(notFound));
  const api = frame.entrance(router, () => answer(ownFault));
  for (const account of options.accounts ?? []) register(ledger, account);
  return {
    fetch: (request) => (/^\/(labels|tracking)\//.test(new URL(request.url).pathname) ? router(request) : api(request)),
    settled: sender.settled,
    close: frame.close,
    register: (account) => register(ledger, account),
    side: sideOf(desk, { sender, switches }),
    faults,
  };
}

interface Switches {
  duplicates: 'return' | 'refuse';
  awbFailures: ('wallet' | 'unserviceable')[];
}

function register(ledger: CourierLedger, account: ShiprocketAccount): boolean {
  const isAccepted = !/shiprocket|kartrocket|sr|kr/i.test(account.webhookUrl);
  const known = ledger.accounts.get(account.email);
  const { walletPaise, ...rest } = account;
  const companyId = known?.companyId ?? 3_100_000 + ledger.accounts.size * 100;
  const kept: CourierAccount = { ...rest, webhookUrl: isAccepted ? account.webhookUrl : '', companyId };
  ledger.accounts.set(account.email, kept);
  if (!ledger.walletPaise.has(account.email)) ledger.walletPaise.set(account.email, walletPaise ?? 50_000_000);
  return isAccepted;
}

/** Proven by the token alone; it says nothing of the body. */
function tell(ledger: CourierLedger, sender: WebhookSender, parcel: ParcelRecord): void {
  const account = ledger.accounts.get(parcel.owner);
  if (!account || account.webhookUrl === '') return;
  sender.send({
    url: account.webhookUrl,
    body: webhookBody(parcel, account),
    label: `tracking ${parcel.statusId}`,
    sign: () => (account.webhookToken === '' ? {} : { 'x-api-key': account.webhookToken }),
  });
}

function sideOf(desk: ShipmentDesk, { sender, switches }: { readonly sender: WebhookSender; readonly switches: Switches }): ShiprocketSide {
  const { ledger } = desk;
  return {
    move: (awb, statusId, place) => {
      const parcel = ledger.byAwb.get(awb);
      if (!parcel || !shipmentStatusIds.includes(statusId)) return false;
      record(parcel, statusId, desk.clock.now(), place);
      if (statusId === 21) parcel.attempts += 1;
      desk.tell(parcel);
      if (statusId === 21 && parcel.attempts === 3) {
        // One second later, so that the two steps differ in time as scans do.
        record(parcel, 9, new Date(desk.clock.now().getTime() + 1_000), place);
        desk.tell(parcel);
      }
      ledger.changed();
      return true;
    },
    parcels: (email) =>
      [...ledger.parcels.values()]
        .filter((parcel) => email === undefined || parcel.owner === email)
        .map((parcel) => structuredClone(parcel)),
    repeat: (awb) => {
      const parcel = ledger.byAwb.get(awb);
      if (parcel) desk.tell(parcel);
      return parcel !== undefined;
    },
    setServed: (prefix, served) => {
      ledger.served.set(prefix, served);
      ledger.changed();
    },
    isServed: (pin) => isServed(ledger, pin),
    districts: () => pinDistricts.map((district) => ({ ...district, served: isServed(ledger, district.prefix.padEnd(6, '0')) })),
    walletPaise: (email) => ledger.walletPaise.get(email) ?? 0,
    setWallet: (email, paise) => {
      ledger.walletPaise.set(email, paise);
      ledger.changed();
    },
    failNextAwb: (kind) => void switches.awbFailures.push(kind),
    setDuplicates: (behaviour) => {
      switches.duplicates = behaviour;
    },
    revokeTokens: () => {
      ledger.tokens.clear();
      ledger.changed();
    },
    deliveries: sender.deliveries,
  };
}
