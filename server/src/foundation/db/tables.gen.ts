/** Made by tools/generate-table-types.ts from server/migrations. Do not edit. */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** jsonb: read as parsed values (check them with a schema), written as JSON text. */
export type Json = ColumnType<unknown, string, string>;

export interface AuditLogTable {
  merchant_id: string;
  id: string;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  action: string;
  subject_kind: string;
  subject_id: string;
  before: ColumnType<unknown, string | null | undefined, string | null>;
  after: ColumnType<unknown, string | null | undefined, string | null>;
  request_id: string | null;
}

export interface CartLinesTable {
  merchant_id: string;
  cart_id: string;
  variant_id: string;
  quantity: number;
  added_at: Date;
}

export interface CartsTable {
  merchant_id: string;
  id: string;
  customer_id: string;
  state: Generated<string>;
  updated_at: Date;
}

export interface CategoriesTable {
  merchant_id: string;
  id: string;
  parent_id: string | null;
  name: string;
  position: Generated<number>;
  created_at: Date;
  archived_at: Date | null;
}

export interface CheckoutsTable {
  merchant_id: string;
  id: string;
  customer_id: string;
  cart_id: string;
  thread_id: string | null;
  state: Generated<string>;
  delivery_method: string | null;
  postal_code: string | null;
  address: ColumnType<unknown, string | null | undefined, string | null>;
  quote_id: string | null;
  order_id: string | null;
  expires_at: Date;
  created_at: Date;
}

export interface ConnectionRoutesTable {
  kind: string;
  address: string;
  merchant_id: string;
}

export interface ConnectionTokensTable {
  merchant_id: string;
  kind: string;
  sealed: Buffer;
  expires_at: Date;
}

export interface ConnectionsTable {
  merchant_id: string;
  kind: string;
  sealed: Buffer;
  hints: Json;
  state: string;
  failure: string | null;
  tested_at: Date | null;
  updated_at: Date;
}

export interface ConversationNotesTable {
  merchant_id: string;
  id: string;
  thread_id: string;
  kind: string;
  text: string;
  author: string;
  created_at: Date;
}

export interface CustomerAddressesTable {
  merchant_id: string;
  id: string;
  customer_id: string;
  address: Json;
  last_used_at: Date;
}

export interface CustomerIdentitiesTable {
  merchant_id: string;
  kind: string;
  value: string;
  customer_id: string;
  is_primary: Generated<boolean>;
  created_at: Date;
}

export interface CustomersTable {
  merchant_id: string;
  id: string;
  name: string | null;
  username: string | null;
  email: string | null;
  language: string | null;
  wants_marketing: boolean | null;
  wants_marketing_at: Date | null;
  created_at: Date;
}

export interface DeadJobsTable {
  id: bigint;
  merchant_id: string | null;
  queue: string;
  key: string | null;
  payload: Json;
  attempts: number;
  last_error: string | null;
  created_at: Date;
  died_at: Date;
}

export interface DeliveryQuotesTable {
  merchant_id: string;
  id: string;
  pickup_postcode: string;
  postal_code: string;
  weight_grams: number;
  cash_on_delivery: boolean;
  state: string;
  price_minor: bigint | null;
  currency: string;
  courier_id: string | null;
  courier_name: string | null;
  estimated_days: number | null;
  detail: string | null;
  asked_at: Date;
  answered_at: Date | null;
  expires_at: Date;
}

export interface IdempotencyKeysTable {
  merchant_id: string;
  actor: string;
  key: string;
  route: string;
  body_hash: string;
  status: number;
  answer: ColumnType<unknown, string | null | undefined, string | null>;
  created_at: Date;
}

export interface InboundMessagesTable {
  merchant_id: string;
  id: string;
  thread_id: string;
  provider_message_id: string | null;
  kind: string;
  content: Json;
  in_reply_to: string | null;
  about_product: string | null;
  sent_at: Date;
  received_at: Date;
  handled_at: Date | null;
  blob_key: string | null;
}

export interface JobTicksTable {
  name: string;
  tick_at: Date;
}

export interface JobsTable {
  id: GeneratedAlways<bigint>;
  merchant_id: string | null;
  queue: string;
  key: string | null;
  payload: Json;
  run_at: Date;
  priority: Generated<number>;
  state: Generated<number>;
  attempts: Generated<number>;
  max_attempts: Generated<number>;
  locked_by: string | null;
  locked_until: Date | null;
  last_error: string | null;
  dedupe: string | null;
  created_at: Date;
}

export interface LocationsTable {
  merchant_id: string;
  id: string;
  name: string;
  is_default: Generated<boolean>;
  created_at: Date;
}

export interface MerchantsTable {
  id: string;
  slug: string;
  name: string;
  email: string;
  phone: string | null;
  whatsapp_number: string | null;
  country: string;
  currency: string;
  time_zone: string;
  language: string;
  prices_include_tax: Generated<boolean>;
  settings: ColumnType<unknown, string | undefined, string>;
  catalog_version: Generated<bigint>;
  created_at: Date;
}

export interface MigrationsTable {
  name: string;
  checksum: string;
  applied_at: Generated<Date>;
}

export interface OrderEventsTable {
  merchant_id: string;
  id: string;
  order_id: string;
  kind: string;
  detail: ColumnType<unknown, string | undefined, string>;
  actor: string;
  at: Date;
}

export interface OrderItemsTable {
  merchant_id: string;
  order_id: string;
  variant_id: string;
  product_id: string;
  name: string;
  options: Generated<string>;
  sku: string | null;
  quantity: number;
  unit_price_minor: bigint;
  weight_grams: number | null;
  position: number;
}

export interface OrderNumbersTable {
  merchant_id: string;
  day: string;
  last: number;
}

export interface OrdersTable {
  merchant_id: string;
  id: string;
  public_id: string;
  order_number: string;
  customer_id: string;
  thread_id: string | null;
  checkout_id: string | null;
  channel: string;
  status: string;
  payment_status: string;
  currency: string;
  items_minor: bigint;
  delivery_minor: bigint;
  total_minor: bigint;
  refunded_minor: Generated<bigint>;
  delivery_method: string;
  delivery_address: ColumnType<unknown, string | null | undefined, string | null>;
  quote_id: string | null;
  placed_at: Date;
  expires_at: Date | null;
  paid_at: Date | null;
  closed_reason: string | null;
  version: Generated<number>;
}

export interface OutboundMessagesTable {
  merchant_id: string;
  id: string;
  thread_id: string;
  kind: string;
  content: Json;
  sender: string;
  in_reply_to: string | null;
  state: Generated<string>;
  provider_message_id: string | null;
  failure_kind: string | null;
  failure_detail: string | null;
  attempts: Generated<number>;
  created_at: Date;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
  doubts: Generated<number>;
}

export interface PaymentLinksTable {
  merchant_id: string;
  id: string;
  order_id: string;
  gateway: string;
  reference: string;
  provider_link_id: string | null;
  url: string | null;
  amount_minor: bigint;
  currency: string;
  state: string;
  detail: string | null;
  expires_at: Date;
  checked_at: Date | null;
  created_at: Date;
}

export interface PaymentsTable {
  merchant_id: string;
  id: string;
  order_id: string;
  link_id: string;
  gateway: string;
  provider_payment_id: string;
  amount_minor: bigint;
  currency: string;
  fee_minor: bigint | null;
  fee_tax_minor: bigint | null;
  method: string | null;
  verdict: string;
  captured_at: Date;
  recorded_at: Date;
}

export interface ProductImagesTable {
  merchant_id: string;
  id: string;
  product_id: string;
  blob_key: string;
  width: number;
  height: number;
  alt: Generated<string>;
  position: Generated<number>;
  created_at: Date;
}

export interface ProductsTable {
  merchant_id: string;
  id: string;
  external_id: string | null;
  name: string;
  slug: string;
  description: Generated<string>;
  category_id: string;
  price_minor: bigint;
  currency: string;
  option_names: Generated<string[]>;
  is_priority: Generated<boolean>;
  state: Generated<string>;
  weight_grams: number | null;
  barcode: string | null;
  hsn_code: string | null;
  supplier_id: string | null;
  search_text: string;
  created_at: Date;
  updated_at: Date;
}

export interface PublicLinksTable {
  id: string;
  kind: string;
  merchant_id: string;
}

export interface RefundsTable {
  merchant_id: string;
  id: string;
  payment_id: string;
  order_id: string;
  amount_minor: bigint;
  currency: string;
  reason: string;
  cause: string;
  state: string;
  provider_refund_id: string | null;
  detail: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface ShipmentEventsTable {
  merchant_id: string;
  id: string;
  shipment_id: string;
  dedupe: string;
  state: string;
  provider_status: string;
  place: string | null;
  at: Date;
  recorded_at: Date;
}

export interface ShipmentsTable {
  merchant_id: string;
  id: string;
  order_id: string;
  courier: string;
  state: string;
  reference: string;
  provider_order_id: string | null;
  provider_shipment_id: string | null;
  awb: string | null;
  courier_id: string | null;
  courier_name: string | null;
  tracking_url: string | null;
  label_url: string | null;
  estimated_on: string | null;
  detail: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface StaffTable {
  merchant_id: string;
  id: string;
  email: string;
  name: string;
  phone: string | null;
  role: string;
  password_hash: string;
  failed_attempts: Generated<number>;
  locked_until: Date | null;
  created_at: Date;
}

export interface StaffSessionsTable {
  merchant_id: string;
  id: string;
  staff_id: string;
  token_hash: string;
  previous_hash: string | null;
  expires_at: Date;
  revoked_at: Date | null;
  user_agent: string | null;
  created_at: Date;
  last_used_at: Date;
}

export interface StockHoldsTable {
  merchant_id: string;
  id: string;
  cause_kind: string;
  cause_id: string;
  variant_id: string;
  location_id: string;
  quantity: number;
  state: string;
  expires_at: Date;
  created_at: Date;
  closed_at: Date | null;
}

export interface StockLevelsTable {
  merchant_id: string;
  variant_id: string;
  location_id: string;
  on_hand: Generated<number>;
  held: Generated<number>;
  value_minor: Generated<bigint>;
}

export interface StockMovementsTable {
  merchant_id: string;
  id: string;
  variant_id: string;
  location_id: string;
  quantity: number;
  reason: string;
  note: string | null;
  unit_cost_minor: bigint | null;
  value_minor: Generated<bigint>;
  cause_kind: string;
  cause_id: string;
  actor: string;
  at: Date;
}

export interface ThreadsTable {
  merchant_id: string;
  id: string;
  customer_id: string;
  provider: string;
  channel_address: string;
  mode: Generated<string>;
  assigned_to: string | null;
  muted_until: Date | null;
  dialog: ColumnType<unknown, string | null | undefined, string | null>;
  failures: Generated<number>;
  last_inbound_at: Date | null;
  last_message_at: Date | null;
  created_at: Date;
}

export interface VariantsTable {
  merchant_id: string;
  id: string;
  product_id: string;
  option_values: Generated<string[]>;
  sku: string | null;
  price_minor: bigint;
  weight_grams: number | null;
  is_tracked: Generated<boolean>;
  in_stock: Generated<boolean>;
  position: Generated<number>;
  archived_at: Date | null;
  created_at: Date;
}

export interface WebhookEventsTable {
  id: GeneratedAlways<bigint>;
  merchant_id: string | null;
  provider: string;
  dedupe: string;
  body: Buffer;
  headers: Json;
  state: Generated<string>;
  detail: string | null;
  received_at: Date;
  read_at: Date | null;
}

export interface Tables {
  audit_log: AuditLogTable;
  cart_lines: CartLinesTable;
  carts: CartsTable;
  categories: CategoriesTable;
  checkouts: CheckoutsTable;
  connection_routes: ConnectionRoutesTable;
  connection_tokens: ConnectionTokensTable;
  connections: ConnectionsTable;
  conversation_notes: ConversationNotesTable;
  customer_addresses: CustomerAddressesTable;
  customer_identities: CustomerIdentitiesTable;
  customers: CustomersTable;
  dead_jobs: DeadJobsTable;
  delivery_quotes: DeliveryQuotesTable;
  idempotency_keys: IdempotencyKeysTable;
  inbound_messages: InboundMessagesTable;
  job_ticks: JobTicksTable;
  jobs: JobsTable;
  locations: LocationsTable;
  merchants: MerchantsTable;
  migrations: MigrationsTable;
  order_events: OrderEventsTable;
  order_items: OrderItemsTable;
  order_numbers: OrderNumbersTable;
  orders: OrdersTable;
  outbound_messages: OutboundMessagesTable;
  payment_links: PaymentLinksTable;
  payments: PaymentsTable;
  product_images: ProductImagesTable;
  products: ProductsTable;
  public_links: PublicLinksTable;
  refunds: RefundsTable;
  shipment_events: ShipmentEventsTable;
  shipments: ShipmentsTable;
  staff: StaffTable;
  staff_sessions: StaffSessionsTable;
  stock_holds: StockHoldsTable;
  stock_levels: StockLevelsTable;
  stock_movements: StockMovementsTable;
  threads: ThreadsTable;
  variants: VariantsTable;
  webhook_events: WebhookEventsTable;
}
