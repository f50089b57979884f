-- Sequences made by the tables above.
grant usage on all sequences in schema public to parley_app, parley_platform;
