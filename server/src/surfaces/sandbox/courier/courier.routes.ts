/** The courier's side: a map of the PIN codes it serves, and parcels that a person moves by hand. Every move leaves as the service's own webhook. */
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { html, sendHtml } from '../../../foundation/html/html.ts';
import { RefusalError } from '../../../foundation/http/refusal-error.ts';
import type { ShiprocketSide } from '../../../providers/couriers/shiprocket/simulator.ts';
import { parcelStateOf, statusLabel } from '../../../providers/couriers/shiprocket/states.ts';
import { benchPage } from '../layout.page.ts';
import type { SandboxAssets } from '../sandbox-assets.ts';
import { movesOf } from './moves.ts';

export interface CourierMapDeps {
  readonly assets: SandboxAssets;
  readonly side: Pick<ShiprocketSide, 'move' | 'parcels' | 'repeat' | 'setServed' | 'isServed' | 'districts'>;
}

const open = { config: { access: 'public' as const } };
const served = z.strictObject({
  prefixes: z
    .array(z.string().regex(/^[1-9]\d{0,5}$/))
    .min(1)
    .max(400),
  served: z.boolean(),
});
const PARCELS_SHOWN = 100;

/** Fastify plugin: `/sandbox/courier` and its small API. */
export function courierMap({ assets, side }: CourierMapDeps): FastifyPluginAsync {
  return async (scope) => {
    const app = scope.withTypeProvider<ZodTypeProvider>();
    app.get('/sandbox/courier', open, (_request, reply) => sendHtml(reply, courierPage(assets)));
    app.get('/sandbox/courier/api', open, (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return { districts: side.districts(), parcels: parcelsOf(side) };
    });
    app.get('/sandbox/courier/api/parcels', open, () => ({ parcels: parcelsOf(side) }));
    app.get('/sandbox/courier/api/pins/:pin', { ...open, schema: { params: z.object({ pin: z.string() }) } }, (request) => {
      const { pin } = request.params;
      const district =
        side.districts().find((each) => pin.startsWith(each.prefix) && each.prefix.length === 5) ??
        side.districts().find((each) => pin.startsWith(each.prefix));
      const known = /^[1-9]\d{5}$/.test(pin) && district !== undefined;
      return { pin, known, served: known && side.isServed(pin), ...(known ? { city: district.city, state: district.state } : {}) };
    });
    app.put('/sandbox/courier/api/served', { ...open, schema: { body: served } }, (request, reply) => {
      for (const prefix of request.body.prefixes) side.setServed(prefix, request.body.served);
      return reply.status(204).send();
    });
    const awb = z.object({ awb: z.string() });
    const move = z.strictObject({ status: z.number().int() });
    app.post('/sandbox/courier/api/parcels/:awb/move', { ...open, schema: { params: awb, body: move } }, (request) => {
      if (!side.move(request.params.awb, request.body.status)) throw new RefusalError({ code: 'request.not_found' });
      return { parcels: parcelsOf(side) };
    });
    app.post('/sandbox/courier/api/parcels/:awb/repeat', { ...open, schema: { params: awb } }, (request) => {
      if (!side.repeat(request.params.awb)) throw new RefusalError({ code: 'request.not_found' });
      return { parcels: parcelsOf(side) };
    });
  };
}

export interface ParcelView {
  readonly awb: string;
  readonly reference: string;
  readonly to: string;
  readonly place: string;
  readonly items: string;
  readonly courier: string;
  readonly status: string;
  readonly state: string;
  readonly cashOnDelivery: boolean;
  readonly history: readonly { readonly at: string; readonly status: string; readonly place: string }[];
  /** SHIPMENT table number and the button's words. */
  readonly moves: readonly { readonly status: number; readonly title: string }[];
}

/** Newest first. */
function parcelsOf(side: CourierMapDeps['side']): readonly ParcelView[] {
  return side
    .parcels()
    .slice(-PARCELS_SHOWN)
    .toReversed()
    .map((parcel) => ({
      awb: parcel.awb,
      reference: parcel.reference,
      to: parcel.to.name,
      place: `${parcel.to.city} ${parcel.to.pincode}`,
      items: parcel.products.map((each) => `${each.quantity} × ${each.name}`).join(', '),
      courier: parcel.courierName,
      status: parcel.orderStatus === 'CANCELED' ? 'Cancelled' : parcel.statusId === 0 ? 'No courier yet' : statusLabel(parcel.statusId),
      state: parcel.orderStatus === 'CANCELED' ? 'cancelled' : (parcelStateOf(parcel.statusId) ?? 'created'),
      cashOnDelivery: parcel.cashOnDelivery,
      history: parcel.activities.map((each) => ({ at: each.date, status: statusLabel(each.statusId), place: each.location })),
      moves: parcel.awb === '' || parcel.orderStatus === 'CANCELED' ? [] : movesOf(parcel.statusId),
    }));
}

function courierPage(assets: SandboxAssets) {
  return benchPage({
    assets,
    here: 'courier',
    title: 'Courier',
    script: 'courier',
    styles: ['panels.css'],
    body: html`<header class="page-head"><div><h1>Courier</h1>
<p class="quiet">Where it delivers, and the parcels it carries. What you move here reaches the shop as a tracking webhook.</p></div>
<form class="pin-form" id="pin-form"><label for="pin">Does it serve this PIN code?</label><div><input id="pin" inputmode="numeric" maxlength="6" pattern="[1-9][0-9]{5}" placeholder="560001" autocomplete="off"><output id="pin-answer" role="status"></output></div></form></header>
<div class="courier-grid"><section class="map-card" aria-label="Served areas"><div id="map"></div>
<p class="legend"><span><i class="all"></i>Served</span><span><i class="some"></i>In part</span><span><i class="none"></i>Not served</span></p></section>
<section class="zone-card" id="zone" aria-live="polite"></section></div>
<section class="parcels"><header><h2>Parcels</h2></header><div id="parcels"></div></section>`,
  });
}
