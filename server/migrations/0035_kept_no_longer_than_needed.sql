-- What was lost on its way is looked for at the service, and what has been read is not kept for ever.

-- How far a service's own list of messages has been read, where a lost notice is not sent again.
create table message_catch_ups (
  merchant_id uuid not null references merchants (id),
  provider text not null,
  -- Ours at the service: another number begins anew.
  channel_address text not null,
  caught_up_until timestamptz not null,
  primary key (merchant_id, provider, channel_address)
);
call protect('message_catch_ups');

-- When the service was last asked what became of a message nobody told about.
alter table outbound_messages add column status_asked_at timestamptz;
create index outbound_messages_untold on outbound_messages (merchant_id, sent_at) where state in ('accepted','sent') and provider_message_id is not null;

-- The body is gone; that it came, and its key, stay, so that a repeat is still known.
alter table webhook_events add column wiped_at timestamptz;
create index webhook_events_bodies_by_age on webhook_events (received_at) where wiped_at is null;
create index webhook_events_bodies on webhook_events (merchant_id, id) where wiped_at is null;

-- Jobs nobody mended.
create index dead_jobs_by_age on dead_jobs (died_at);
