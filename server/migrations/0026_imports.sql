-- Imports of products with their progress and refusals, the pictures they ask for, and what bulk actions changed, so that they can be undone.
create table product_imports (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  state text not null check (state in ('running','done','failed')),
  -- The file as it was read, in UTF-8; null once it is not needed any more.
  blob_key text,
  file_name text not null default '',
  format text not null check (format in ('parley','shopify','woocommerce')),
  -- {mapping: {our column: their header}, delimiter}
  settings jsonb not null,
  is_dry_run boolean not null default false,
  rows_total integer not null,
  rows_done integer not null default 0,
  products_total integer not null,
  -- Where the next batch begins: products are taken in the order in which they are whole.
  products_done integer not null default 0,
  products_added integer not null default 0,
  products_updated integer not null default 0,
  products_refused integer not null default 0,
  failure text,
  actor_kind text not null,
  actor_id text,
  request_id text,
  -- Idempotency-Key: who asked, where, with which body.
  asked_by text,
  asked_key text,
  asked_route text,
  asked_hash text,
  created_at timestamptz not null,
  worked_at timestamptz not null,
  finished_at timestamptz,
  primary key (merchant_id, id)
);
create unique index product_imports_asked on product_imports (merchant_id, asked_by, asked_key) where asked_key is not null;
call protect('product_imports');

create table product_import_refusals (
  merchant_id uuid not null,
  import_id uuid not null,
  -- As a spreadsheet counts: the headers are row 1.
  row_number integer not null,
  position integer not null,
  column_name text not null,
  message text not null,
  primary key (merchant_id, import_id, row_number, position),
  foreign key (merchant_id, import_id) references product_imports (merchant_id, id) on delete cascade
);
call protect('product_import_refusals');

-- One row a product and address: an address that was fetched is not fetched again.
create table product_picture_fetches (
  merchant_id uuid not null,
  product_id uuid not null,
  url text not null,
  state text not null check (state in ('waiting','done','failed')),
  failure text,
  -- The first of the product goes before the pictures it has.
  is_main boolean not null,
  lane smallint not null,
  attempts integer not null default 0,
  import_id uuid,
  at timestamptz not null,
  primary key (merchant_id, product_id, url),
  foreign key (merchant_id, product_id) references products (merchant_id, id)
);
create index product_picture_fetches_waiting on product_picture_fetches (merchant_id, lane, at, product_id) where state = 'waiting';
create index product_picture_fetches_of on product_picture_fetches (merchant_id, import_id);
call protect('product_picture_fetches');

create table product_bulk_changes (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  action text not null,
  -- What was and what was made of it, by product: undoing touches only what still is as it was left.
  changes jsonb not null,
  actor text not null,
  at timestamptz not null,
  undone_at timestamptz,
  primary key (merchant_id, id)
);
call protect('product_bulk_changes');
