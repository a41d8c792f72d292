package dev.crossfade.oracle;

import dev.crossfade.oracle.rules.EntityRules;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The simplest replicator that is right: copies whole tables, one snapshot per transaction. */
public final class Replicator implements AutoCloseable {

  private static final Map<String, Integer> PROBES =
      Map.of(
          "probe_bank",
          2,
          "probe_register",
          2,
          "probe_counter",
          3,
          "probe_set",
          2,
          "probe_writer",
          3);
  private final Trial trial;
  private final Thread thread = new Thread(this::run, "replicator");
  private volatile boolean running = true;

  public Replicator(Trial trial) {
    this.trial = trial;
  }

  /** Tables and first copy appear together, as a publish has it. */
  public void publish() throws SQLException {
    try (Connection to = target();
        Statement statement = to.createStatement()) {
      for (String sql : TargetTables.sql()) {
        statement.execute(sql);
      }
      for (Source source : Source.values()) {
        copyProbes(source, to);
      }
      to.commit();
    }
  }

  public void start() {
    thread.start();
  }

  /** Ends the background copying. */
  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join();
  }

  private void run() {
    while (running) {
      for (Source source : Source.values()) {
        try {
          copyProbes(source);
        } catch (SQLException e) {
          // The source is down; the next turn will do.
        }
      }
    }
  }

  public void copyAll() throws SQLException {
    for (Source source : Source.values()) {
      copyProbes(source);
    }
    try (Connection to = target()) {
      for (EntityRules rules : EntityRules.all()) {
        copy(rules, to);
      }
      copy(
          Source.CRM,
          "SELECT id, sync_token FROM leads WHERE budget IS NULL OR budget <= 1000000",
          to,
          "lead",
          2);
      copy(Source.CRM, "SELECT id, sync_token FROM activities", to, "activity", 2);
      copy(Source.CRM, "SELECT url, sync_token FROM page_views", to, "page_view", 2);
      to.commit();
    }
  }

  private void copyProbes(Source source) throws SQLException {
    try (Connection to = target()) {
      copyProbes(source, to);
      to.commit();
    }
  }

  private void copyProbes(Source source, Connection to) throws SQLException {
    try (Connection from = trial.source(source).connect()) {
      from.setAutoCommit(false);
      from.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      for (Map.Entry<String, Integer> probe : PROBES.entrySet()) {
        String target = source.text() + "_" + probe.getKey();
        copy(from, "SELECT * FROM " + probe.getKey(), to, target, probe.getValue());
      }
    }
  }

  private void copy(Source source, String query, Connection to, String target, int columns)
      throws SQLException {
    try (Connection from = trial.source(source).connect()) {
      from.setAutoCommit(false);
      copy(from, query, to, target, columns);
    }
  }

  private void copy(Connection from, String query, Connection to, String target, int columns)
      throws SQLException {
    String marks = String.join(", ", java.util.Collections.nCopies(columns, "?"));
    fill(
        to,
        target,
        marks,
        insert ->
            Sql.query(
                from,
                query,
                row -> {
                  for (int i = 1; i <= columns; i++) {
                    insert.setObject(i, row.getObject(i));
                  }
                  insert.addBatch();
                }));
  }

  private void copy(EntityRules rules, Connection to) throws SQLException {
    try (Connection from = trial.source(rules.source()).connect()) {
      from.setAutoCommit(false);
      fill(
          to,
          rules.entity(),
          String.join(", ", TargetTables.casts(rules.entity())),
          insert ->
              Sql.query(
                  from,
                  rules.sourceQuery(),
                  row -> {
                    String[] values = rules.expected(row);
                    if (values != null) {
                      for (int i = 0; i < values.length; i++) {
                        insert.setString(i + 1, values[i]);
                      }
                      insert.addBatch();
                    }
                  }));
    }
  }

  private interface Filler {
    void fill(PreparedStatement insert) throws SQLException;
  }

  private void fill(Connection to, String target, String values, Filler filler)
      throws SQLException {
    String table = trial.production().table(target);
    Sql.update(to, "DELETE FROM " + table);
    try (PreparedStatement insert =
        to.prepareStatement("INSERT INTO " + table + " VALUES (" + values + ")")) {
      filler.fill(insert);
      insert.executeBatch();
    }
  }

  private Connection target() throws SQLException {
    Connection to = trial.production().database().connect();
    to.setAutoCommit(false);
    return to;
  }
}
