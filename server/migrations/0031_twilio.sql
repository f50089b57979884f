-- Message forms that exist at a service and can be sent again with other words: made once, found by a hash of their shape.
create table remembered_contents (
  merchant_id uuid not null references merchants (id),
  -- 'twilio'
  provider text not null,
  -- Whose they are at the service; another account does not know them.
  account text not null,
  shape text not null,
  content_id text not null,
  created_at timestamptz not null,
  primary key (merchant_id, provider, account, shape)
);
call protect('remembered_contents');
