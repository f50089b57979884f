-- Roles that cannot bypass row-level security, the helpers that protect tables, and the job queue.
do $$ begin create role parley_app nologin nosuperuser nobypassrls; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role parley_platform nologin nosuperuser nobypassrls; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin execute format('grant parley_app, parley_platform to %I', current_user); exception when others then null; end $$;
grant usage on schema public to parley_app, parley_platform;

create extension if not exists citext;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
create extension if not exists unaccent;

create function current_merchant() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.merchant_id', true), '')::uuid $$;

-- A merchant's table: rows are seen and written by that merchant alone, also by the table's owner.
create procedure protect(table_name text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', table_name);
  execute format('alter table %I force row level security', table_name);
  execute format('create policy merchant_rows on %I for all to parley_app using (merchant_id = (select current_merchant())) with check (merchant_id = (select current_merchant()))', table_name);
  execute format('grant select, insert, update, delete on %I to parley_app', table_name);
end $$;

-- Platform-wide work sees this table too. Say why at each call.
create procedure open_to_platform(table_name text, rights text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', table_name);
  execute format('alter table %I force row level security', table_name);
  execute format('create policy platform_rows on %I for all to parley_platform using (true) with check (true)', table_name);
  execute format('grant %s on %I to parley_platform', rights, table_name);
end $$;

create table jobs (
  id bigint generated always as identity primary key,
  merchant_id uuid,
  queue text not null,
  key text,
  payload jsonb not null,
  run_at timestamptz not null,
  priority smallint not null default 0,
  state smallint not null default 1 check (state in (0, 1, 2)),
  attempts integer not null default 0,
  max_attempts integer not null default 12,
  locked_by text,
  locked_until timestamptz,
  last_error text,
  dedupe text,
  created_at timestamptz not null
);
create unique index jobs_dedupe on jobs (queue, dedupe) where dedupe is not null;
create unique index jobs_one_active_per_lane on jobs (queue, key) where state = 2 and key is not null;
create index jobs_ready on jobs (priority desc, run_at, id) where state = 1;
create index jobs_lane on jobs (queue, key, id) where key is not null;
create index jobs_leases on jobs (locked_until) where state = 2;
call protect('jobs');
call open_to_platform('jobs', 'select, insert, update, delete');
grant usage on all sequences in schema public to parley_app, parley_platform;

create table dead_jobs (
  id bigint primary key,
  merchant_id uuid,
  queue text not null,
  key text,
  payload jsonb not null,
  attempts integer not null,
  last_error text,
  created_at timestamptz not null,
  died_at timestamptz not null
);
create index dead_jobs_by_merchant on dead_jobs (merchant_id, died_at desc);
call protect('dead_jobs');
call open_to_platform('dead_jobs', 'select, insert, delete');

create table job_ticks (name text not null, tick_at timestamptz not null, primary key (name, tick_at));
call open_to_platform('job_ticks', 'select, insert, delete');
