-- The shop window: how a shop shows itself, the host it may answer at, carts of visitors who have not said who they are.

create table storefronts (
  merchant_id uuid primary key references merchants (id),
  -- Colours and short texts; read through a schema.
  look jsonb not null default '{}',
  -- Random name of the re-encoded logo in the blob store.
  logo_blob text,
  updated_at timestamptz not null
);
call protect('storefronts');

-- One host of its own for each shop. It is served while verified; the same host may be claimed by several until one has proved it.
create table shop_domains (
  merchant_id uuid primary key references merchants (id),
  host text not null check (host = lower(host) and length(host) between 4 and 253),
  -- What the owner of the host must show.
  token text not null,
  state text not null default 'waiting' check (state in ('waiting', 'verified', 'failing')),
  failure text,
  checked_at timestamptz,
  -- Since when a verified host has not shown its proof.
  failing_since timestamptz,
  created_at timestamptz not null
);
create unique index shop_domains_served on shop_domains (host) where state = 'verified';
call protect('shop_domains');
call open_to_platform('shop_domains', 'select'); -- a request names only its host; and which hosts are due for a look

-- A cart belongs to a customer or to a visitor: a browser with a random id in a signed cookie.
alter table carts alter column customer_id drop not null;
alter table carts add column visitor_id uuid;
-- The word that brings a visitor's cart into a chat.
alter table carts add column join_code text;
alter table carts drop constraint carts_state_check;
alter table carts add constraint carts_state_check check (state in ('open', 'ordered', 'abandoned', 'joined'));
alter table carts add constraint carts_one_holder check (num_nonnulls(customer_id, visitor_id) = 1);
create unique index carts_one_open_of_visitor on carts (merchant_id, visitor_id) where state = 'open' and visitor_id is not null;
create unique index carts_join_code on carts (merchant_id, join_code) where join_code is not null;
create index carts_of_visitors_by_age on carts (merchant_id, updated_at) where visitor_id is not null;

-- Links from the chat to the web that were opened: each opens once. Swept when they would have ended anyway.
create table used_handoffs (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  expires_at timestamptz not null,
  primary key (merchant_id, id)
);
call protect('used_handoffs');

-- Begun on the web by somebody who is not proved to be the customer: nothing kept about the customer is shown, nothing typed is kept for them.
alter table checkouts add column asks_anew boolean not null default false;
