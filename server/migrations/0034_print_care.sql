-- The print shop looked after: troubles that staff are told of, pages that were handed over, and indexes for the board.
create table print_troubles (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  -- printer: it is silent or in need · unprintable: jobs wait that no printer can print · question: nobody says whether a job came out
  kind text not null check (kind in ('printer','unprintable','question')),
  -- The printer or the job; the merchant's own id where it is about all of them.
  subject_id uuid not null,
  trouble text not null,
  began_at timestamptz not null,
  -- It looks over since then; a blip begins it anew.
  calm_since timestamptz,
  -- Staff were mailed about it · they were mailed that it is over.
  told_at timestamptz,
  recovery_told_at timestamptz,
  over_at timestamptz,
  primary key (merchant_id, id)
);
-- One trouble at a time with one thing: this is what makes its mails go out once.
create unique index print_troubles_open on print_troubles (merchant_id, kind, subject_id) where over_at is null;
create index print_troubles_told on print_troubles (merchant_id, kind, subject_id, told_at) where told_at is not null;
call protect('print_troubles');

alter table print_jobs
  add column handed_over_at timestamptz,
  -- As in events: `staff:<id>`, `system`.
  add column handed_over_by text;
-- Whoever migrates may be under row security too.
alter table print_jobs no force row level security;
alter table orders no force row level security;
alter table order_events no force row level security;
update print_jobs j set handed_over_at = e.at, handed_over_by = e.actor
  from orders o
  join lateral (select at, actor from order_events x where x.merchant_id = o.merchant_id and x.order_id = o.id
    and x.kind = 'order.delivered' order by x.id desc limit 1) e on true
  where o.merchant_id = j.merchant_id and o.id = j.order_id and o.status = 'delivered' and j.state = 'printed';
alter table print_jobs force row level security;
alter table orders force row level security;
alter table order_events force row level security;

create index print_jobs_by_state on print_jobs (merchant_id, state, id desc);
create index print_jobs_to_pick_up on print_jobs (merchant_id, id desc) where state = 'printed' and handed_over_at is null;
create index print_jobs_by_file on print_jobs (merchant_id, file_id);
-- What went into a shop's hands: counted by the day it ended on.
create index print_jobs_ended on print_jobs (merchant_id, ended_at) where ended_at is not null;
