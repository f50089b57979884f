-- Taxes, discounts, cash on delivery, partial fulfilment, second factor, returns, documents.
alter table merchants add column tax_region text; -- state (India: for place of supply), null elsewhere
alter table merchants add column tax_number text; -- GSTIN, VAT number …
alter table products add column tax_rate_bp integer check (tax_rate_bp between 0 and 10000); -- null: the merchant's default
alter table orders add column discount_minor bigint not null default 0 check (discount_minor >= 0);
alter table orders add column tax_minor bigint not null default 0 check (tax_minor >= 0);
alter table orders add column rounding_minor bigint not null default 0;
alter table orders add column prices_include_tax boolean not null default true;
alter table orders add column payment_method text not null default 'prepaid' check (payment_method in ('prepaid','cod'));
alter table orders add column cod_collected_at timestamptz;
alter table orders add column cod_remitted_at timestamptz;
alter table orders drop constraint orders_check;
alter table orders add constraint orders_total check (total_minor =
  items_minor + delivery_minor - discount_minor + rounding_minor + case when prices_include_tax then 0 else tax_minor end);
alter table order_items add column tax_rate_bp integer not null default 0;
alter table order_items add column tax_minor bigint not null default 0 check (tax_minor >= 0);
alter table order_items add column discount_minor bigint not null default 0 check (discount_minor >= 0);
alter table order_items add column hsn_code text;
alter table order_items add column fulfilled_quantity integer not null default 0 check (fulfilled_quantity >= 0 and fulfilled_quantity <= quantity);

-- Each tax of an order, equal halves included (CGST, SGST), for invoices and the tax summary.
create table order_taxes (
  merchant_id uuid not null,
  order_id uuid not null,
  name text not null,
  rate_bp integer not null,
  taxable_minor bigint not null,
  tax_minor bigint not null,
  primary key (merchant_id, order_id, name, rate_bp),
  foreign key (merchant_id, order_id) references orders (merchant_id, id)
);
call protect('order_taxes');

alter table staff add column totp_secret bytea; -- sealed
alter table staff add column totp_confirmed_at timestamptz;
alter table staff add column totp_last_step bigint; -- a code is used once
alter table staff add column totp_failures integer not null default 0;
alter table staff add column totp_locked_until timestamptz;
create table staff_recovery_codes (
  merchant_id uuid not null,
  staff_id uuid not null,
  code_hash text not null,
  used_at timestamptz,
  primary key (merchant_id, staff_id, code_hash),
  foreign key (merchant_id, staff_id) references staff (merchant_id, id)
);
call protect('staff_recovery_codes');

create table returns (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  number text not null,
  order_id uuid not null,
  customer_id uuid not null,
  state text not null check (state in ('asked','approved','declined','receiving','received','refunded','closed')),
  reason text not null default '',
  asked_by text not null,
  refund_minor bigint not null default 0 check (refund_minor >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, order_id) references orders (merchant_id, id),
  foreign key (merchant_id, customer_id) references customers (merchant_id, id)
);
create unique index returns_number on returns (merchant_id, number);
create index returns_by_order on returns (merchant_id, order_id);
create index returns_by_state on returns (merchant_id, state, id desc);
call protect('returns');

create table return_lines (
  merchant_id uuid not null,
  return_id uuid not null,
  variant_id uuid not null,
  quantity integer not null check (quantity > 0),
  restocked integer not null default 0 check (restocked >= 0),
  damaged integer not null default 0 check (damaged >= 0),
  missing integer not null default 0 check (missing >= 0),
  primary key (merchant_id, return_id, variant_id),
  foreign key (merchant_id, return_id) references returns (merchant_id, id),
  foreign key (merchant_id, variant_id) references variants (merchant_id, id),
  check (restocked + damaged + missing <= quantity)
);
call protect('return_lines');

-- Invoices and credit notes: numbered per financial year, kept as they were issued.
create table documents (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  kind text not null check (kind in ('invoice','credit_note')),
  series text not null,
  number integer not null,
  order_id uuid not null,
  return_id uuid,
  language text not null,
  issued_on date not null,
  -- Everything on the page, so that it can be drawn again as it was.
  content jsonb not null,
  blob_key text,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, order_id) references orders (merchant_id, id),
  foreign key (merchant_id, return_id) references returns (merchant_id, id)
);
create unique index documents_number on documents (merchant_id, kind, series, number);
create unique index documents_one_invoice on documents (merchant_id, order_id) where kind = 'invoice';
create index documents_by_order on documents (merchant_id, order_id);
call protect('documents');

create table document_series (
  merchant_id uuid not null references merchants (id),
  kind text not null,
  series text not null,
  last integer not null,
  primary key (merchant_id, kind, series)
);
call protect('document_series');
