-- Stock as an append-only ledger of movements, a running level per variant and place, and holds that expire.
create table locations (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  name text not null,
  is_default boolean not null default false,
  created_at timestamptz not null,
  primary key (merchant_id, id)
);
create unique index locations_default on locations (merchant_id) where is_default;
call protect('locations');

create table stock_levels (
  merchant_id uuid not null,
  variant_id uuid not null,
  location_id uuid not null,
  on_hand integer not null default 0 check (on_hand >= 0),
  held integer not null default 0 check (held >= 0 and held <= on_hand),
  -- Running value of what is on hand, minor units (costs come with the books).
  value_minor bigint not null default 0 check (value_minor >= 0),
  primary key (merchant_id, variant_id, location_id),
  foreign key (merchant_id, variant_id) references variants (merchant_id, id),
  foreign key (merchant_id, location_id) references locations (merchant_id, id)
);
call protect('stock_levels');

create table stock_movements (
  merchant_id uuid not null,
  id uuid not null,
  variant_id uuid not null,
  location_id uuid not null,
  quantity integer not null check (quantity <> 0),
  reason text not null check (reason in ('opening','adjustment','sale','sale_cancelled','return','purchase','purchase_return','write_off','count','transfer')),
  note text,
  unit_cost_minor bigint,
  value_minor bigint not null default 0,
  -- What caused it; the same cause moves a variant once.
  cause_kind text not null,
  cause_id text not null,
  actor text not null,
  at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, variant_id) references variants (merchant_id, id),
  foreign key (merchant_id, location_id) references locations (merchant_id, id)
);
create unique index stock_movements_cause on stock_movements (merchant_id, cause_kind, cause_id, variant_id, location_id, reason);
create index stock_movements_by_variant on stock_movements (merchant_id, variant_id, id desc);
call protect('stock_movements');
revoke update, delete on stock_movements from parley_app;

create table stock_holds (
  merchant_id uuid not null,
  id uuid not null,
  -- What it is held for, e.g. order / its id.
  cause_kind text not null,
  cause_id uuid not null,
  variant_id uuid not null,
  location_id uuid not null,
  quantity integer not null check (quantity > 0),
  state text not null check (state in ('active','released','consumed')),
  expires_at timestamptz not null,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, variant_id, location_id) references stock_levels (merchant_id, variant_id, location_id)
);
create unique index stock_holds_cause on stock_holds (merchant_id, cause_kind, cause_id, variant_id, location_id);
create index stock_holds_expiring on stock_holds (merchant_id, expires_at) where state = 'active';
call protect('stock_holds');
