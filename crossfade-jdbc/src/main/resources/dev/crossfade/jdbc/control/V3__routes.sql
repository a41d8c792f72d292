-- The signed route record of each group of gateways, and what the gateways say of themselves.

CREATE TABLE crossfade.route_record (
  name       text COLLATE "C" PRIMARY KEY,
  epoch      bigint NOT NULL DEFAULT 0,
  note       text,
  -- when the first of the holds in it was published
  held_since timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);

CREATE TABLE crossfade.route_gateway (
  name    text COLLATE "C" NOT NULL,
  gateway text COLLATE "C" NOT NULL,
  epoch   bigint NOT NULL,
  settled bigint NOT NULL,
  gone    bigint NOT NULL,
  seen    timestamptz NOT NULL,
  PRIMARY KEY (name, gateway)
) WITH (fillfactor = 50);
