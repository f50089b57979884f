-- Lookups of the sales, margin and receivables reports.
create index journal_entries_of_orders_by_date on journal_entries (merchant_id, entry_date) include (cause_kind, order_id) where order_id is not null;
create index orders_unpaid on orders (merchant_id, id) where payment_status = 'unpaid' and status not in ('pending', 'cancelled');
create index orders_cash_with_courier on orders (merchant_id, id) where cod_collected_at is not null and cod_remitted_at is null;
