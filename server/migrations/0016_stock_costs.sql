-- Purchases with lots for ageing, their returns and corrections, counts and transfers; the movements' own hash chain.
create table purchases (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  number text not null,
  supplier text not null,
  reference text,
  location_id uuid not null,
  currency char(3) not null,
  total_minor bigint not null check (total_minor >= 0),
  tax_minor bigint not null default 0 check (tax_minor >= 0),
  received_on date not null,
  note text,
  actor text not null,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, location_id) references locations (merchant_id, id)
);
create unique index purchases_number on purchases (merchant_id, number);
create index purchases_recent on purchases (merchant_id, id desc);
call protect('purchases');

create table purchase_lines (
  merchant_id uuid not null,
  purchase_id uuid not null,
  position smallint not null,
  variant_id uuid not null,
  quantity integer not null check (quantity > 0),
  unit_cost_minor bigint not null check (unit_cost_minor >= 0),
  -- Changed by late bills; what the ledger carries is the sum of the movements.
  billed_unit_cost_minor bigint not null check (billed_unit_cost_minor >= 0),
  returned_quantity integer not null default 0 check (returned_quantity >= 0 and returned_quantity <= quantity),
  lot text,
  primary key (merchant_id, purchase_id, position),
  foreign key (merchant_id, purchase_id) references purchases (merchant_id, id),
  foreign key (merchant_id, variant_id) references variants (merchant_id, id)
);
create index purchase_lines_by_variant on purchase_lines (merchant_id, variant_id);
call protect('purchase_lines');

-- Layers by age, first in first out, for ageing only: value follows the running total, age follows the layer.
create table stock_layers (
  merchant_id uuid not null,
  id uuid not null,
  variant_id uuid not null,
  location_id uuid not null,
  received_on date not null,
  lot text,
  quantity integer not null check (quantity >= 0),
  primary key (merchant_id, id),
  foreign key (merchant_id, variant_id) references variants (merchant_id, id),
  foreign key (merchant_id, location_id) references locations (merchant_id, id)
);
create index stock_layers_open on stock_layers (merchant_id, variant_id, location_id, received_on, id) where quantity > 0;
call protect('stock_layers');

alter table stock_movements drop constraint stock_movements_quantity_check;
alter table stock_movements drop constraint stock_movements_reason_check;
-- A correction of a bill moves value and no units.
alter table stock_movements add constraint stock_movements_moves check (quantity <> 0 or value_minor <> 0);
alter table stock_movements add constraint stock_movements_reason_check check (reason in
  ('opening','adjustment','sale','sale_cancelled','return','purchase','purchase_return','purchase_correction','write_off','count','transfer'));
alter table stock_movements add column number bigint;
alter table stock_movements add column hash bytea;
create unique index stock_movements_number on stock_movements (merchant_id, number) where number is not null;

create table movement_heads (
  merchant_id uuid not null references merchants (id),
  last_number bigint not null,
  last_hash bytea not null,
  primary key (merchant_id)
);
call protect('movement_heads');
