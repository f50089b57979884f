-- What was put into a merchant's WhatsApp catalogue, batch by batch, and how their side differed when it was last compared.
create table catalogue_states (
  merchant_id uuid primary key references merchants (id),
  -- Null: no catalogue is connected (any more).
  catalog_id text,
  -- merchants.catalog_version when the differences were last worked out; null: never, or to be done again whatever the version.
  planned_version bigint,
  rotated_at timestamptz,
  -- When their side last took a batch.
  pushed_at timestamptz,
  compared_at timestamptz,
  -- Why nothing moves now; how often in a row; nobody tries by itself before retry_at.
  failure text,
  failures integer not null default 0,
  retry_at timestamptz,
  updated_at timestamptz not null
);
call protect('catalogue_states');
call open_to_platform('catalogue_states', 'select'); -- the watch finds whose catalogue is behind

-- Asked of their side and not yet answered for, or how that ended.
create table catalogue_batches (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  -- Theirs, as soon as they answered.
  handle text,
  -- leaving: about to be sent, or nobody knows whether it was · sent: their side works on it.
  state text not null check (state in ('leaving', 'sent', 'done', 'lost')),
  size integer not null check (size > 0),
  refused integer not null default 0,
  checks integer not null default 0,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (merchant_id, id)
);
create index catalogue_batches_open on catalogue_batches (merchant_id, id) where state in ('leaving', 'sent');
call protect('catalogue_batches');

-- One variant that is, or shall be, in their catalogue; its id there is the variant's.
create table catalogue_items (
  merchant_id uuid not null,
  variant_id uuid not null,
  product_id uuid not null,
  -- False: it shall be taken out; the row goes once they confirmed.
  is_wanted boolean not null,
  -- Of what they shall have.
  digest text not null,
  in_stock boolean not null,
  -- pending: to be sent · sending: in an open batch · taken: they confirmed it · refused: they said no, with a problem.
  state text not null check (state in ('pending', 'sending', 'taken', 'refused')),
  -- They had it at some time.
  was_taken boolean not null default false,
  batch_id uuid,
  problem text,
  -- Their own look at it, as their list last said; null: not seen there yet.
  review text check (review in ('pending', 'approved', 'rejected')),
  updated_at timestamptz not null,
  primary key (merchant_id, variant_id),
  foreign key (merchant_id, variant_id) references variants (merchant_id, id),
  foreign key (merchant_id, batch_id) references catalogue_batches (merchant_id, id)
);
create index catalogue_items_open on catalogue_items (merchant_id, state, variant_id) where state <> 'taken';
create index catalogue_items_by_product on catalogue_items (merchant_id, product_id);
create index catalogue_items_by_batch on catalogue_items (merchant_id, batch_id) where batch_id is not null;
call protect('catalogue_items');

-- The last comparison: one row a product that is missing there or too much there, one a field that differs.
create table catalogue_drift (
  merchant_id uuid not null references merchants (id),
  retailer_id text not null,
  -- Empty for what is missing or too much.
  field text not null,
  kind text not null check (kind in ('missing', 'surplus', 'differs')),
  name text not null,
  product_id uuid,
  ours text,
  theirs text,
  primary key (merchant_id, retailer_id, field)
);
call protect('catalogue_drift');
