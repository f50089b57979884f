-- Carts, checkout links, orders with their timeline.
create table carts (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  customer_id uuid not null,
  state text not null default 'open' check (state in ('open','ordered','abandoned')),
  updated_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, customer_id) references customers (merchant_id, id)
);
create unique index carts_one_open on carts (merchant_id, customer_id) where state = 'open';
call protect('carts');

create table cart_lines (
  merchant_id uuid not null,
  cart_id uuid not null,
  variant_id uuid not null,
  quantity integer not null check (quantity between 1 and 999),
  added_at timestamptz not null,
  primary key (merchant_id, cart_id, variant_id),
  foreign key (merchant_id, cart_id) references carts (merchant_id, id) on delete cascade,
  foreign key (merchant_id, variant_id) references variants (merchant_id, id)
);
call protect('cart_lines');

-- Which merchant a public random id belongs to: checkout pages and order pages are opened without a slug.
create table public_links (
  id uuid primary key,
  kind text not null check (kind in ('checkout','order')),
  merchant_id uuid not null references merchants (id)
);
call protect('public_links');
call open_to_platform('public_links', 'select');

create table delivery_quotes (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  pickup_postcode text not null,
  postal_code text not null,
  -- Rounded up to the courier's slab, so that equal parcels share a quote.
  weight_grams integer not null,
  cash_on_delivery boolean not null,
  state text not null check (state in ('asked','served','unserved','failed')),
  price_minor bigint,
  currency char(3) not null,
  courier_id text,
  courier_name text,
  estimated_days integer,
  detail text,
  asked_at timestamptz not null,
  answered_at timestamptz,
  expires_at timestamptz not null,
  primary key (merchant_id, id)
);
create index delivery_quotes_lookup on delivery_quotes (merchant_id, pickup_postcode, postal_code, weight_grams, cash_on_delivery, asked_at desc);
call protect('delivery_quotes');

create table checkouts (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  customer_id uuid not null,
  cart_id uuid not null,
  thread_id uuid,
  state text not null default 'open' check (state in ('open','ordered','expired')),
  delivery_method text check (delivery_method in ('pickup','delivery')),
  postal_code text,
  address jsonb,
  quote_id uuid,
  order_id uuid,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, customer_id) references customers (merchant_id, id),
  foreign key (merchant_id, cart_id) references carts (merchant_id, id),
  foreign key (merchant_id, quote_id) references delivery_quotes (merchant_id, id)
);
create index checkouts_by_customer on checkouts (merchant_id, customer_id, id desc);
call protect('checkouts');

create table order_numbers (
  merchant_id uuid not null references merchants (id),
  day date not null,
  last integer not null,
  primary key (merchant_id, day)
);
call protect('order_numbers');

create table orders (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  -- Random key of the customer's page /order/{uuid}; shows nothing of the id.
  public_id uuid not null,
  order_number text not null,
  customer_id uuid not null,
  thread_id uuid,
  checkout_id uuid,
  channel text not null check (channel in ('chat','storefront','api')),
  status text not null check (status in ('pending','confirmed','processing','shipped','delivered','cancelled')),
  payment_status text not null check (payment_status in ('unpaid','paid','partially_refunded','refunded')),
  currency char(3) not null,
  items_minor bigint not null check (items_minor >= 0),
  delivery_minor bigint not null check (delivery_minor >= 0),
  total_minor bigint not null check (total_minor >= 0),
  refunded_minor bigint not null default 0 check (refunded_minor >= 0),
  delivery_method text not null check (delivery_method in ('pickup','delivery')),
  delivery_address jsonb,
  quote_id uuid,
  placed_at timestamptz not null,
  -- Stock is held and the payment link is open until then.
  expires_at timestamptz,
  paid_at timestamptz,
  closed_reason text,
  version integer not null default 1,
  primary key (merchant_id, id),
  foreign key (merchant_id, customer_id) references customers (merchant_id, id),
  check (total_minor = items_minor + delivery_minor)
);
create unique index orders_number on orders (merchant_id, order_number);
create unique index orders_public on orders (merchant_id, public_id);
create unique index orders_checkout on orders (merchant_id, checkout_id) where checkout_id is not null and status <> 'cancelled';
create index orders_by_customer on orders (merchant_id, customer_id, id desc);
create index orders_recent on orders (merchant_id, id desc);
create index orders_by_status on orders (merchant_id, status, id desc);
call protect('orders');

create table order_items (
  merchant_id uuid not null,
  order_id uuid not null,
  variant_id uuid not null,
  product_id uuid not null,
  name text not null,
  options text not null default '',
  sku text,
  quantity integer not null check (quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  weight_grams integer,
  position integer not null,
  primary key (merchant_id, order_id, variant_id),
  foreign key (merchant_id, order_id) references orders (merchant_id, id),
  foreign key (merchant_id, variant_id) references variants (merchant_id, id)
);
create index order_items_by_product on order_items (merchant_id, product_id);
call protect('order_items');

create table order_events (
  merchant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  kind text not null,
  detail jsonb not null default '{}',
  actor text not null,
  at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, order_id) references orders (merchant_id, id)
);
create index order_events_by_order on order_events (merchant_id, order_id, id);
call protect('order_events');
revoke update, delete on order_events from parley_app;
