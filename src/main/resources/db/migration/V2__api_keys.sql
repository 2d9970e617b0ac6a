-- Keys of the Order Service. A request is signed with the key's secret (HMAC), so the service needs the secret itself;
-- here it is encrypted, and the key that opens it is not in the database.

create table api_keys (
  id           text        primary key,
  account      text        not null,
  permissions  text        not null, -- READ or READ,TRADE
  -- Nonce (12 bytes), then AES-256-GCM of the secret; id, account and permissions are authenticated with it.
  secret       bytea       not null,
  label        text        not null,
  created_at   timestamptz not null,
  revoked_at   timestamptz
);
