-- What only few orders say; null where they say nothing.
alter table orders
  add column stop_px               numeric(18, 8),
  add column display_qty           numeric(18, 8),
  add column min_qty               numeric(18, 8),
  add column post_only             boolean not null default false,
  add column expire_at             timestamptz,
  add column self_trade_prevention text,
  add column self_trade_group      text;

-- The same, and what an operator corrects: a trade that was cancelled, or cash that was paid.
alter table executions
  add column stop_px               numeric(18, 8),
  add column display_qty           numeric(18, 8),
  add column min_qty               numeric(18, 8),
  add column post_only             boolean not null default false,
  add column expire_at             timestamptz,
  add column self_trade_prevention text,
  add column self_trade_group      text,
  add column cancelled_trade_id    text,
  add column cash                  numeric(18, 8),
  add column operator              text,
  add column comment               text;

create index executions_of_cancelled_trade on executions (cancelled_trade_id)
  where cancelled_trade_id is not null;

-- A trade stays as it was made. Whether it was cancelled tells the execution that did it, which may
-- be here before the trade is.
create view trade_cancels as
select cancelled_trade_id as trade_id, symbol, sequence, operator, comment, at
from executions
where exec_type = 'TRADE_CANCEL' and side = 'BUY';

create view trades_with_cancels as
select trades.*, trade_cancels.at as cancelled_at, trade_cancels.operator, trade_cancels.comment
from trades left join trade_cancels using (symbol, trade_id);

create or replace view positions as
select
  account,
  symbol,
  currency,
  sum(case side when 'BUY' then qty else -qty end)  as position,
  sum(paid)                                         as booked,
  sum(traded)                                       as traded_qty,
  max(at)                                           as traded_at
from (
  select
    account,
    symbol,
    currency,
    side,
    at,
    case exec_type when 'TRADE_CANCEL' then -last_qty else last_qty end as qty,
    case exec_type
      when 'POSITION_REPORT' then coalesce(-cash, 0)
      when 'TRADE_CANCEL' then case side when 'BUY' then -1 else 1 end * last_qty * last_px
      else case side when 'BUY' then 1 else -1 end * last_qty * last_px
    end as paid,
    case exec_type
      when 'POSITION_REPORT' then 0
      when 'TRADE_CANCEL' then -last_qty
      else last_qty
    end as traded
  from executions
  where exec_type in ('TRADE', 'TRADE_CANCEL')
    or (exec_type = 'POSITION_REPORT' and status = 'FILLED')
) as steps
group by account, symbol, currency;
