-- The print shop: files, what customers want of them, printers with the agents that serve them, and the queue of jobs.
create table print_settings (
  merchant_id uuid not null references merchants (id),
  -- Prices, papers, minimum, rush, hold, retention; read through the schema of the contract.
  settings jsonb not null default '{}',
  version integer not null default 1,
  primary key (merchant_id)
);
call protect('print_settings');

-- One row a file that a customer sent; its bytes lie in the blob store under their hash, shared by equal files of one merchant.
create table print_files (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  customer_id uuid not null,
  -- As the customer named it; shown, never used as a path.
  name text not null,
  source_kind text check (source_kind in ('pdf','word','jpeg','png','webp','heic','text')),
  size_bytes bigint,
  -- SHA-256 of what was sent, in hex.
  content_hash text,
  -- What is printed: always a PDF.
  print_blob text,
  source_blob text,
  preview_blob text,
  page_count integer check (page_count > 0),
  -- Width and height of the first page in points.
  page_width numeric,
  page_height numeric,
  state text not null check (state in ('arriving','checking','ready','refused','wiped')),
  refusal text,
  warning text,
  created_at timestamptz not null,
  checked_at timestamptz,
  wipe_after timestamptz,
  wiped_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, customer_id) references customers (merchant_id, id)
);
create index print_files_by_customer on print_files (merchant_id, customer_id, id desc);
create index print_files_by_hash on print_files (merchant_id, content_hash);
create index print_files_to_wipe on print_files (merchant_id, wipe_after) where wiped_at is null;
call protect('print_files');

create table printers (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  name text not null check (name ~ '^[^[:cntrl:]]{1,120}$'),
  -- {color, duplex, papers: [...], pages_per_minute}
  abilities jsonb not null default '{}',
  state text not null default 'offline' check (state in ('ready','printing','paused','paper_out','jammed','error','offline')),
  state_detail text,
  last_seen_at timestamptz,
  -- Grows with every page that came out.
  pages_printed bigint not null default 0,
  jobs_printed bigint not null default 0,
  removed_at timestamptz,
  created_at timestamptz not null,
  primary key (merchant_id, id)
);
create unique index printers_name on printers (merchant_id, lower(name)) where removed_at is null;
call protect('printers');

-- A paired program at the shop's PC. Its key is kept as a digest.
create table print_agents (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  name text not null,
  key_hash text not null,
  version text,
  paired_at timestamptz not null,
  last_seen_at timestamptz,
  revoked_at timestamptz,
  primary key (merchant_id, id)
);
create unique index print_agents_key on print_agents (key_hash);
call protect('print_agents');
call open_to_platform('print_agents', 'select'); -- a request names no merchant, only the key

-- A code shown on the dashboard, typed (or shown) at the PC: six signs, minutes, one use.
create table print_pairings (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  code_hash text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  agent_id uuid,
  created_at timestamptz not null,
  primary key (merchant_id, id)
);
create unique index print_pairings_code on print_pairings (code_hash);
call protect('print_pairings');
call open_to_platform('print_pairings', 'select'); -- the PC that pairs knows no merchant yet

-- What an order prints: one row a file of the order, in the order in which it is to come out.
create table print_jobs (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  order_id uuid not null,
  file_id uuid not null,
  position integer not null,
  -- {mode, color_pages, copies, paper, sides, pages_per_sheet, note}
  ticket jsonb not null,
  -- Pages that come out of the printer's engine: for counters and for the bill.
  printed_sides integer not null check (printed_sides > 0),
  sheets integer not null check (sheets > 0),
  needs_color boolean not null,
  is_rush boolean not null default false,
  state text not null check (state in ('waiting','held','queued','printing','printed','failed','unknown','cancelled')),
  -- First paid, first printed; rush before the others.
  queue_position bigint,
  printer_id uuid,
  attempt integer not null default 0,
  -- The claim that may report: another one is refused.
  lease_id uuid,
  lease_agent_id uuid,
  leased_until timestamptz,
  failure text,
  pickup_code text not null,
  reprint_of uuid,
  reprint_reason text,
  created_at timestamptz not null,
  queued_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, order_id) references orders (merchant_id, id),
  foreign key (merchant_id, file_id) references print_files (merchant_id, id),
  foreign key (merchant_id, printer_id) references printers (merchant_id, id)
);
create unique index print_jobs_once on print_jobs (merchant_id, order_id, position) where reprint_of is null;
create index print_jobs_queue on print_jobs (merchant_id, is_rush desc, queue_position) where state = 'queued';
create unique index print_jobs_one_at_a_printer on print_jobs (merchant_id, printer_id) where state in ('printing','unknown');
create index print_jobs_by_order on print_jobs (merchant_id, order_id);
create index print_jobs_recent on print_jobs (merchant_id, id desc);
create index print_jobs_leases on print_jobs (merchant_id, leased_until) where state = 'printing';
call protect('print_jobs');
create sequence print_queue_positions;
grant usage on sequence print_queue_positions to parley_app;

create table print_job_events (
  merchant_id uuid not null,
  id uuid not null,
  job_id uuid not null,
  at timestamptz not null,
  kind text not null,
  -- 'agent:<id>', 'staff:<id>', 'system', 'customer'
  actor text not null,
  detail jsonb not null default '{}',
  primary key (merchant_id, id),
  foreign key (merchant_id, job_id) references print_jobs (merchant_id, id)
);
create index print_job_events_of_job on print_job_events (merchant_id, job_id, id);
call protect('print_job_events');
