-- How a checkout will be paid, and what a courier asks of the shop.
alter table checkouts add column payment_method text not null default 'prepaid' check (payment_method in ('prepaid','cod'));
-- The courier's own price, also where the shop's rule sets what the customer pays.
alter table delivery_quotes add column cost_minor bigint check (cost_minor >= 0);
-- What this parcel costs the shop by that quote; null where nobody said.
alter table shipments add column freight_minor bigint check (freight_minor >= 0);
alter table shipments add column currency char(3);
