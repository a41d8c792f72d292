package dev.crossfade.it.e2e;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.journal.ControlStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Makes a writer of the journal stand still in its database, at an event that a test names. */
final class JournalGate implements AutoCloseable {

  private static final String WAITING =
      "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted";

  private final Connection connection;

  /** What becomes of the write whose writer is killed. */
  enum Fate {
    /** It is committed, and nobody was told. */
    COMMITTED,
    /** It never happened. */
    LOST
  }

  /** Of the journal in this database; wherever it is kept, its tables are the same. */
  JournalGate(DatabaseEndpoint target) throws SQLException {
    try (ControlStore store =
        ControlStores.open(
            new ControlSettings(
                target.host(),
                target.port(),
                target.database(),
                target.user(),
                target.password(),
                ControlSettings.Place.OWN,
                Tls.UNSAID))) {
      store.prepare();
    }
    connection = DriverManager.getConnection(target.jdbcUrl(), target.user(), target.password());
    execute(
        """
        CREATE TABLE public.gate (event text);
        CREATE FUNCTION public.gate() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT FROM public.gate g WHERE NEW.event LIKE g.event || '%') THEN
            PERFORM pg_advisory_xact_lock_shared(4711);
          END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER gate BEFORE INSERT ON crossfade.journal
          FOR EACH ROW EXECUTE FUNCTION public.gate();
        """);
  }

  /** Whoever writes an event that begins like this waits from now on. */
  void close(String event, String step) throws SQLException {
    execute("SELECT pg_advisory_lock(4711)");
    execute(
        "INSERT INTO public.gate VALUES ('{\"event\":\"%s\",\"step\":\"%s\"')"
            .formatted(event, step));
  }

  /** The same for a phase that is entered. */
  void closeBefore(String phase) throws SQLException {
    execute("SELECT pg_advisory_lock(4711)");
    execute(
        "INSERT INTO public.gate VALUES ('{\"event\":\"Entered\",\"phase\":\"%s\"')"
            .formatted(phase));
  }

  /** Whether somebody waits. */
  boolean reached() throws SQLException {
    return !numbers(WAITING).isEmpty();
  }

  /** Lets everybody go on; what waits has this fate. */
  void open(Fate fate) throws SQLException {
    if (fate == Fate.LOST) {
      execute("SELECT pg_terminate_backend(pid) FROM (" + WAITING + ") AS w");
      while (reached()) {
        Thread.onSpinWait();
      }
    }
    execute("DELETE FROM public.gate");
    execute("SELECT pg_advisory_unlock(4711)");
  }

  /** Events of the journal, as text. */
  List<String> events() throws SQLException {
    return texts("SELECT event FROM crossfade.journal ORDER BY version");
  }

  /** Epoch of each entry of the journal, in its order. */
  List<Long> epochs() throws SQLException {
    return numbers("SELECT epoch FROM crossfade.journal WHERE epoch > 0 ORDER BY version");
  }

  /** Whether somebody has the lease. */
  boolean leased() throws SQLException {
    return texts("SELECT 1 FROM crossfade.journal_head WHERE lease_until > clock_timestamp()")
        .contains("1");
  }

  private List<Long> numbers(String query) throws SQLException {
    return texts(query).stream().map(Long::valueOf).toList();
  }

  private List<String> texts(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
