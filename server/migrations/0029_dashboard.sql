-- What staff keep about a customer, every word on consent, and what the dashboard's lists are found by.
alter table customers add column note text;
alter table customers add column labels text[] not null default '{}';
-- Name, keys and addresses are gone; what the books need of the orders stays.
alter table customers add column erased_at timestamptz;
create index customers_newest on customers (merchant_id, created_at desc, id desc);

-- Who said what about being written to, and how we know. Rows are added, never changed.
create table customer_consents (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  customer_id uuid not null,
  wants_marketing boolean not null,
  -- chat, counter, phone, form, mail …
  source text not null,
  note text not null default '',
  actor text not null,
  at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, customer_id) references customers (merchant_id, id)
);
create index customer_consents_by_customer on customer_consents (merchant_id, customer_id, id desc);
call protect('customer_consents');

create index orders_placed on orders (merchant_id, placed_at desc);
create index orders_paid on orders (merchant_id, paid_at) where paid_at is not null;
create index jobs_by_merchant on jobs (merchant_id, id desc) where merchant_id is not null;
create index threads_waiting on threads (merchant_id, last_inbound_at) where mode = 'waiting';
