-- Raw webhooks, threads with their dialog state, messages both ways, staff notes.
create table webhook_events (
  id bigint generated always as identity primary key,
  merchant_id uuid references merchants (id),
  provider text not null,
  -- The provider's own event id, or the hash of the body.
  dedupe text not null,
  body bytea not null,
  headers jsonb not null,
  state text not null default 'stored' check (state in ('stored','read','waiting','unreadable')),
  detail text,
  received_at timestamptz not null,
  read_at timestamptz
);
create unique index webhook_events_dedupe on webhook_events (provider, merchant_id, dedupe);
create index webhook_events_waiting on webhook_events (merchant_id, provider, id) where state = 'waiting';
create index webhook_events_by_age on webhook_events (received_at);
call protect('webhook_events');
call open_to_platform('webhook_events', 'select, insert, update, delete'); -- the doors write before a merchant acts

create table threads (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  customer_id uuid not null,
  provider text not null,
  channel_address text not null,
  mode text not null default 'bot' check (mode in ('bot','waiting','human')),
  assigned_to uuid,
  muted_until timestamptz,
  -- {dialog, version, step, data}
  dialog jsonb,
  failures integer not null default 0,
  -- Opens the 24-hour window.
  last_inbound_at timestamptz,
  last_message_at timestamptz,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, customer_id) references customers (merchant_id, id)
);
create unique index threads_one_per_channel on threads (merchant_id, customer_id, provider, channel_address);
create index threads_recent on threads (merchant_id, last_message_at desc);
call protect('threads');

create table inbound_messages (
  merchant_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  -- Null for events that the product itself puts into the conversation (a courier's answer, a payment).
  provider_message_id text,
  kind text not null,
  content jsonb not null,
  in_reply_to text,
  about_product text,
  sent_at timestamptz not null,
  received_at timestamptz not null,
  handled_at timestamptz,
  -- Set when a media file has been fetched into our own store.
  blob_key text,
  primary key (merchant_id, id),
  foreign key (merchant_id, thread_id) references threads (merchant_id, id)
);
create unique index inbound_messages_provider_id on inbound_messages (merchant_id, provider_message_id) where provider_message_id is not null;
create index inbound_messages_unhandled on inbound_messages (merchant_id, thread_id, id) where handled_at is null;
create index inbound_messages_by_thread on inbound_messages (merchant_id, thread_id, id desc);
call protect('inbound_messages');

create table outbound_messages (
  merchant_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  kind text not null,
  content jsonb not null,
  -- bot, staff:<id>, order, campaign …
  sender text not null,
  in_reply_to text,
  state text not null default 'queued' check (state in ('queued','sending','accepted','sent','delivered','read','failed','held')),
  provider_message_id text,
  failure_kind text,
  failure_detail text,
  attempts integer not null default 0,
  created_at timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, thread_id) references threads (merchant_id, id)
);
create unique index outbound_messages_provider_id on outbound_messages (merchant_id, provider_message_id) where provider_message_id is not null;
create index outbound_messages_by_thread on outbound_messages (merchant_id, thread_id, id desc);
create index outbound_messages_failed on outbound_messages (merchant_id, id desc) where state in ('failed','held');
call protect('outbound_messages');

create table conversation_notes (
  merchant_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  -- human_requested, window_closed, undeliverable, note …
  kind text not null,
  text text not null,
  author text not null,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, thread_id) references threads (merchant_id, id)
);
create index conversation_notes_by_thread on conversation_notes (merchant_id, thread_id, id desc);
call protect('conversation_notes');
