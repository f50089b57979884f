-- How often a send ended in silence, apart from sends that were refused: only silence is a reason to stop trying.
alter table outbound_messages add column doubts integer not null default 0;
