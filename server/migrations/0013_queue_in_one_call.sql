-- Enqueueing and finishing take a lane's lock and then look: two or three statements that must be apart, so that each sees what the lock
-- waited for. Inside a volatile function they still are, and the program asks once.
create function enqueue_job(p_merchant uuid, p_queue text, p_key text, p_payload jsonb, p_run_at timestamptz, p_priority smallint,
  p_max_attempts integer, p_dedupe text, p_at timestamptz) returns void language plpgsql volatile as $$
declare
  ahead boolean := false;
begin
  if p_key is not null then
    perform pg_advisory_xact_lock(hashtextextended(coalesce(p_merchant::text, '') || chr(10) || p_queue || chr(10) || p_key, 0));
    if p_merchant is null then
      ahead := exists (select 1 from jobs where merchant_id is null and queue = p_queue and key = p_key);
    else
      ahead := exists (select 1 from jobs where merchant_id = p_merchant and queue = p_queue and key = p_key);
    end if;
  end if;
  insert into jobs (merchant_id, queue, key, payload, run_at, priority, state, max_attempts, dedupe, created_at)
  values (p_merchant, p_queue, p_key, p_payload, p_run_at, p_priority, case when ahead then 0 else 1 end, p_max_attempts, p_dedupe, p_at)
  on conflict (merchant_id, queue, dedupe) where dedupe is not null do nothing;
end $$;

-- False when the lease was lost; then nothing was changed.
create function finish_job(p_id bigint, p_worker text, p_merchant uuid, p_queue text, p_key text) returns boolean language plpgsql volatile as $$
begin
  if p_key is not null then
    perform pg_advisory_xact_lock(hashtextextended(coalesce(p_merchant::text, '') || chr(10) || p_queue || chr(10) || p_key, 0));
  end if;
  delete from jobs where id = p_id and state = 2 and locked_by = p_worker;
  if not found then return false; end if;
  if p_key is null then return true; end if;
  if p_merchant is null then
    update jobs set state = 1 where id = (
      select id from jobs where merchant_id is null and queue = p_queue and key = p_key order by id limit 1) and state = 0;
  else
    update jobs set state = 1 where id = (
      select id from jobs where merchant_id = p_merchant and queue = p_queue and key = p_key order by id limit 1) and state = 0;
  end if;
  return true;
end $$;
