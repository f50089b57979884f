/** How far a shop has come on the way to its first sale, derived from what is really there. Pure; it keeps and asks nothing. */
import type { ConnectionKind, ConnectionView } from '@parley/contract/api/connections.ts';

export const steps = ['shop', 'products', 'whatsapp', 'payments', 'delivery', 'share', 'sale'] as const;
export type StepId = (typeof steps)[number];
/** `failing`: it is connected and its last call failed. */
export type StepState = 'done' | 'skipped' | 'failing' | 'open';

/** What only the person knows; kept in the browser. */
export interface KeptSteps {
  readonly skipped: readonly StepId[];
  /** The link has been passed on. */
  readonly shared: boolean;
}

export interface SetupFacts {
  readonly settings: {
    readonly delivery: { readonly kind: string };
    readonly pickup: { readonly offered: boolean; readonly address?: string | undefined };
    readonly cod: { readonly offered: boolean };
  };
  readonly whatsappNumber: string | null;
  readonly connections: readonly Pick<ConnectionView, 'kind' | 'state'>[];
  readonly products: number;
  readonly chats: number;
  readonly orders: number;
  readonly kept: KeptSteps;
}

export type Progress = Readonly<Record<StepId, StepState>>;

export const gatewayKinds = ['razorpay', 'paystack', 'stripe'] as const satisfies readonly ConnectionKind[];
export type GatewayKind = (typeof gatewayKinds)[number];
const africa = new Set(['NG', 'GH', 'ZA', 'KE', 'CI', 'EG', 'RW']);

/** The one whose ways to pay people of the country know comes first. @param country ISO 3166-1 alpha-2 */
export function gatewaysFor(country: string): readonly GatewayKind[] {
  const first = country === 'IN' ? 'razorpay' : africa.has(country) ? 'paystack' : 'stripe';
  return [first, ...gatewayKinds.filter((each) => each !== first)];
}

/** Whether a courier we speak to serves the country. */
export const hasCourier = (country: string): boolean => country === 'IN';

export function progressOf(facts: SetupFacts): Progress {
  const { delivery, pickup, cod } = facts.settings;
  const real: Readonly<Record<StepId, StepState>> = {
    shop: facts.whatsappNumber === null ? 'open' : 'done',
    products: doneIf(facts.products > 0),
    whatsapp: connected(facts, ['whatsapp', 'twilio'], false),
    payments: connected(facts, gatewayKinds, cod.offered),
    delivery: connected(facts, ['shiprocket'], delivery.kind !== 'courier' || (pickup.offered && (pickup.address ?? '') !== '')),
    share: doneIf(facts.kept.shared || facts.chats > 0),
    sale: doneIf(facts.orders > 0),
  };
  return Object.fromEntries(
    steps.map((step) => [step, real[step] === 'open' && facts.kept.skipped.includes(step) ? 'skipped' : real[step]]),
  ) as Progress;
}

const doneIf = (is: boolean): StepState => (is ? 'done' : 'open');

/** One that works is enough; else what fails is said before what is missing. */
function connected({ connections }: SetupFacts, kinds: readonly ConnectionKind[], orElse: boolean): StepState {
  const states = connections.filter(({ kind }) => kinds.includes(kind)).map(({ state }) => state);
  if (states.some((state) => state === 'working' || state === 'untested') || orElse) return 'done';
  return states.includes('failing') ? 'failing' : 'open';
}

/** Where to go on: the first that is neither done nor put aside. Undefined: nothing is left. */
export function nextStep(progress: Progress): StepId | undefined {
  return steps.find((step) => progress[step] === 'open' || progress[step] === 'failing');
}

/** The step after this one, in their order; undefined after the last. */
export const stepAfter = (step: StepId): StepId | undefined => steps[steps.indexOf(step) + 1];

export const doneCount = (progress: Progress): number => steps.filter((step) => progress[step] === 'done').length;

/** Kept text of the browser, which anybody may have written. */
export function keptOf(text: string | null): KeptSteps {
  const given = parsed(text);
  const skipped = Array.isArray(given['skipped']) ? steps.filter((step) => (given['skipped'] as unknown[]).includes(step)) : [];
  return { skipped, shared: given['shared'] === true };
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
