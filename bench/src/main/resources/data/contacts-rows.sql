INSERT INTO contacts
SELECT i,
  md5(i::text)::uuid,
  'First.Last' || i || '@Mail' || i % 977 || '.Example.COM',
  CASE i % 4
    WHEN 0 THEN '(030) 9018 ' || lpad((i % 10000)::text, 4, '0')
    WHEN 1 THEN '(650) 253-' || lpad((i % 10000)::text, 4, '0')
    WHEN 2 THEN '020 7946 0' || lpad((i % 1000)::text, 3, '0')
    ELSE '01 42 68 ' || lpad((i % 100)::text, 2, '0') || ' 12' END,
  (ARRAY['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald'])[1 + i % 6],
  (ARRAY['Lovelace', 'Hopper', 'Turing', 'Dijkstra', 'Liskov', 'Knuth', 'Lamport'])[1 + i % 7],
  'Company number ' || i % 50021,
  (ARRAY['Head of Marketing', 'Buyer', 'Account Executive', 'Analyst'])[1 + i / 3 % 4],
  (ARRAY['DE', 'US', 'GB', 'FR'])[1 + i % 4],
  (ARRAY['Europe', ' north america', 'EMEA', 'DACH', 'Asia Pacific', 'latam'])[1 + i % 6],
  i * 7919 % 1000,
  CASE i % 3
    WHEN 0 THEN '$' || 1 + i % 9 || ',' || lpad((i % 1000)::text, 3, '0') || '.50'
    WHEN 1 THEN i % 100000 || '.25 EUR'
    ELSE (i % 100000)::text END,
  i % 3 = 0,
  jsonb_build_object('source', 'campaign ' || i % 311, 'token', md5((i * 31)::text),
    'opens', i % 53, 'clicks', i % 17),
  timestamp '2020-01-01 00:00:00' + i % 150000000 * interval '1 second',
  timestamptz '2020-01-01 00:00:00Z' + i % 150000000 * interval '1 second',
  timestamptz '2024-01-01 00:00:00Z' + i % 50000000 * interval '1001 millisecond'
FROM generate_series({first}::bigint, {last}::bigint) AS i;
