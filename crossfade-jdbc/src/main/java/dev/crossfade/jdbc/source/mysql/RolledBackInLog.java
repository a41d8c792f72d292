package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.change.Position;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.spi.source.RolledBack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads in the binary log of MariaDB how a transaction ended. One that used a temporary table, or a
 * table of an engine without transactions, is written though it is rolled back: its rows, and
 * ROLLBACK in place of a commit. Thread-safe.
 */
final class RolledBackInLog implements RolledBack, AutoCloseable {

  /** Whoever commits waits while so many events are read. */
  private static final int PAGE = 200;

  private static final int POSITION = 1;
  private static final int TYPE = 2;
  private static final int END = 4;
  private static final int INFO = 5;

  private final SourceSession session;

  RolledBackInLog(SourceSession session) {
    this.session = session;
  }

  @Override
  public synchronized boolean says(String transaction, Position first) {
    return session.run(
        "read how a transaction ended",
        connection -> {
          Optional<String> file = file(connection, first.major());
          return file.isPresent() && says(connection, file.get(), first.minor(), transaction);
        });
  }

  @Override
  public synchronized void close() {
    session.close();
  }

  private static Optional<String> file(Connection connection, long number) throws SQLException {
    return MysqlSql.rows(connection, "SHOW BINARY LOGS").stream()
        .map(row -> row.get(0))
        .filter(name -> BinlogPosition.parse(name + ":0").file() == number)
        .findFirst();
  }

  private static boolean says(Connection connection, String file, long offset, String transaction)
      throws SQLException {
    long from = offset;
    boolean inside = false;
    while (true) {
      List<List<String>> events = page(connection, file, from);
      for (List<String> event : events) {
        if (!inside) {
          inside = begins(event, offset, transaction);
        } else if (ends(event)) {
          return event.get(INFO).strip().equalsIgnoreCase("ROLLBACK");
        }
        from = Long.parseLong(event.get(END));
      }
      if (!inside || events.size() < PAGE) {
        return false;
      }
    }
  }

  private static List<List<String>> page(Connection connection, String file, long from)
      throws SQLException {
    return MysqlSql.rows(
        connection,
        "SHOW BINLOG EVENTS IN " + MysqlSql.literal(file) + " FROM " + from + " LIMIT " + PAGE);
  }

  private static boolean begins(List<String> event, long offset, String transaction) {
    String begin = "BEGIN GTID " + transaction;
    return Long.parseLong(event.get(POSITION)) == offset
        && event.get(TYPE).equals("Gtid")
        && (event.get(INFO).equals(begin) || event.get(INFO).startsWith(begin + " "));
  }

  /** What ends a transaction, or shows that it is over. */
  private static boolean ends(List<String> event) {
    String info = event.get(INFO).strip().toUpperCase(Locale.ROOT);
    return switch (event.get(TYPE)) {
      case "Xid", "Gtid", "Rotate", "Stop", "XA_prepare" -> true;
      case "Query" -> info.equals("COMMIT") || info.equals("ROLLBACK");
      default -> false;
    };
  }
}
