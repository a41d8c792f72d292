CREATE TABLE ad_events (
  id bigint PRIMARY KEY,
  campaign_id integer NOT NULL,
  ad_id bigint NOT NULL,
  occurred_at timestamptz NOT NULL,
  kind smallint NOT NULL,
  impressions integer NOT NULL,
  clicks integer NOT NULL,
  cost numeric(12,4) NOT NULL,
  revenue double precision
);
