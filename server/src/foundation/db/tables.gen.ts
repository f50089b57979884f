/** Made by tools/generate-table-types.ts from server/migrations. Do not edit. */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** jsonb: read as parsed values (check them with a schema), written as JSON text. */
export type Json = ColumnType<unknown, string, string>;

export interface AccountDaysTable {
  merchant_id: string;
  account_id: string;
  day: string;
  debit_minor: bigint;
  credit_minor: bigint;
}

export interface AccountsTable {
  merchant_id: string;
  id: string;
  code: string;
  name: string;
  kind: string;
  role: string | null;
  archived_at: Date | null;
  created_at: Date;
}

export interface ApiKeysTable {
  merchant_id: string;
  id: string;
  name: string;
  role: string;
  scopes: Generated<string[]>;
  key_hash: string;
  last_four: string;
  created_by: string;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

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

export interface BookHeadsTable {
  merchant_id: string;
  last_number: bigint;
  last_hash: Buffer;
}

export interface BookPeriodsTable {
  merchant_id: string;
  month: string;
  closed_at: Date;
  closed_by: string;
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
  customer_id: string | null;
  state: Generated<string>;
  updated_at: Date;
  visitor_id: string | null;
  join_code: string | null;
}

export interface CatalogueBatchesTable {
  merchant_id: string;
  id: string;
  handle: string | null;
  state: string;
  size: number;
  refused: Generated<number>;
  checks: Generated<number>;
  created_at: Date;
  ended_at: Date | null;
}

export interface CatalogueDriftTable {
  merchant_id: string;
  retailer_id: string;
  field: string;
  kind: string;
  name: string;
  product_id: string | null;
  ours: string | null;
  theirs: string | null;
}

export interface CatalogueItemsTable {
  merchant_id: string;
  variant_id: string;
  product_id: string;
  is_wanted: boolean;
  digest: string;
  in_stock: boolean;
  state: string;
  was_taken: Generated<boolean>;
  batch_id: string | null;
  problem: string | null;
  review: string | null;
  updated_at: Date;
}

export interface CatalogueStatesTable {
  merchant_id: string;
  catalog_id: string | null;
  planned_version: bigint | null;
  rotated_at: Date | null;
  pushed_at: Date | null;
  compared_at: Date | null;
  failure: string | null;
  failures: Generated<number>;
  retry_at: Date | null;
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
  payment_method: Generated<string>;
  asks_anew: Generated<boolean>;
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

export interface CustomerConsentsTable {
  merchant_id: string;
  id: string;
  customer_id: string;
  wants_marketing: boolean;
  source: string;
  note: Generated<string>;
  actor: string;
  at: Date;
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
  note: string | null;
  labels: Generated<string[]>;
  erased_at: Date | null;
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
  cost_minor: bigint | null;
}

export interface DocumentSeriesTable {
  merchant_id: string;
  kind: string;
  series: string;
  last: number;
}

export interface DocumentsTable {
  merchant_id: string;
  id: string;
  kind: string;
  series: string;
  number: number;
  order_id: string;
  return_id: string | null;
  language: string;
  issued_on: string;
  content: Json;
  blob_key: string | null;
  created_at: Date;
  cause: Generated<string>;
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

export interface JournalEntriesTable {
  merchant_id: string;
  id: string;
  number: bigint;
  entry_date: string;
  description: string;
  currency: string;
  cause_kind: string;
  cause_id: string;
  reverses: string | null;
  order_id: string | null;
  actor: string;
  posted_at: Date;
  hash: Buffer;
}

export interface JournalLinesTable {
  merchant_id: string;
  entry_id: string;
  position: number;
  account_id: string;
  debit_minor: Generated<bigint>;
  credit_minor: Generated<bigint>;
  subject: string | null;
}

export interface LocationsTable {
  merchant_id: string;
  id: string;
  name: string;
  is_default: Generated<boolean>;
  created_at: Date;
  archived_at: Date | null;
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
  tax_region: string | null;
  tax_number: string | null;
}

export interface MessageCatchUpsTable {
  merchant_id: string;
  provider: string;
  channel_address: string;
  caught_up_until: Date;
}

export interface MigrationsTable {
  name: string;
  checksum: string;
  applied_at: Generated<Date>;
}

export interface MovementHeadsTable {
  merchant_id: string;
  last_number: bigint;
  last_hash: Buffer;
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
  tax_rate_bp: Generated<number>;
  tax_minor: Generated<bigint>;
  discount_minor: Generated<bigint>;
  hsn_code: string | null;
  fulfilled_quantity: Generated<number>;
}

export interface OrderNumbersTable {
  merchant_id: string;
  day: string;
  last: number;
}

export interface OrderTaxesTable {
  merchant_id: string;
  order_id: string;
  name: string;
  rate_bp: number;
  taxable_minor: bigint;
  tax_minor: bigint;
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
  discount_minor: Generated<bigint>;
  tax_minor: Generated<bigint>;
  rounding_minor: Generated<bigint>;
  prices_include_tax: Generated<boolean>;
  payment_method: Generated<string>;
  cod_collected_at: Date | null;
  cod_remitted_at: Date | null;
  note: string | null;
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
  status_asked_at: Date | null;
}

export interface PasswordResetsTable {
  merchant_id: string;
  token_hash: string;
  staff_id: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
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

export interface PrintAgentsTable {
  merchant_id: string;
  id: string;
  name: string;
  version: string | null;
  paired_at: Date;
  last_seen_at: Date | null;
  revoked_at: Date | null;
  api_key_id: string;
}

export interface PrintFilesTable {
  merchant_id: string;
  id: string;
  customer_id: string;
  name: string;
  source_kind: string | null;
  size_bytes: bigint | null;
  content_hash: string | null;
  print_blob: string | null;
  source_blob: string | null;
  preview_blob: string | null;
  page_count: number | null;
  page_width: string | null;
  page_height: string | null;
  state: string;
  refusal: string | null;
  warning: string | null;
  created_at: Date;
  checked_at: Date | null;
  wipe_after: Date | null;
  wiped_at: Date | null;
  thread_id: string | null;
  print_hash: string | null;
  print_bytes: bigint | null;
}

export interface PrintJobEventsTable {
  merchant_id: string;
  id: string;
  job_id: string;
  at: Date;
  kind: string;
  actor: string;
  detail: ColumnType<unknown, string | undefined, string>;
}

export interface PrintJobsTable {
  merchant_id: string;
  id: string;
  order_id: string;
  file_id: string;
  position: number;
  ticket: Json;
  printed_sides: number;
  sheets: number;
  needs_color: boolean;
  is_rush: Generated<boolean>;
  state: string;
  queue_position: bigint | null;
  printer_id: string | null;
  attempt: Generated<number>;
  lease_id: string | null;
  lease_agent_id: string | null;
  leased_until: Date | null;
  failure: string | null;
  pickup_code: string;
  reprint_of: string | null;
  reprint_reason: string | null;
  created_at: Date;
  queued_at: Date | null;
  started_at: Date | null;
  ended_at: Date | null;
  pinned_printer_id: string | null;
  not_before: Date | null;
  cancel_asked_at: Date | null;
  pages_out: Generated<number>;
  sheet_blob: string | null;
  sheet_hash: string | null;
  sheet_bytes: bigint | null;
  handed_over_at: Date | null;
  handed_over_by: string | null;
}

export interface PrintPairingsTable {
  merchant_id: string;
  id: string;
  code_hash: string;
  expires_at: Date;
  used_at: Date | null;
  agent_id: string | null;
  created_at: Date;
  created_by: string;
}

export interface PrintSettingsTable {
  merchant_id: string;
  settings: ColumnType<unknown, string | undefined, string>;
  version: Generated<number>;
  product_id: string | null;
}

export interface PrintTroublesTable {
  merchant_id: string;
  id: string;
  kind: string;
  subject_id: string;
  trouble: string;
  began_at: Date;
  calm_since: Date | null;
  told_at: Date | null;
  recovery_told_at: Date | null;
  over_at: Date | null;
}

export interface PrintersTable {
  merchant_id: string;
  id: string;
  name: string;
  abilities: ColumnType<unknown, string | undefined, string>;
  state: Generated<string>;
  state_detail: string | null;
  last_seen_at: Date | null;
  pages_printed: Generated<bigint>;
  jobs_printed: Generated<bigint>;
  removed_at: Date | null;
  created_at: Date;
  is_paused: Generated<boolean>;
  abilities_set: ColumnType<unknown, string | undefined, string>;
  alert: string | null;
  alert_at: Date | null;
}

export interface ProductBulkChangesTable {
  merchant_id: string;
  id: string;
  action: string;
  changes: Json;
  actor: string;
  at: Date;
  undone_at: Date | null;
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

export interface ProductImportRefusalsTable {
  merchant_id: string;
  import_id: string;
  row_number: number;
  position: number;
  column_name: string;
  message: string;
}

export interface ProductImportsTable {
  merchant_id: string;
  id: string;
  state: string;
  blob_key: string | null;
  file_name: Generated<string>;
  format: string;
  settings: Json;
  is_dry_run: Generated<boolean>;
  rows_total: number;
  rows_done: Generated<number>;
  products_total: number;
  products_done: Generated<number>;
  products_added: Generated<number>;
  products_updated: Generated<number>;
  products_refused: Generated<number>;
  failure: string | null;
  actor_kind: string;
  actor_id: string | null;
  request_id: string | null;
  asked_by: string | null;
  asked_key: string | null;
  asked_route: string | null;
  asked_hash: string | null;
  created_at: Date;
  worked_at: Date;
  finished_at: Date | null;
}

export interface ProductPictureFetchesTable {
  merchant_id: string;
  product_id: string;
  url: string;
  state: string;
  failure: string | null;
  is_main: boolean;
  lane: number;
  attempts: Generated<number>;
  import_id: string | null;
  at: Date;
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
  tax_rate_bp: number | null;
}

export interface PublicLinksTable {
  id: string;
  kind: string;
  merchant_id: string;
}

export interface PurchaseChangesTable {
  merchant_id: string;
  id: string;
  purchase_id: string;
  kind: string;
  lines: Json;
  tax_minor: Generated<bigint>;
  note: string | null;
  actor: string;
  at: Date;
}

export interface PurchaseLinesTable {
  merchant_id: string;
  purchase_id: string;
  position: number;
  variant_id: string;
  quantity: number;
  unit_cost_minor: bigint;
  billed_unit_cost_minor: bigint;
  returned_quantity: Generated<number>;
  lot: string | null;
}

export interface PurchaseNumbersTable {
  merchant_id: string;
  last: number;
}

export interface PurchasesTable {
  merchant_id: string;
  id: string;
  number: string;
  supplier: string;
  reference: string | null;
  location_id: string;
  currency: string;
  total_minor: bigint;
  tax_minor: Generated<bigint>;
  received_on: string;
  note: string | null;
  actor: string;
  created_at: Date;
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

export interface RememberedContentsTable {
  merchant_id: string;
  provider: string;
  account: string;
  shape: string;
  content_id: string;
  created_at: Date;
}

export interface ReturnEventsTable {
  merchant_id: string;
  id: string;
  return_id: string;
  kind: string;
  detail: ColumnType<unknown, string | undefined, string>;
  actor: string;
  at: Date;
}

export interface ReturnLinesTable {
  merchant_id: string;
  return_id: string;
  variant_id: string;
  quantity: number;
  restocked: Generated<number>;
  damaged: Generated<number>;
  missing: Generated<number>;
  position: number;
  name: string;
  options: Generated<string>;
  sold_quantity: number;
  sold_minor: bigint;
  sold_taxes: ColumnType<unknown, string | undefined, string>;
  credited_before: number | null;
}

export interface ReturnNumbersTable {
  merchant_id: string;
  last: number;
}

export interface ReturnsTable {
  merchant_id: string;
  id: string;
  number: string;
  order_id: string;
  customer_id: string;
  state: string;
  reason: Generated<string>;
  asked_by: string;
  refund_minor: Generated<bigint>;
  created_at: Date;
  updated_at: Date;
  order_number: string;
  currency: string;
  message: Generated<string>;
  refund_by: string | null;
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
  freight_minor: bigint | null;
  currency: string | null;
}

export interface ShopDomainsTable {
  merchant_id: string;
  host: string;
  token: string;
  state: Generated<string>;
  failure: string | null;
  checked_at: Date | null;
  failing_since: Date | null;
  created_at: Date;
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
  totp_secret: Buffer | null;
  totp_confirmed_at: Date | null;
  totp_last_step: bigint | null;
  totp_failures: Generated<number>;
  totp_locked_until: Date | null;
  removed_at: Date | null;
}

export interface StaffInvitationsTable {
  merchant_id: string;
  id: string;
  email: string;
  name: string;
  role: string;
  token_hash: string;
  invited_by: string;
  created_at: Date;
  sent_at: Date;
  expires_at: Date;
  accepted_at: Date | null;
  withdrawn_at: Date | null;
}

export interface StaffRecoveryCodesTable {
  merchant_id: string;
  staff_id: string;
  code_hash: string;
  used_at: Date | null;
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

export interface StatementLinesTable {
  merchant_id: string;
  id: string;
  source: string;
  line_date: string;
  reference: string;
  description: Generated<string>;
  amount_minor: bigint;
  fee_minor: Generated<bigint>;
  fee_tax_minor: Generated<bigint>;
  currency: string;
  state: string;
  entry_id: string | null;
  detail: string | null;
  imported_at: Date;
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

export interface StockLayersTable {
  merchant_id: string;
  id: string;
  variant_id: string;
  location_id: string;
  received_on: string;
  lot: string | null;
  quantity: number;
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
  number: bigint | null;
  hash: Buffer | null;
  ages: ColumnType<unknown, string | undefined, string>;
  order_id: string | null;
}

export interface StorefrontsTable {
  merchant_id: string;
  look: ColumnType<unknown, string | undefined, string>;
  logo_blob: string | null;
  updated_at: Date;
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

export interface UsedHandoffsTable {
  merchant_id: string;
  id: string;
  expires_at: Date;
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
  wiped_at: Date | null;
}

export interface Tables {
  account_days: AccountDaysTable;
  accounts: AccountsTable;
  api_keys: ApiKeysTable;
  audit_log: AuditLogTable;
  book_heads: BookHeadsTable;
  book_periods: BookPeriodsTable;
  cart_lines: CartLinesTable;
  carts: CartsTable;
  catalogue_batches: CatalogueBatchesTable;
  catalogue_drift: CatalogueDriftTable;
  catalogue_items: CatalogueItemsTable;
  catalogue_states: CatalogueStatesTable;
  categories: CategoriesTable;
  checkouts: CheckoutsTable;
  connection_routes: ConnectionRoutesTable;
  connection_tokens: ConnectionTokensTable;
  connections: ConnectionsTable;
  conversation_notes: ConversationNotesTable;
  customer_addresses: CustomerAddressesTable;
  customer_consents: CustomerConsentsTable;
  customer_identities: CustomerIdentitiesTable;
  customers: CustomersTable;
  dead_jobs: DeadJobsTable;
  delivery_quotes: DeliveryQuotesTable;
  document_series: DocumentSeriesTable;
  documents: DocumentsTable;
  idempotency_keys: IdempotencyKeysTable;
  inbound_messages: InboundMessagesTable;
  job_ticks: JobTicksTable;
  jobs: JobsTable;
  journal_entries: JournalEntriesTable;
  journal_lines: JournalLinesTable;
  locations: LocationsTable;
  merchants: MerchantsTable;
  message_catch_ups: MessageCatchUpsTable;
  migrations: MigrationsTable;
  movement_heads: MovementHeadsTable;
  order_events: OrderEventsTable;
  order_items: OrderItemsTable;
  order_numbers: OrderNumbersTable;
  order_taxes: OrderTaxesTable;
  orders: OrdersTable;
  outbound_messages: OutboundMessagesTable;
  password_resets: PasswordResetsTable;
  payment_links: PaymentLinksTable;
  payments: PaymentsTable;
  print_agents: PrintAgentsTable;
  print_files: PrintFilesTable;
  print_job_events: PrintJobEventsTable;
  print_jobs: PrintJobsTable;
  print_pairings: PrintPairingsTable;
  print_settings: PrintSettingsTable;
  print_troubles: PrintTroublesTable;
  printers: PrintersTable;
  product_bulk_changes: ProductBulkChangesTable;
  product_images: ProductImagesTable;
  product_import_refusals: ProductImportRefusalsTable;
  product_imports: ProductImportsTable;
  product_picture_fetches: ProductPictureFetchesTable;
  products: ProductsTable;
  public_links: PublicLinksTable;
  purchase_changes: PurchaseChangesTable;
  purchase_lines: PurchaseLinesTable;
  purchase_numbers: PurchaseNumbersTable;
  purchases: PurchasesTable;
  refunds: RefundsTable;
  remembered_contents: RememberedContentsTable;
  return_events: ReturnEventsTable;
  return_lines: ReturnLinesTable;
  return_numbers: ReturnNumbersTable;
  returns: ReturnsTable;
  shipment_events: ShipmentEventsTable;
  shipments: ShipmentsTable;
  shop_domains: ShopDomainsTable;
  staff: StaffTable;
  staff_invitations: StaffInvitationsTable;
  staff_recovery_codes: StaffRecoveryCodesTable;
  staff_sessions: StaffSessionsTable;
  statement_lines: StatementLinesTable;
  stock_holds: StockHoldsTable;
  stock_layers: StockLayersTable;
  stock_levels: StockLevelsTable;
  stock_movements: StockMovementsTable;
  storefronts: StorefrontsTable;
  threads: ThreadsTable;
  used_handoffs: UsedHandoffsTable;
  variants: VariantsTable;
  webhook_events: WebhookEventsTable;
}
