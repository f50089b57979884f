-- Categories in two levels; products with options; variants are what is sold.
create table categories (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  parent_id uuid,
  name text not null,
  position integer not null default 0,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, parent_id) references categories (merchant_id, id)
);
create unique index categories_name on categories (merchant_id, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), lower(name));
call protect('categories');

create table products (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  -- The merchant's own id (CSV column product_id).
  external_id text,
  name text not null,
  slug text not null,
  description text not null default '',
  category_id uuid not null,
  -- Lowest price of the variants, kept in the same transaction; what lists show and sort by.
  price_minor bigint not null check (price_minor >= 0),
  currency char(3) not null,
  option_names text[] not null default '{}' check (cardinality(option_names) <= 3),
  is_priority boolean not null default false,
  state text not null default 'published' check (state in ('draft','published','archived')),
  weight_grams integer check (weight_grams >= 0),
  barcode text,
  hsn_code text,
  supplier_id text,
  -- name, description, sku and codes, lower case without accents; kept by the store.
  search_text text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, category_id) references categories (merchant_id, id)
);
create unique index products_external_id on products (merchant_id, external_id) where external_id is not null and state <> 'archived';
create unique index products_slug on products (merchant_id, slug);
create index products_by_category on products (merchant_id, category_id, name) where state = 'published';
create index products_listed on products (merchant_id, is_priority desc, name, id) where state = 'published';
create index products_search on products using gin (search_text gin_trgm_ops);
call protect('products');

create table variants (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  product_id uuid not null,
  option_values text[] not null default '{}',
  sku text,
  price_minor bigint not null check (price_minor >= 0),
  weight_grams integer check (weight_grams >= 0),
  -- False until stock is opened: an untracked variant is sold without counting.
  is_tracked boolean not null default false,
  -- For untracked variants: the merchant's own yes or no.
  in_stock boolean not null default true,
  position integer not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, product_id) references products (merchant_id, id)
);
create unique index variants_options on variants (merchant_id, product_id, option_values) where archived_at is null;
create unique index variants_sku on variants (merchant_id, sku) where sku is not null and archived_at is null;
create index variants_by_product on variants (merchant_id, product_id, position);
call protect('variants');

create table product_images (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  product_id uuid not null,
  -- Key in the blob store of the re-encoded original; sizes hang off it.
  blob_key text not null,
  width integer not null,
  height integer not null,
  alt text not null default '',
  position integer not null default 0,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, product_id) references products (merchant_id, id) on delete cascade
);
create index product_images_by_product on product_images (merchant_id, product_id, position);
call protect('product_images');
