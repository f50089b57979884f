/** The courier service's addresses: who is asking, which rule answers. No rule is written here. */

import { type Route, type RouteCall, route } from '../../../simulation/router.ts';
import { istText } from '../ist.ts';
import { labelPdf } from './label-pdf.ts';
import type { CourierAccount, CourierLedger, ParcelRecord } from './ledger.ts';
import { createOrder, listOrders, orderRow } from './orders.ts';
import { districtOf } from './pin-table.ts';
import { answer, notFound, type Reply, refusal, reply, tokenExpired, tokenMissing } from './replies.ts';
import { serviceability } from './serviceability.ts';
import { assignAwb, cancelOrders, generateLabel, generateManifest, ownShipment, requestPickup, type ShipmentDesk } from './shipments.ts';
import { trackReply } from './steps.ts';
import { trackingCss, trackingPage } from './tracking-page.ts';

interface Asked extends RouteCall {
  readonly account: CourierAccount;
  readonly body: unknown;
}

const tokenLifeMs = 240 * 60 * 60_000;

export function apiRoutes(desk: ShipmentDesk): readonly Route[] {
  const at = (method: string, pattern: string, handle: (asked: Asked) => Reply): Route =>
    route(method, `/v1/external${pattern}`, async (call) => {
      const account = accountOf(desk, call.request.headers.get('authorization'));
      if ('status' in account) return answer(account);
      return answer(handle({ ...call, account, body: await bodyOf(call.request) }));
    });
  const { ledger } = desk;
  const param = (asked: Asked, name: string): string => asked.params[name] ?? '';
  return [
    route('POST', '/v1/external/auth/login', async ({ request }) => answer(logIn(desk, await bodyOf(request)))),
    at('POST', '/auth/logout', ({ request }) => {
      ledger.tokens.delete(bearer(request.headers.get('authorization')));
      ledger.changed();
      return reply({ message: 'Logged out successfully' });
    }),
    at('GET', '/courier/serviceability', ({ url }) => serviceability(ledger, desk.clock.now(), url.searchParams)),
    at('GET', '/open/postcode/details', ({ url }) => postcodeDetails(url.searchParams.get('postcode') ?? '')),
    at('POST', '/orders/create/adhoc', ({ account, body }) => createOrder(desk, account, body)),
    at('GET', '/orders', ({ account, url }) => listOrders(ledger, account, url.searchParams)),
    at('GET', '/orders/show/:id', (asked) => shown(ledger.parcels.get(Number(param(asked, 'id'))), asked.account, orderShow)),
    at('POST', '/orders/cancel', ({ account, body }) => cancelOrders(desk, account, body)),
    at('GET', '/shipments/:id', (asked) => shown(ledger.byShipment.get(Number(param(asked, 'id'))), asked.account, shipmentShow)),
    at('POST', '/courier/assign/awb', ({ account, body }) => assignAwb(desk, account, body)),
    at('POST', '/courier/generate/pickup', ({ account, body }) => requestPickup(desk, account, body)),
    at('POST', '/courier/generate/label', ({ account, body }) => generateLabel(desk, account, body)),
    at('POST', '/manifests/generate', ({ account, body }) => generateManifest(desk, account, body)),
    at('GET', '/courier/track/awb/:awb', (asked) => {
      const parcel = ledger.byAwb.get(param(asked, 'awb'));
      return trackReply(parcel?.owner === asked.account.email ? parcel : undefined);
    }),
    at('GET', '/courier/track/shipment/:id', (asked) => trackReply(ownShipment(desk, asked.account, Number(param(asked, 'id'))))),
    at('GET', '/settings/company/pickup', ({ account }) => pickupPlaces(account)),
    at('GET', '/account/details/wallet-balance', ({ account }) =>
      reply({ data: { balance_amount: ((ledger.walletPaise.get(account.email) ?? 0) / 100).toFixed(2) } }),
    ),
    route('GET', '/tracking/track.css', () => new Response(trackingCss, { headers: { 'content-type': 'text/css; charset=utf-8' } })),
    route('GET', '/tracking/:awb', ({ params }) => {
      const parcel = ledger.byAwb.get(params['awb'] ?? '');
      return new Response(trackingPage(parcel), {
        status: parcel ? 200 : 404,
        headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      });
    }),
    route('GET', '/labels/:file', ({ params }) => labelFile(ledger, params['file'] ?? '')),
  ];
}

function logIn({ ledger, clock, random }: ShipmentDesk, body: unknown): Reply {
  const { email, password } = (body ?? {}) as { readonly email?: unknown; readonly password?: unknown };
  const account = typeof email === 'string' ? ledger.accounts.get(email) : undefined;
  if (!account || account.password !== password) return refusal(400, 'Invalid email and password combination');
  const letters = Array.from({ length: 43 }, () => Math.floor(random() * 36).toString(36)).join('');
  const header = Buffer.from('{"typ":"JWT","alg":"HS256"}').toString('base64url');
  const token = `${header}.${Buffer.from(JSON.stringify({ sub: account.companyId })).toString('base64url')}.${letters}`;
  ledger.tokens.set(token, { email: account.email, expiresAt: clock.now().getTime() + tokenLifeMs });
  ledger.changed();
  return reply({
    company_id: account.companyId,
    created_at: istText(clock.now()),
    email: account.email,
    first_name: 'API',
    id: account.companyId + 1,
    last_name: 'USER',
    token,
  });
}

function accountOf({ ledger, clock }: ShipmentDesk, authorization: string | null): CourierAccount | Reply {
  const token = ledger.tokens.get(bearer(authorization));
  const account = token && ledger.accounts.get(token.email);
  if (!token || !account) return tokenMissing;
  return token.expiresAt > clock.now().getTime() ? account : tokenExpired;
}

function bearer(authorization: string | null): string {
  return authorization?.startsWith('Bearer ') ? authorization.slice(7) : '';
}

async function bodyOf(request: Request): Promise<unknown> {
  if (request.method === 'GET') return undefined;
  try {
    return JSON.parse(await request.text());
  } catch {
    return undefined;
  }
}

function postcodeDetails(postcode: string): Reply {
  const district = districtOf(postcode);
  if (!district) return reply({ success: false, message: 'Invalid postcode' });
  const { city, state } = district;
  return reply({ success: true, postcode_details: { postcode, city, locality: [], state, country: 'India' } });
}

function pickupPlaces(account: CourierAccount): Reply {
  const shipping_address = account.pickupPlaces.map((place, index) => ({
    id: account.companyId + 10 + index,
    pickup_location: place.nickname,
    address: place.address ?? '',
    address_2: '',
    city: districtOf(place.postcode)?.city ?? '',
    state: districtOf(place.postcode)?.state ?? '',
    country: 'India',
    pin_code: place.postcode,
    phone: place.phone ?? '',
    phone_verified: 1,
    status: 2,
    lat: null,
    long: null,
    rto_address_id: account.companyId + 10 + index,
  }));
  return reply({ data: { shipping_address, allow_more: '1', is_blackbox_seller: false, company_name: account.email } });
}

function shown(parcel: ParcelRecord | undefined, account: CourierAccount, show: (parcel: ParcelRecord) => unknown): Reply {
  return parcel?.owner === account.email ? reply({ data: show(parcel) }) : notFound;
}

/** Here `shipments` is one object; in the list it is an array. */
function orderShow(parcel: ParcelRecord): unknown {
  const row = orderRow(parcel);
  return { ...row, shipments: Array.isArray(row['shipments']) ? (row['shipments'] as readonly unknown[])[0] : row['shipments'] };
}

function shipmentShow(parcel: ParcelRecord): unknown {
  return {
    id: parcel.shipmentId,
    order_id: parcel.orderId,
    awb: parcel.awb || null,
    courier: parcel.courierName,
    status: parcel.statusId,
    weight: String(parcel.weightGrams / 1000),
    created_at: parcel.createdAt,
  };
}

function labelFile(ledger: CourierLedger, file: string): Response {
  const [shipmentId, awb] = file.replace(/\.pdf$/, '').split('-');
  const parcel = ledger.byShipment.get(Number(shipmentId));
  if (!parcel || parcel.awb !== awb || awb === '') return answer(notFound);
  const { to } = parcel;
  const pdf = labelPdf([
    parcel.courierName,
    `AWB ${parcel.awb}`,
    `Order ${parcel.reference}`,
    parcel.cashOnDelivery ? `COD Rs ${parcel.subTotal}` : 'PREPAID',
    '',
    `To: ${to.name}`,
    to.address,
    `${to.city}, ${to.state} ${to.pincode}`,
    `Phone ${to.phone}`,
    '',
    `From: ${parcel.pickup.nickname} ${parcel.pickup.postcode}`,
    `Weight ${parcel.weightGrams} g`,
  ]);
  return new Response(pdf as Uint8Array<ArrayBuffer>, { headers: { 'content-type': 'application/pdf' } });
}
