-- Payment links, payments (unique on the gateway's own id), refunds; shipments and what the courier said.
create table payment_links (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  order_id uuid not null,
  gateway text not null,
  -- Our id at the gateway; unique there.
  reference text not null,
  provider_link_id text,
  url text,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  state text not null check (state in ('asked','open','paid','expired','cancelled','failed')),
  detail text,
  expires_at timestamptz not null,
  checked_at timestamptz,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, order_id) references orders (merchant_id, id)
);
create unique index payment_links_reference on payment_links (gateway, reference);
create unique index payment_links_provider on payment_links (merchant_id, gateway, provider_link_id) where provider_link_id is not null;
create index payment_links_by_order on payment_links (merchant_id, order_id, id desc);
create index payment_links_open on payment_links (merchant_id, state, id) where state in ('asked','open');
call protect('payment_links');
call open_to_platform('payment_links', 'select'); -- a webhook without a slug finds its merchant by link id

create table payments (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  order_id uuid not null,
  link_id uuid not null,
  gateway text not null,
  provider_payment_id text not null,
  amount_minor bigint not null,
  currency char(3) not null,
  fee_minor bigint,
  fee_tax_minor bigint,
  method text,
  -- settled: pays its order · late: settled after the link had closed · excess: a second payment, refunded ·
  -- mismatch: other amount or currency, refunded · unfillable: no stock left, refunded.
  verdict text not null check (verdict in ('settled','late','excess','mismatch','unfillable')),
  captured_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, order_id) references orders (merchant_id, id),
  foreign key (merchant_id, link_id) references payment_links (merchant_id, id)
);
create unique index payments_provider on payments (merchant_id, gateway, provider_payment_id);
create unique index payments_one_per_order on payments (merchant_id, order_id) where verdict in ('settled','late');
create index payments_by_order on payments (merchant_id, order_id);
call protect('payments');
call open_to_platform('payments', 'select'); -- refund webhooks name only the payment

create table refunds (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  payment_id uuid not null,
  order_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  reason text not null,
  -- The same reason for the same payment refunds once.
  cause text not null,
  state text not null check (state in ('asked','pending','processed','failed')),
  provider_refund_id text,
  detail text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, payment_id) references payments (merchant_id, id)
);
create unique index refunds_cause on refunds (merchant_id, payment_id, cause);
create unique index refunds_provider on refunds (merchant_id, provider_refund_id) where provider_refund_id is not null;
create index refunds_by_order on refunds (merchant_id, order_id);
create index refunds_unfinished on refunds (merchant_id, state, id) where state in ('asked','pending');
call protect('refunds');

create table shipments (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  order_id uuid not null,
  courier text not null,
  state text not null check (state in ('asked','created','pickup_problem','in_transit','out_for_delivery','attempt_failed','delivered','returning','returned','cancelled','lost','failed')),
  reference text not null,
  provider_order_id text,
  provider_shipment_id text,
  awb text,
  courier_id text,
  courier_name text,
  tracking_url text,
  label_url text,
  estimated_on text,
  detail text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, order_id) references orders (merchant_id, id)
);
create unique index shipments_reference on shipments (merchant_id, courier, reference);
create unique index shipments_awb on shipments (merchant_id, courier, awb) where awb is not null;
create index shipments_by_order on shipments (merchant_id, order_id);
create index shipments_moving on shipments (merchant_id, state) where state not in ('delivered','returned','cancelled','lost','failed');
call protect('shipments');
call open_to_platform('shipments', 'select'); -- a tracking webhook without a slug finds its merchant by AWB

create table shipment_events (
  merchant_id uuid not null,
  id uuid not null,
  shipment_id uuid not null,
  dedupe text not null,
  state text not null,
  provider_status text not null,
  place text,
  at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, shipment_id) references shipments (merchant_id, id)
);
create unique index shipment_events_dedupe on shipment_events (merchant_id, shipment_id, dedupe);
call protect('shipment_events');
