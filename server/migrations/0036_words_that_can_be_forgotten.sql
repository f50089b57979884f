-- What somebody gave as a reason, and what they were told, stands in the steps of orders and returns: when the person is erased it goes,
-- the step stays.
grant update (detail) on return_events to parley_app;
grant update (detail) on order_events to parley_app;

-- The audit log is never changed by the program, so words of people are no longer written there; those of orders and returns were.
alter table audit_log no force row level security;
update audit_log set after = case when after ? 'request' then jsonb_set(after, '{request}', (after -> 'request') - 'reason' - 'message' - 'note')
    else after - 'reason' - 'message' end
  where subject_kind in ('return','order') and jsonb_typeof(after) = 'object' and (after ?| array['reason','message'] or jsonb_typeof(after -> 'request') = 'object');
alter table audit_log force row level security;
