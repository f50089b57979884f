-- A courier's answer finds the threads whose dialog waits for it.
create index threads_waiting_for_quote on threads (merchant_id, (dialog -> 'data' ->> 'quoteId')) where dialog ->> 'step' = 'await_quote';
