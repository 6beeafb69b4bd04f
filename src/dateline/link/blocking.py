"""Which pairs of mentions are compared at all: those that share a time and a place or a name.

A block is all mentions with one key. The keys of a mention depend on it alone; a block that is too large to
compare all with all is gone through in orders that put like beside like, so that the pairs grow with the
mentions and not with their square.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_AT_ONE_PLACE: Final = 100
"""Mentions of one town and day that are all compared with each other."""
MOST_OF_ONE_NAME: Final = 50
"""Mentions of one name and day, or month: a name that more have says nothing. Of a country and day, those
that know no town are compared with all, as long as that makes no more pairs."""
MOST_SHARE: Final = 0.01
"""Share of all mentions from which on a name ("union", "police") leads nowhere."""
NEIGHBOURS: Final = 12
"""In a larger block a mention is compared with so many next ones of each order."""
_MONTH: Final = 30  # days
_LONGEST: Final = 3  # days of an event that is looked for by its days; a longer one by its months
_MONTHS: Final = 5  # the last ones of an event that went on for longer

# A mention of one day is looked for on that day and the next, so that neighbours meet. One without a date is
# looked for in the month in which it was told.
_TIMES: Final = f"""
create or replace table link_day as
  select n, unnest(range(first, last + 2)) as day from description where last - first < {_LONGEST};
create or replace table link_month as
  select n, unnest(
    range(greatest(since, till - {_MONTHS} * {_MONTH}) // {_MONTH}, till // {_MONTH} + 2)
  ) as month
  from (select n, coalesce(first, told) as since, coalesce(last, told) as till from description)
  where since is not null
"""
# Two grids of one degree, one half a degree off: places that are near are in one cell of either.
_CELLS: Final = """
create or replace table link_cell as
  select n, lasting, unnest([
    hash(0, floor(latitude), floor(longitude)), hash(1, floor(latitude + .5), floor(longitude + .5))
  ]) as cell
  from description where latitude is not null and near
"""
_NAMES: Final = f"""
create or replace table link_named as
  select n, unnest(list_distinct(list_concat(names, actors))) as name from description;
create or replace table link_name as
  select n, name from link_named where name not in (
    select name from link_named group by name
    having count(*) > greatest({MOST_OF_ONE_NAME}, {MOST_SHARE} * (select count(*) from description))
  )
"""
_KEYS: Final = """
create or replace table link_key as
  select 'place' as kind, hash('place', cell, day) as key, n, true as near
  from link_cell join link_day using (n)
  union all
  select 'place', hash('lasting', cell, month), n, true
  from link_cell join link_month using (n) where lasting
  union all
  select 'region', hash('country', country, day), n, near
  from description join link_day using (n) where country is not null
  union all
  select 'name', hash('day', name, day), n, true from link_name join link_day using (n)
  union all
  select 'name', hash('month', name, month), n, true from link_name join link_month using (n)
  union all
  select 'name', hash('article', article), n, true from description;
create or replace table link_block as
  select key, any_value(kind) as kind, count(*) as members, count(*) filter (not near) as vague
  from link_key group by key having count(*) > 1
"""
_SMALL: Final = f"""
  select distinct a.n as one, b.n as other
  from link_key a join link_block using (key) join link_key b on a.key = b.key and a.n < b.n
  where case link_block.kind
    when 'place' then members <= {MOST_AT_ONE_PLACE}
    when 'name' then members <= {MOST_OF_ONE_NAME}
    else vague * members <= {MOST_OF_ONE_NAME} * {MOST_OF_ONE_NAME} and not (a.near and b.near) end
"""


def _least(column: str, salt: int) -> str:
    """The word of a list that comes first in an order by chance: lists with much in common often share it."""
    return f"list_min(list_transform({column}, lambda word: hash(word, {salt})))"


# Orders that put like beside like.
_ORDERS: Final = (
    f"{_least('actors', 1)}, {_least('issues', 1)}, form, {_least('words', 1)}, n",
    f"{_least('issues', 2)}, {_least('actors', 2)}, {_least('names', 2)}, n",
    f"{_least('words', 3)}, form, {_least('actors', 3)}, n",
    f"form, low, {_least('names', 4)}, {_least('words', 4)}, n",
)


def _large(order: str) -> str:
    next_ones = ", ".join(f"lead(n, {step}) over place" for step in range(1, NEIGHBOURS + 1))
    return f"""
  select least(one, other) as one, greatest(one, other) as other from (
    select n as one, unnest([{next_ones}]) as other
    from link_key join link_block using (key) join description using (n)
    where link_block.kind = 'place' and members > {MOST_AT_ONE_PLACE}
    window place as (partition by key order by {order})
  ) where other is not null
"""


def find_pairs(database: DuckDBPyConnection) -> int:
    """Fill the table ``pair`` (``one`` < ``other``) from ``description``; gives how many there are.

    The table ``crowded`` holds the mentions (``n``) of blocks that are too large for all pairs.
    """
    for statement in (_TIMES, _CELLS, _NAMES, _KEYS):
        database.execute(statement)
    parts = [_SMALL, *map(_large, _ORDERS)]
    database.execute(f"create or replace table pair as {' union '.join(parts)}")
    database.execute(
        "create or replace table crowded as select distinct n from link_key join link_block using (key) "
        f"where link_block.kind = 'place' and members > {MOST_AT_ONE_PLACE}"
    )
    for table in ("link_day", "link_month", "link_cell", "link_named", "link_name", "link_key", "link_block"):
        database.execute(f"drop table {table}")
    (count,) = database.execute("select count(*) from pair").fetchall()[0]
    return int(count)
