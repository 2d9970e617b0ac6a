-- Prices and quantities are those of the topics: decimal(18,8). Times are those of the log.
-- An order is (symbol, venue_order_id), never its order_id: that is only unique per account for some days.

create table orders (
  symbol          text           not null,
  venue_order_id  bigint         not null,
  account         text           not null,
  order_id        text           not null,
  side            text           not null,
  order_type      text           not null,
  time_in_force   text           not null,
  qty             numeric(18, 8) not null,
  price           numeric(18, 8),
  status          text           not null,
  cum_qty         numeric(18, 8) not null,
  leaves_qty      numeric(18, 8) not null,
  reason          text,
  text            text,
  trading_day     date           not null,
  created_at      timestamptz    not null,
  updated_at      timestamptz    not null,
  -- The execution that the row stands at: an older one never changes it.
  sequence        bigint         not null,
  idx             int            not null,
  primary key (symbol, venue_order_id)
);

create table executions (
  symbol          text           not null,
  sequence        bigint         not null,
  idx             int            not null,
  input_partition int            not null,
  input_offset    bigint         not null,
  venue_order_id  bigint         not null,
  order_id        text           not null,
  request_id      text           not null,
  account         text           not null,
  side            text           not null,
  order_type      text           not null,
  time_in_force   text           not null,
  qty             numeric(18, 8) not null,
  price           numeric(18, 8),
  exec_type       text           not null,
  status          text           not null,
  last_qty        numeric(18, 8) not null,
  last_px         numeric(18, 8),
  cum_qty         numeric(18, 8) not null,
  leaves_qty      numeric(18, 8) not null,
  trade_idx       int,
  reason          text,
  text            text,
  reference       numeric(18, 8),
  currency        text           not null,
  trading_day     date           not null,
  at              timestamptz    not null,
  primary key (symbol, sequence, idx)
);

create index executions_of_order on executions (symbol, venue_order_id);

create table trades (
  symbol              text           not null,
  sequence            bigint         not null,
  idx                 int            not null,
  trade_id            text           not null,
  buy_order_id        text           not null,
  sell_order_id       text           not null,
  buy_account         text           not null,
  sell_account        text           not null,
  buy_venue_order_id  bigint         not null,
  sell_venue_order_id bigint         not null,
  qty                 numeric(18, 8) not null,
  price               numeric(18, 8) not null,
  aggressor           text           not null,
  trading_day         date           not null,
  at                  timestamptz    not null,
  primary key (symbol, sequence, idx)
);

create view positions as
select
  account,
  symbol,
  currency,
  sum(case side when 'BUY' then last_qty else -last_qty end)           as position,
  sum(case side when 'BUY' then last_qty * last_px else -last_qty * last_px end) as booked,
  sum(last_qty)                                                         as traded_qty,
  max(at)                                                               as traded_at
from executions
where exec_type = 'TRADE'
group by account, symbol, currency;
