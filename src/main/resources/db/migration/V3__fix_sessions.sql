-- FIX sessions: what must survive a restart of the Order Service, so that no execution is lost and none is told twice.

create table fix_sessions (
  comp_id               text        primary key, -- the counterparty's; it belongs to the account that first logged on with it
  account               text        not null,
  drop_copy             boolean     not null,    -- may not trade; of a firm it hears all accounts
  next_sender           integer     not null,
  next_target           integer     not null,
  -- Logged on with the wish that its account's orders are cancelled when it goes; false once they are.
  cancel_on_disconnect  boolean     not null,
  started_at            timestamptz not null     -- of these sequence numbers
);

create table fix_messages (
  comp_id  text    not null references fix_sessions,
  seq      integer not null,
  message  text    not null,
  primary key (comp_id, seq)
);

-- Per symbol the last execution that has a message: written in the message's own transaction.
create table fix_told (
  comp_id  text   not null references fix_sessions,
  symbol   text   not null,
  place    bigint not null, -- log sequence · 2²⁰ + index
  primary key (comp_id, symbol)
);
