INSERT INTO ad_events
SELECT i, i * 7919 % 5003, i * 104729 % 1000003,
  timestamptz '2024-01-01 00:00:00Z' + i * interval '7 millisecond',
  i % 5, i % 1009, i % 13, (i % 100000) / 1000.0,
  CASE WHEN i % 11 = 0 THEN NULL ELSE i % 977 / 4.0 END
FROM generate_series({first}::bigint, {last}::bigint) AS i;
