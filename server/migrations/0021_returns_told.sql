-- What a return keeps of the sale it undoes, the merchant's count of returns, and what happened to each.
alter table returns add column order_number text not null;
alter table returns add column currency char(3) not null;
-- What the shop told the customer with its decision.
alter table returns add column message text not null default '';
-- gateway: the way it was paid · hand: staff pay it out · balance: nothing had been paid, so less is owed.
alter table returns add column refund_by text check (refund_by in ('gateway','hand','balance'));

alter table return_lines add column position smallint not null;
alter table return_lines add column name text not null;
alter table return_lines add column options text not null default '';
-- The whole line as it was sold: units, what was paid for them (tax in, discount off), and the taxes in it by name.
alter table return_lines add column sold_quantity integer not null check (sold_quantity > 0);
alter table return_lines add column sold_minor bigint not null check (sold_minor >= 0);
alter table return_lines add column sold_taxes jsonb not null default '[]';
-- Units that were credited on this line before this return was; set when it is credited.
alter table return_lines add column credited_before integer;
alter table return_lines add constraint return_lines_within_sale check (quantity <= sold_quantity);

-- The counter of return numbers; its lock lets one return of a merchant be asked at a time.
create table return_numbers (
  merchant_id uuid not null references merchants (id),
  last integer not null,
  primary key (merchant_id)
);
call protect('return_numbers');

create table return_events (
  merchant_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  kind text not null,
  detail jsonb not null default '{}',
  actor text not null,
  at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, return_id) references returns (merchant_id, id)
);
create index return_events_by_return on return_events (merchant_id, return_id, id);
call protect('return_events');
revoke update, delete on return_events from parley_app;
