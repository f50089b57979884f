-- What staff write down on an order for each other.
alter table orders add column note text;
