-- People and access: who was invited, who forgot a password, the keys of programs, and people who are no longer there.

-- Who leaves keeps the name under what they did; the address is free again.
alter table staff add column removed_at timestamptz;
drop index staff_email;
create unique index staff_email on staff (email) where removed_at is null;
create index staff_by_age on staff (merchant_id, created_at, id);
create index staff_sessions_by_person on staff_sessions (merchant_id, staff_id, last_used_at desc);

-- Not yet people: an invitation holds no address against the person who owns it. The id becomes theirs when they accept.
create table staff_invitations (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  email citext not null,
  name text not null,
  role text not null check (role in ('owner','manager','agent','fulfilment','print_operator','accountant','viewer')),
  -- SHA-256; the link alone holds the token.
  token_hash text not null,
  invited_by uuid not null,
  created_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, invited_by) references staff (merchant_id, id)
);
create unique index staff_invitations_open on staff_invitations (merchant_id, email) where accepted_at is null and withdrawn_at is null;
create unique index staff_invitations_token on staff_invitations (merchant_id, token_hash);
call protect('staff_invitations');

create table password_resets (
  merchant_id uuid not null references merchants (id),
  token_hash text not null,
  staff_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (merchant_id, token_hash),
  foreign key (merchant_id, staff_id) references staff (merchant_id, id)
);
create index password_resets_by_person on password_resets (merchant_id, staff_id, created_at desc);
call protect('password_resets');

create table api_keys (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  name text not null,
  role text not null check (role in ('owner','manager','agent','fulfilment','print_operator','accountant','viewer')),
  -- Empty: everything the role may do.
  scopes text[] not null default '{}',
  -- SHA-256 of the key, which is shown once.
  key_hash text not null,
  last_four text not null,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, created_by) references staff (merchant_id, id)
);
create unique index api_keys_hash on api_keys (merchant_id, key_hash);
call protect('api_keys');

create index audit_log_by_actor on audit_log (merchant_id, actor_id, id desc);
create index audit_log_by_action on audit_log (merchant_id, action, id desc);
