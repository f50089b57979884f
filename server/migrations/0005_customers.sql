-- Customers, every key they are known by, their addresses.
create table customers (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  name text,
  username text,
  email citext,
  language text,
  -- null: never asked · true/false: what they last said (STOP/START).
  wants_marketing boolean,
  wants_marketing_at timestamptz,
  created_at timestamptz not null,
  primary key (merchant_id, id)
);
call protect('customers');

create table customer_identities (
  merchant_id uuid not null,
  kind text not null check (kind in ('phone','scoped_id')),
  -- Digits with country code, or the service's business-scoped id.
  value text not null,
  customer_id uuid not null,
  -- The one to write to; an alias (Brazil's ninth digit, an old number) is kept for recognition only.
  is_primary boolean not null default true,
  created_at timestamptz not null,
  primary key (merchant_id, kind, value),
  foreign key (merchant_id, customer_id) references customers (merchant_id, id)
);
create index customer_identities_by_customer on customer_identities (merchant_id, customer_id);
call protect('customer_identities');

create table customer_addresses (
  merchant_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  address jsonb not null,
  last_used_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, customer_id) references customers (merchant_id, id)
);
create index customer_addresses_recent on customer_addresses (merchant_id, customer_id, last_used_at desc);
call protect('customer_addresses');
