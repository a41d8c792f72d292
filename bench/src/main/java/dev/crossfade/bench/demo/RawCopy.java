package dev.crossfade.bench.demo;

import dev.crossfade.embedded.DatabaseEndpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** The limit: bytes of binary COPY passed from one server to the other, nothing looked at. */
final class RawCopy {

  private final DatabaseEndpoint from;
  private final DatabaseEndpoint to;

  RawCopy(DatabaseEndpoint from, DatabaseEndpoint to) {
    this.from = from;
    this.to = to;
  }

  /** Copies all contacts into a fresh table without index, over so many pipes at once. */
  Run copy(int pipes) throws Exception {
    long most;
    try (Connection source = connect(from);
        Connection target = connect(to)) {
      createTable(source, target);
      most = number(source, "SELECT max(id) FROM contacts");
      checkpoint(target);
    }
    Run.Watch watch = new Run.Watch();
    ExecutorService threads = Executors.newFixedThreadPool(pipes);
    try {
      List<Future<Long>> running = new ArrayList<>();
      for (int i = 0; i < pipes; i++) {
        long low = most * i / pipes;
        long high = most * (i + 1) / pipes;
        running.add(threads.submit(() -> pipe(low, high)));
      }
      long rows = 0;
      for (Future<Long> one : running) {
        rows += one.get();
      }
      return watch.stop(rows);
    } finally {
      threads.shutdownNow();
    }
  }

  private long pipe(long low, long high) throws SQLException {
    try (Connection source = connect(from);
        Connection target = connect(to)) {
      CopyManager out = source.unwrap(PGConnection.class).getCopyAPI();
      CopyManager in = target.unwrap(PGConnection.class).getCopyAPI();
      CopyOut reading =
          out.copyOut(
              "COPY (SELECT "
                  + columns(source)
                  + " FROM contacts WHERE id > "
                  + low
                  + " AND id <= "
                  + high
                  + ") TO STDOUT (FORMAT binary)");
      CopyIn writing = in.copyIn("COPY raw_contacts FROM STDIN (FORMAT binary)");
      byte[] bytes;
      while ((bytes = reading.readFromCopy()) != null) {
        writing.writeToCopy(bytes, 0, bytes.length);
      }
      return writing.endCopy();
    }
  }

  /**
   * All columns of built-in types that are not generated, which for contacts is every stored one.
   */
  private static void createTable(Connection source, Connection target) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = source.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute a JOIN pg_type t"
                    + " ON t.oid = a.atttypid WHERE attrelid = 'contacts'::regclass AND attnum > 0"
                    + " AND NOT attisdropped AND attgenerated = '' AND typtype = 'b'"
                    + " ORDER BY attnum")) {
      while (found.next()) {
        columns.add(found.getString(1) + " " + found.getString(2));
      }
    }
    try (Statement statement = target.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS raw_contacts");
      statement.execute("CREATE TABLE raw_contacts (" + String.join(", ", columns) + ")");
    }
  }

  private static String columns(Connection source) throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute a JOIN pg_type"
                    + " t ON t.oid = a.atttypid WHERE attrelid = 'contacts'::regclass AND attnum > 0"
                    + " AND NOT attisdropped AND attgenerated = '' AND typtype = 'b'")) {
      found.next();
      return found.getString(1);
    }
  }

  static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      found.next();
      return found.getLong(1);
    }
  }

  static void checkpoint(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    }
  }

  static Connection connect(DatabaseEndpoint endpoint) throws SQLException {
    return DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }
}
