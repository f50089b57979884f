-- What each document was issued for, so that a repeat issues nothing new; what was issued is never changed.
alter table documents add column cause text not null default 'sale';
create unique index documents_cause on documents (merchant_id, order_id, kind, cause);
create index documents_recent on documents (merchant_id, issued_on desc, id desc);
-- Only where its page lies is written later.
revoke update, delete on documents from parley_app;
grant update (blob_key) on documents to parley_app;
revoke delete on document_series from parley_app;
