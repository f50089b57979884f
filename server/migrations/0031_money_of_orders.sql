-- How a checkout will be paid, what a courier asks of the shop, and what an order gave back as credit.
alter table checkouts add column payment_method text not null default 'prepaid' check (payment_method in ('prepaid','cod'));
-- The courier's own price, also where the shop's rule sets what the customer pays.
alter table delivery_quotes add column cost_minor bigint check (cost_minor >= 0);
-- What this parcel costs the shop by that quote; null where nobody said.
alter table shipments add column freight_minor bigint check (freight_minor >= 0);
alter table shipments add column currency char(3);

-- Credit notes as the books know them: what of a sale was given up, once for each cause.
create table order_credits (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  order_id uuid not null,
  cause text not null,
  amount_minor bigint not null check (amount_minor > 0),
  tax_minor bigint not null check (tax_minor >= 0),
  -- [{name, rate_bp, tax_minor}]: what of each tax of the order it gives back.
  taxes jsonb not null,
  reason text not null,
  actor text not null,
  created_at timestamptz not null,
  -- Taken back when the whole order was cancelled.
  reversed_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, order_id) references orders (merchant_id, id)
);
create unique index order_credits_cause on order_credits (merchant_id, order_id, cause);
call protect('order_credits');
