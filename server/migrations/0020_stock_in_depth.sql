-- Ages of the units that moved, so that what comes back is as old as it was; the order whose units they were; changes of purchases; closed places.
-- Of one movement: [[received on, lot or null, units], …], oldest first.
alter table stock_movements add column ages jsonb not null default '[]';
alter table stock_movements add column order_id uuid;
create index stock_movements_by_order on stock_movements (merchant_id, order_id) where order_id is not null;

-- One layer a place, day and lot.
create unique index stock_layers_once on stock_layers (merchant_id, variant_id, location_id, received_on, lot) nulls not distinct;

alter table locations add column archived_at timestamptz;
create unique index locations_name on locations (merchant_id, lower(name)) where archived_at is null;

-- The counter of purchase numbers.
create table purchase_numbers (
  merchant_id uuid not null references merchants (id),
  last integer not null,
  primary key (merchant_id)
);
call protect('purchase_numbers');

-- What went back to the supplier and which bills changed; movements and entries name these as their cause.
create table purchase_changes (
  merchant_id uuid not null,
  id uuid not null,
  purchase_id uuid not null,
  kind text not null check (kind in ('return','correction')),
  -- By line of the purchase: [{position, quantity, unit_cost_minor, value_minor}]
  lines jsonb not null,
  tax_minor bigint not null default 0,
  note text,
  actor text not null,
  at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, purchase_id) references purchases (merchant_id, id)
);
create index purchase_changes_of on purchase_changes (merchant_id, purchase_id, id);
call protect('purchase_changes');
revoke update, delete on purchase_changes from parley_app;
