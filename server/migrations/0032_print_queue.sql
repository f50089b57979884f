-- The queue at work: which printer a job is meant for, when it may be tried again, and agents that carry an API key like every program.
alter table print_jobs
  -- Meant for this printer alone; null: for any that can.
  add column pinned_printer_id uuid,
  -- A failed try rests until then.
  add column not_before timestamptz,
  -- Staff or the customer want it stopped while pages may be coming out.
  add column cancel_asked_at timestamptz,
  -- Sides that came out, as far as the agent has said.
  add column pages_out integer not null default 0 check (pages_out >= 0),
  -- What is printed where it is not the file as it stands: grey pages made grey, several on a sheet.
  add column sheet_blob text,
  add column sheet_hash text,
  add column sheet_bytes bigint,
  add foreign key (merchant_id, pinned_printer_id) references printers (merchant_id, id);
drop index print_jobs_queue;
create index print_jobs_queue on print_jobs (merchant_id, is_rush desc, queue_position, position, id) where state = 'queued';
create index print_jobs_pinned on print_jobs (merchant_id, pinned_printer_id) where state = 'queued';
create index print_jobs_by_printer on print_jobs (merchant_id, printer_id, id desc);

alter table printers
  -- By staff: it gets no jobs.
  add column is_paused boolean not null default false,
  -- What staff say of it; over what its agent says.
  add column abilities_set jsonb not null default '{}',
  -- The trouble that was told last, until it is over: offline, paper_out, jammed, error.
  add column alert text,
  add column alert_at timestamptz;

-- An agent's key is an API key with the scopes of printing.
alter table print_agents drop column key_hash;
alter table print_agents add column api_key_id uuid not null;
alter table print_agents add foreign key (merchant_id, api_key_id) references api_keys (merchant_id, id);
create unique index print_agents_key on print_agents (merchant_id, api_key_id);
drop policy platform_rows on print_agents;
revoke select on print_agents from parley_platform;
alter table print_pairings add column created_by uuid not null;
alter table print_pairings add foreign key (merchant_id, created_by) references staff (merchant_id, id);
alter table print_pairings add foreign key (merchant_id, agent_id) references print_agents (merchant_id, id);
