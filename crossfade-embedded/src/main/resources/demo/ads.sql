-- The live advertising database. Columns in latin1 hold leftovers of an older system.
CREATE TABLE ad_accounts (
  id int unsigned NOT NULL PRIMARY KEY,
  name varchar(160) CHARACTER SET latin1 NOT NULL,
  network varchar(40) NOT NULL,
  currency char(3) NOT NULL,
  region varchar(60) DEFAULT NULL,
  is_active tinyint(1) NOT NULL,
  opened_on date NOT NULL DEFAULT '0000-00-00',
  spend_limit decimal(12,2) DEFAULT NULL,
  settings json DEFAULT NULL,
  updated_at datetime(3) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4;
CREATE TABLE campaigns (
  id bigint unsigned NOT NULL PRIMARY KEY,
  ad_account_id int unsigned NOT NULL,
  name varchar(200) CHARACTER SET latin1 NOT NULL,
  channel enum('SEM','Paid Social','E-Mail','Display Ads','Affiliates','Online Video') NOT NULL,
  region varchar(60) DEFAULT NULL,
  campaign_type varchar(40) DEFAULT NULL,
  placements set('feed','search','story','banner') DEFAULT NULL,
  platform_ref bigint unsigned DEFAULT NULL,
  budget decimal(12,2) DEFAULT NULL,
  currency char(3) NOT NULL,
  start_on date NOT NULL DEFAULT '0000-00-00',
  end_on date DEFAULT NULL,
  is_paused tinyint(1) NOT NULL DEFAULT 0,
  targeting json DEFAULT NULL,
  brief mediumtext DEFAULT NULL,
  creative varbinary(255) DEFAULT NULL,
  created_local datetime(3) DEFAULT NULL,
  changed_at timestamp(6) NULL DEFAULT NULL,
  sync_token varchar(40) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4;
CREATE TABLE daily_performance (
  campaign_id bigint unsigned NOT NULL,
  day date NOT NULL,
  device varchar(10) NOT NULL,
  impressions bigint unsigned NOT NULL,
  clicks int unsigned NOT NULL,
  cost decimal(14,4) NOT NULL,
  currency char(3) NOT NULL,
  conversions decimal(10,2) DEFAULT NULL,
  revenue double DEFAULT NULL,
  region varchar(60) DEFAULT NULL,
  sync_token varchar(40) DEFAULT NULL,
  PRIMARY KEY (campaign_id, day, device)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4;
CREATE TABLE suppressions (
  id int unsigned NOT NULL PRIMARY KEY,
  email varchar(200) NOT NULL,
  reason varchar(60) DEFAULT NULL,
  created_local datetime NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4;
CREATE TABLE probe_bank (id int PRIMARY KEY, balance bigint NOT NULL) ENGINE=InnoDB;
CREATE TABLE probe_register (id bigint PRIMARY KEY, v mediumtext NOT NULL) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4;
CREATE TABLE probe_counter (id int PRIMARY KEY, n bigint NOT NULL, epoch int NOT NULL) ENGINE=InnoDB;
CREATE TABLE probe_set (id bigint PRIMARY KEY, uid varchar(60) NOT NULL) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4;
CREATE TABLE probe_writer (id int PRIMARY KEY, epoch int NOT NULL, seq bigint NOT NULL) ENGINE=InnoDB;
CREATE TABLE probe_heartbeat (id int PRIMARY KEY, beat bigint NOT NULL, beat_at datetime(6) NOT NULL) ENGINE=InnoDB;
INSERT INTO probe_bank SELECT seq, 1000 FROM seq_1_to_20;
INSERT INTO probe_heartbeat VALUES (1, 0, NOW(6));
