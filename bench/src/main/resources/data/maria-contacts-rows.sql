INSERT INTO contacts
SELECT seq,
  concat(left(md5(seq), 8), '-', mid(md5(seq), 9, 4), '-4', mid(md5(seq), 14, 3), '-8', mid(md5(seq), 17, 3), '-', right(md5(seq), 12)),
  concat('First.Last', seq, '@Mail', seq % 977, '.Example.COM'),
  concat('(030) 9018 ', lpad(seq % 10000, 4, '0')),
  elt(1 + seq % 6, 'Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald'),
  elt(1 + seq % 7, 'Lovelace', 'Hopper', 'Turing', 'Dijkstra', 'Liskov', 'Knuth', 'Lamport'),
  concat('Company number ', seq % 50021),
  elt(1 + seq % 4, 'Head of Marketing', 'Buyer', 'Account Executive', 'Analyst'),
  elt(1 + seq % 4, 'DE', 'US', 'GB', 'FR'),
  elt(1 + seq % 6, 'Europe', 'north america', 'EMEA', 'DACH', 'Asia Pacific', 'latam'),
  seq * 7919 % 1000,
  (seq % 10000000) / 4,
  concat('source=campaign ', seq % 311, ';token=', md5(seq * 31), ';opens=', seq % 53, ';clicks=', seq % 17),
  timestamp '2020-01-01 00:00:00' + INTERVAL seq % 150000000 SECOND,
  timestamp '2024-01-01 00:00:00' + INTERVAL seq % 50000000 SECOND
FROM seq_{first}_to_{last};
