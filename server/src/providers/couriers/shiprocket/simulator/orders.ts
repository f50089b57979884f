/** Orders at the courier service: what a create must hold, what a repeat of its order_id does, and how orders are listed. */
import { z } from 'zod';
import { istText } from '../ist.ts';
import { type CourierAccount, type CourierLedger, indexParcel, type ParcelRecord } from './ledger.ts';
import { invalidFields, type Reply, refusal, reply } from './replies.ts';

const numeric = z.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)]).transform(Number);
const amountText = z.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)]).transform(String);
const words = z.union([z.string().trim().min(1), z.number()]).transform(String);
const pin = z
  .union([z.int(), z.string()])
  .transform(String)
  .pipe(z.string().regex(/^[1-9]\d{5}$/));
const phone = z
  .union([z.int(), z.string()])
  .transform(String)
  .pipe(z.string().regex(/^[6-9]\d{9}$/));

const orderBody = z.object({
  order_id: words.pipe(z.string().max(50)),
  order_date: z.string().regex(/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?)?$/),
  pickup_location: z.string().min(1),
  billing_customer_name: words,
  billing_last_name: z.string(),
  billing_address: words.pipe(z.string().min(3)),
  billing_address_2: z.string().nullish(),
  billing_city: words.pipe(z.string().max(30)),
  billing_pincode: pin,
  billing_state: words,
  billing_country: words,
  billing_email: z.email(),
  billing_phone: phone,
  shipping_is_billing: z.union([z.boolean(), z.literal(1), z.literal(0)]),
  order_items: z.array(z.object({ name: words, sku: words, units: numeric.pipe(z.int().min(1)), selling_price: amountText })).min(1),
  payment_method: z.string().regex(/^(cod|prepaid)$/i),
  shipping_charges: amountText.optional(),
  sub_total: amountText,
  length: numeric.pipe(z.number().gt(0.5)),
  breadth: numeric.pipe(z.number().gt(0.5)),
  height: numeric.pipe(z.number().gt(0.5)),
  weight: numeric.pipe(z.number().gt(0)),
});
type OrderBody = z.infer<typeof orderBody>;

export interface OrderDesk {
  readonly ledger: CourierLedger;
  readonly clock: { now(): Date };
  readonly random: () => number;
  /** What a used order_id gets: both have been seen. */
  readonly duplicates: () => 'return' | 'refuse';
}

export function createOrder(desk: OrderDesk, account: CourierAccount, sent: unknown): Reply {
  const parsed = orderBody.safeParse(sent);
  if (!parsed.success) return invalidFields(parsed.error, 'Oops! Invalid Data.', sent);
  const body = parsed.data;
  const skus = body.order_items.map((item) => item.sku);
  if (new Set(skus).size < skus.length) {
    return reply({ message: 'Oops! Invalid Data.', errors: { order_items: ['Sku must be unique.'] }, status_code: 422 }, 422);
  }
  if (account.pickupPlaces.length === 0) return refusal(400, 'Please add billing/shipping address first');
  const pickup = account.pickupPlaces.find((place) => place.nickname === body.pickup_location);
  if (!pickup) return wrongPickup(account);
  const earlier = desk.ledger.byReference.get(`${account.email}|${body.order_id}`);
  if (earlier) return repeated(desk, earlier);
  const parcel = newParcel(desk, account, { body, pickup });
  indexParcel(desk.ledger, parcel);
  desk.ledger.changed();
  return created(parcel);
}

/** Told with a 2xx: only the missing ids show that nothing was made. */
function wrongPickup(account: CourierAccount): Reply {
  return reply({
    message: 'Wrong Pickup location entered. Please choose one location from the data given',
    data: { data: account.pickupPlaces.map((place) => ({ pickup_location: place.nickname, pin_code: place.postcode })) },
  });
}

function repeated(desk: OrderDesk, earlier: ParcelRecord): Reply {
  if (desk.duplicates() === 'return' && earlier.orderStatus !== 'CANCELED') return created(earlier);
  const errors = { order_id: ['The order id has already been taken.'] };
  return reply({ message: 'Oops! Invalid Data.', errors, status_code: 422 }, 422);
}

function created(parcel: ParcelRecord): Reply {
  return reply({
    order_id: parcel.orderId,
    channel_order_id: parcel.reference,
    shipment_id: parcel.shipmentId,
    status: parcel.orderStatus,
    status_code: 1,
    onboarding_completed_now: 0,
    awb_code: parcel.awb,
    courier_company_id: parcel.courierId === 0 ? '' : parcel.courierId,
    courier_name: parcel.courierName,
  });
}

function newParcel(
  { ledger, clock }: OrderDesk,
  account: CourierAccount,
  { body, pickup }: { readonly body: OrderBody; readonly pickup: ParcelRecord['pickup'] },
): ParcelRecord {
  const count = ledger.nextId();
  return {
    owner: account.email,
    orderId: 512_000_000 + count,
    shipmentId: 508_500_000 + count,
    reference: body.order_id,
    createdAt: istText(clock.now()),
    pickup,
    to: {
      name: `${body.billing_customer_name} ${body.billing_last_name}`.trim(),
      phone: body.billing_phone,
      address: [body.billing_address, body.billing_address_2].filter(Boolean).join(', '),
      city: body.billing_city,
      state: body.billing_state,
      pincode: body.billing_pincode,
    },
    cashOnDelivery: /^cod$/i.test(body.payment_method),
    subTotal: body.sub_total,
    weightGrams: Math.round(body.weight * 1000),
    size: { length: body.length, breadth: body.breadth, height: body.height },
    products: body.order_items.map((item) => ({ name: item.name, sku: item.sku, quantity: item.units, price: item.selling_price })),
    orderStatus: 'NEW',
    statusId: 0,
    awb: '',
    courierId: 0,
    courierName: '',
    chargedPaise: 0,
    etd: '',
    pickupDate: '',
    manifested: false,
    attempts: 0,
    activities: [],
  };
}

/** `GET /orders`: newest first, `search` over order ids, names and phones. */
export function listOrders(ledger: CourierLedger, account: CourierAccount, asked: URLSearchParams): Reply {
  const search = (asked.get('search') ?? '').toLowerCase();
  const perPage = Math.min(Math.max(Number(asked.get('per_page') ?? 15) || 15, 1), 100);
  const current = Math.max(Number(asked.get('page') ?? 1) || 1, 1);
  const found = [...ledger.parcels.values()]
    .filter((parcel) => parcel.owner === account.email)
    .filter((parcel) => search === '' || `${parcel.reference} ${parcel.to.name} ${parcel.to.phone}`.toLowerCase().includes(search))
    .toReversed();
  const shown = found.slice((current - 1) * perPage, current * perPage);
  const pages = Math.max(Math.ceil(found.length / perPage), 1);
  return reply({
    data: shown.map((parcel) => orderRow(parcel)),
    meta: {
      pagination: { total: found.length, count: shown.length, per_page: perPage, current_page: current, total_pages: pages, links: {} },
    },
  });
}

export function orderRow(parcel: ParcelRecord): Readonly<Record<string, unknown>> {
  return {
    id: parcel.orderId,
    channel_id: 4_512_345,
    channel_name: 'CUSTOM',
    channel_order_id: parcel.reference,
    customer_name: parcel.to.name,
    customer_phone: parcel.to.phone,
    pickup_location: parcel.pickup.nickname,
    payment_status: '',
    total: parcel.subTotal,
    status: parcel.orderStatus,
    status_code: parcel.orderStatus === 'CANCELED' ? 5 : parcel.orderStatus === 'NEW' ? 1 : 3,
    payment_method: parcel.cashOnDelivery ? 'cod' : 'prepaid',
    cod: parcel.cashOnDelivery ? 1 : 0,
    is_return: 0,
    created_at: parcel.createdAt,
    products: parcel.products.map((product) => ({ ...product, channel_sku: product.sku })),
    shipments: [
      {
        id: parcel.shipmentId,
        awb: parcel.awb,
        courier: parcel.courierName,
        courier_id: parcel.courierId || '',
        weight: String(parcel.weightGrams / 1000),
        dimensions: `${parcel.size.length}x${parcel.size.breadth}x${parcel.size.height}`,
        etd: parcel.etd,
        pickup_scheduled_date: parcel.pickupDate || null,
      },
    ],
  };
}
