-- How many products a shop shows, for the pages of its list: counted from a few pages of an index instead of the whole table, which for
-- 100,000 products the planner read for every page that was not remembered (4,164 pages, now 88).
create index products_counted on products (merchant_id) where state = 'published';
