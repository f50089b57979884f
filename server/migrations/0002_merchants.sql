-- Merchants, the people and programs that act for them, their connections, and the audit log.
create table merchants (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]$'),
  name text not null,
  email citext not null,
  phone text,
  whatsapp_number text,
  country char(2) not null,
  currency char(3) not null,
  time_zone text not null,
  language text not null,
  prices_include_tax boolean not null default true,
  -- Small things a shop chooses (pickup address, delivery rule, colours); read through a schema.
  settings jsonb not null default '{}',
  -- Grows by one with every change of the catalogue, so that caches know.
  catalog_version bigint not null default 1,
  created_at timestamptz not null
);
alter table merchants enable row level security;
alter table merchants force row level security;
create policy own_merchant on merchants for all to parley_app using (id = (select current_merchant())) with check (id = (select current_merchant()));
grant select, update on merchants to parley_app;
call open_to_platform('merchants', 'select, insert, update'); -- sign-up, slug and webhook look-ups

create table staff (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  email citext not null,
  name text not null,
  phone text,
  role text not null check (role in ('owner','manager','agent','fulfilment','print_operator','accountant','viewer','platform_admin')),
  password_hash text not null,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null,
  primary key (merchant_id, id)
);
create unique index staff_email on staff (email);
call protect('staff');
call open_to_platform('staff', 'select, insert, update'); -- sign-in by email

create table staff_sessions (
  merchant_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  -- SHA-256 of the refresh token; the one before is kept to notice a stolen copy.
  token_hash text not null,
  previous_hash text,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  user_agent text,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, staff_id) references staff (merchant_id, id)
);
create unique index staff_sessions_token on staff_sessions (token_hash);
create index staff_sessions_previous on staff_sessions (previous_hash) where previous_hash is not null;
call protect('staff_sessions');
call open_to_platform('staff_sessions', 'select, insert, update'); -- refresh by token

create table connections (
  merchant_id uuid not null references merchants (id),
  kind text not null check (kind in ('whatsapp','twilio','razorpay','stripe','paystack','shiprocket','cj','openai')),
  -- AES-256-GCM over the JSON of all fields; key id inside.
  sealed bytea not null,
  -- What may be shown: last four characters of each secret, public ids whole.
  hints jsonb not null,
  state text not null check (state in ('untested','working','failing')),
  failure text,
  tested_at timestamptz,
  updated_at timestamptz not null,
  primary key (merchant_id, kind)
);
call protect('connections');
call open_to_platform('connections', 'select'); -- webhook doors need the secret of the merchant they found

-- Which merchant an outside address leads to: phone number ids, verify tokens (hashed), account ids.
create table connection_routes (
  kind text not null,
  address text not null,
  merchant_id uuid not null references merchants (id),
  primary key (kind, address)
);
create index connection_routes_by_merchant on connection_routes (merchant_id, kind);
call protect('connection_routes');
call open_to_platform('connection_routes', 'select, insert, delete');

-- Login tokens of outside services (courier), sealed; they outlive the process.
create table connection_tokens (
  merchant_id uuid not null references merchants (id),
  kind text not null,
  sealed bytea not null,
  expires_at timestamptz not null,
  primary key (merchant_id, kind)
);
call protect('connection_tokens');

create table audit_log (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('staff','program','customer','system')),
  actor_id text,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  before jsonb,
  after jsonb,
  request_id text,
  primary key (merchant_id, id)
);
create index audit_log_by_subject on audit_log (merchant_id, subject_kind, subject_id, id desc);
call protect('audit_log');
revoke update, delete on audit_log from parley_app;

create table idempotency_keys (
  merchant_id uuid not null references merchants (id),
  actor text not null,
  key text not null check (length(key) <= 255),
  route text not null,
  body_hash text not null,
  status integer not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (merchant_id, actor, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
call protect('idempotency_keys');
call open_to_platform('idempotency_keys', 'select, delete'); -- swept after 24 h
