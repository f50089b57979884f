-- Search that may use the trigram index, categories that can be put away, sweeping of holds, and queue lanes that belong to a merchant.

-- Under row security `like` is evaluated after the merchant's rows were found, so the trigram index would stand unused (100,000 rows read for
-- each search). This role sees the few columns a search needs and nothing else; the function below, its only door, narrows to the merchant.
do $$ begin create role parley_search nologin nosuperuser nobypassrls; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin execute format('grant parley_search to %I', current_user); exception when others then null; end $$;
grant usage on schema public to parley_search;
create policy search_rows on products for select to parley_search using (true);
grant select (merchant_id, id, name, search_text, category_id, price_minor, is_priority, state, created_at) on products to parley_search;

-- Products whose search text has every pattern. name_rank: 0 the name begins with the phrase, 1 the name has every word, 2 the rest.
create function search_products(patterns text[], phrase_pattern text)
  returns table (id uuid, name_rank integer, name text, category_id uuid, price_minor bigint, is_priority boolean, state text, created_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  condition text := '';
  pattern text;
begin
  foreach pattern in array patterns loop
    condition := condition || format(' and p.search_text like %L', pattern);
  end loop;
  -- Planned for the words at hand: a rare word takes the trigram index, a common one the merchant's.
  return query execute 'select p.id, case when p.search_text like $2 then 0 when split_part(p.search_text, E''\n'', 1) like all ($1) then 1 else 2 end,
    p.name, p.category_id, p.price_minor, p.is_priority, p.state, p.created_at
    from products p where p.merchant_id = current_merchant()' || condition using patterns, phrase_pattern;
end $$;
grant create on schema public to parley_search;
alter function search_products(text[], text) owner to parley_search;
revoke create on schema public from parley_search;
revoke all on function search_products(text[], text) from public;
grant execute on function search_products(text[], text) to parley_app;

-- Archived products keep their category, so a deleted category is put away and its name is free again.
alter table categories add column archived_at timestamptz;
drop index categories_name;
create unique index categories_name on categories (merchant_id, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), lower(name)) where archived_at is null;

call open_to_platform('stock_holds', 'select'); -- which merchants have holds past their expiry

-- A lane and a dedupe word are a merchant's own: two merchants may use the same.
drop index jobs_dedupe;
drop index jobs_one_active_per_lane;
drop index jobs_lane;
create unique index jobs_dedupe on jobs (merchant_id, queue, dedupe) nulls not distinct where dedupe is not null;
create unique index jobs_one_active_per_lane on jobs (merchant_id, queue, key) nulls not distinct where state = 2 and key is not null;
create index jobs_lane on jobs (merchant_id, queue, key, id) where key is not null;
