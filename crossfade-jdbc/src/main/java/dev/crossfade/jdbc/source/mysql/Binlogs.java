package dev.crossfade.jdbc.source.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a server still has of its binary log.
 *
 * @param files numbers of its files
 * @param end where the log ends: {@code file:offset}, and after a space the last GTID if any
 */
record Binlogs(Set<Long> files, String end) {

  static Binlogs ask(Connection connection) throws SQLException {
    Set<Long> files = new TreeSet<>();
    String end = "";
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("SHOW BINARY LOGS")) {
        while (row.next()) {
          end = row.getString(1) + ":" + row.getLong(2);
          files.add(BinlogPosition.parse(end).file());
        }
      }
      if (MysqlColumnQuery.mariaDb(connection)) {
        try (ResultSet row = statement.executeQuery("SELECT @@gtid_binlog_pos")) {
          row.next();
          end = (end + " " + row.getString(1)).strip();
        }
      }
    }
    return new Binlogs(files, end);
  }
}
