package dev.crossfade.it.kills;

import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes whoever writes a row that a test names stand still in the database, at the commit of the
 * transaction: it is kept from ending, not from being carried out. Nothing in the product knows of
 * it. In a schema of its own, so that no source has one table more.
 */
final class Gate implements Stop {

  private static final String FUNCTION =
      """
      CREATE SCHEMA IF NOT EXISTS gate;
      CREATE TABLE IF NOT EXISTS gate.closed (id integer, place text, pattern text);
      CREATE OR REPLACE FUNCTION gate.pass() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE found integer;
      BEGIN
        LOOP
          SELECT id INTO found FROM gate.closed c
            WHERE c.place = TG_TABLE_NAME AND to_json(NEW)::text LIKE c.pattern;
          EXIT WHEN found IS NULL;
          PERFORM pg_advisory_xact_lock_shared(4711, found);
          PERFORM pg_sleep(0.01);
        END LOOP;
        RETURN NULL;
      END $$;
      """;
  private static final String TRIGGER =
      """
      CREATE CONSTRAINT TRIGGER gate AFTER INSERT OR UPDATE ON crossfade.%1$s
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gate.pass();
      ALTER TABLE crossfade.%1$s ENABLE ALWAYS TRIGGER gate;
      """;
  private static final String WAITING =
      "FROM pg_locks WHERE locktype = 'advisory' AND classid = 4711 AND granted AND objid = ";
  private static final AtomicInteger IDS = new AtomicInteger();

  private final int id = IDS.incrementAndGet();

  private final Database database;
  private final String table;
  private final String pattern;

  /**
   * @param table of schema {@code crossfade}
   * @param pattern as of LIKE, of the row as JSON
   */
  Gate(Database database, String table, String pattern) {
    this.database = database;
    this.table = table;
    this.pattern = pattern;
  }

  @Override
  public void arm() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(FUNCTION);
      if (Sql.number(
              connection,
              "SELECT count(*) FROM pg_trigger WHERE tgname = 'gate' AND tgrelid = ?::regclass",
              "crossfade." + table)
          == 0) {
        statement.execute(TRIGGER.formatted(table));
      }
      Sql.update(connection, "INSERT INTO gate.closed VALUES (?, ?, ?)", id, table, pattern);
    }
  }

  @Override
  public boolean reached() throws SQLException {
    try (Connection connection = database.connect()) {
      return Sql.number(connection, "SELECT count(*) " + WAITING + id) > 0;
    }
  }

  @Override
  public void release(Fate fate) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      if (fate == Fate.LOST) {
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM (SELECT pid " + WAITING + id + ") AS waiting");
        while (Sql.number(connection, "SELECT count(*) " + WAITING + id) > 0) {
          Thread.onSpinWait();
        }
      }
      statement.execute("DELETE FROM gate.closed WHERE id = " + id);
      while (Sql.number(connection, "SELECT count(*) " + WAITING + id) > 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public String toString() {
    return "gate at " + table + " like " + pattern;
  }
}
