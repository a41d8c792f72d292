package dev.crossfade.embedded.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.LongConsumer;

/** Loads the advertising database's history by LOAD DATA. */
record AdsHistory(long seed, Volumes volumes) {

  List<TableRows> tables() {
    return List.of(
        new AdAccounts(dice("ad_accounts"), volumes.adAccounts()),
        new Campaigns(dice("campaigns"), volumes.campaigns(), volumes.adAccounts()),
        new DailyPerformance(
            dice("daily_performance"), volumes.dailyPerformance(), volumes.campaigns()),
        new AdsSuppressions(dice("suppressions"), volumes.adsSuppressions()));
  }

  void load(DemoDatabase database, LongConsumer progress) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION time_zone = '+00:00', SESSION sql_mode = 'STRICT_ALL_TABLES'");
      Script.run(connection, "ads.sql");
      for (TableRows table : tables()) {
        statement
            .unwrap(org.mariadb.jdbc.Statement.class)
            .setLocalInfileInputStream(new RowStream(table, progress));
        statement.execute(
            "LOAD DATA LOCAL INFILE 'rows' INTO TABLE "
                + table.table()
                + " CHARACTER SET utf8mb4 "
                + table.columns());
      }
    }
  }

  private Dice dice(String table) {
    return new Dice(seed, "ads." + table);
  }
}
