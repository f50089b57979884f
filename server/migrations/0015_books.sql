-- Double-entry books: accounts, posted entries that are never changed, their hash chain, periods, statements.
create table accounts (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  code text not null check (code ~ '^[0-9]{3,6}$'),
  name text not null,
  kind text not null check (kind in ('asset','liability','equity','income','expense')),
  -- What the program posts to; null for accounts the merchant added.
  role text,
  archived_at timestamptz,
  created_at timestamptz not null,
  primary key (merchant_id, id)
);
create unique index accounts_code on accounts (merchant_id, code);
create unique index accounts_role on accounts (merchant_id, role) where role is not null;
call protect('accounts');

-- One row a merchant: the end of its chain. Locked by each posting, which is therefore the last thing a transaction does.
create table book_heads (
  merchant_id uuid not null references merchants (id),
  last_number bigint not null,
  last_hash bytea not null,
  primary key (merchant_id)
);
call protect('book_heads');

create table journal_entries (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  -- 1, 2, 3 … without a gap.
  number bigint not null,
  entry_date date not null,
  description text not null,
  currency char(3) not null,
  -- What made it; the same cause posts once.
  cause_kind text not null,
  cause_id text not null,
  reverses uuid,
  order_id uuid,
  actor text not null,
  posted_at timestamptz not null,
  -- SHA-256 over the entry before, this entry's facts and its lines.
  hash bytea not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, reverses) references journal_entries (merchant_id, id),
  foreign key (merchant_id, order_id) references orders (merchant_id, id)
);
create unique index journal_entries_number on journal_entries (merchant_id, number);
create unique index journal_entries_cause on journal_entries (merchant_id, cause_kind, cause_id);
create unique index journal_entries_reversed_once on journal_entries (merchant_id, reverses) where reverses is not null;
create index journal_entries_by_order on journal_entries (merchant_id, order_id) where order_id is not null;
create index journal_entries_by_date on journal_entries (merchant_id, entry_date, number);
call protect('journal_entries');
revoke update, delete on journal_entries from parley_app;

create table journal_lines (
  merchant_id uuid not null,
  entry_id uuid not null,
  position smallint not null,
  account_id uuid not null,
  debit_minor bigint not null default 0 check (debit_minor >= 0),
  credit_minor bigint not null default 0 check (credit_minor >= 0),
  -- For drilling: variant, payment, shipment … as `kind:id`.
  subject text,
  primary key (merchant_id, entry_id, position),
  foreign key (merchant_id, entry_id) references journal_entries (merchant_id, id),
  foreign key (merchant_id, account_id) references accounts (merchant_id, id),
  check ((debit_minor = 0) <> (credit_minor = 0))
);
create index journal_lines_by_account on journal_lines (merchant_id, account_id, entry_id);
create index journal_lines_by_subject on journal_lines (merchant_id, subject) where subject is not null;
call protect('journal_lines');
revoke update, delete on journal_lines from parley_app;

-- Totals per account and day, kept by the posting transaction, so that statements over years are one short read.
create table account_days (
  merchant_id uuid not null,
  account_id uuid not null,
  day date not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  primary key (merchant_id, account_id, day),
  foreign key (merchant_id, account_id) references accounts (merchant_id, id)
);
create index account_days_by_day on account_days (merchant_id, day);
call protect('account_days');

create table book_periods (
  merchant_id uuid not null references merchants (id),
  -- First day of the month.
  month date not null,
  closed_at timestamptz not null,
  closed_by text not null,
  primary key (merchant_id, month)
);
call protect('book_periods');

-- Imported statements of banks and gateways, matched by reference and amount.
create table statement_lines (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  -- bank, or the gateway's name.
  source text not null,
  line_date date not null,
  reference text not null,
  description text not null default '',
  -- Signed: positive came in.
  amount_minor bigint not null,
  fee_minor bigint not null default 0,
  fee_tax_minor bigint not null default 0,
  currency char(3) not null,
  state text not null check (state in ('open','matched','posted')),
  entry_id uuid,
  detail text,
  imported_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, entry_id) references journal_entries (merchant_id, id)
);
create unique index statement_lines_once on statement_lines (merchant_id, source, reference, line_date, amount_minor);
create index statement_lines_open on statement_lines (merchant_id, source, line_date) where state = 'open';
call protect('statement_lines');
