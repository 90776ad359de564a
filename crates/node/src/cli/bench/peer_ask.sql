-- The question, planned anew each time: a plan for any name would be worse for this one.
set plan_cache_mode = force_custom_plan;
prepare ask(text) as
  select person from names where lower(name) % lower($1)
  order by similarity(lower(name), lower($1)) desc limit 20;
