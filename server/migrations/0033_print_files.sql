-- Files to print: which chat they came in by, and what an agent checks after it has downloaded the pages. Products that nobody sees.
alter table print_files add column thread_id uuid;
-- SHA-256 and length of what is printed.
alter table print_files add column print_hash text;
alter table print_files add column print_bytes bigint;
create index print_files_by_source on print_files (merchant_id, source_blob) where wiped_at is null;
create index print_files_unwiped on print_files (merchant_id, id) where wiped_at is null;
call open_to_platform('print_files', 'select'); -- which merchants have files past their time

-- What printing sells: a product that stands in orders and books, and on no shelf.
alter table print_settings add column product_id uuid;
alter table products drop constraint products_state_check;
alter table products add constraint products_state_check check (state in ('draft','published','archived','hidden'));
create index print_jobs_by_code on print_jobs (merchant_id, pickup_code);
