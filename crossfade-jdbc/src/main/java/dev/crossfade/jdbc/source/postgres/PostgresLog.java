package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.LogNames;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.SourceLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Publication, slot and marks.
 *
 * <p>Facts of the identity: {@code engine, database, system, timeline, publication, slot, plugin};
 * slot and publication are {@code absent} when they do not exist, the slot {@code lost} when the
 * server has removed log it needs.
 */
final class PostgresLog implements SourceLog {

  static final String ABSENT = "absent";
  private static final String LOST = "lost";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Beside what is followed already nobody waits for long at once: it is tried again. */
  private static final Duration BESIDE = Duration.ofSeconds(10);

  private final PostgresConnections connections;
  private final SourceSettings settings;
  private final String name;
  private final SourceSession session;
  private final PostgresMarks marks;
  private final Duration patience;

  PostgresLog(PostgresConnections connections) {
    this(connections, PATIENCE);
  }

  /**
   * @param patience how long the slot waits for transactions that are open when it is created, or
   *     write to tables that it is to carry from then on
   */
  PostgresLog(PostgresConnections connections, Duration patience) {
    this.patience = patience;
    this.connections = connections;
    this.settings = connections.settings();
    this.name = LogNames.slot(settings);
    this.session = connections.session();
    this.marks = new PostgresMarks(connections.session(), settings.migration());
  }

  /** A slot that was created once and is gone now is a gap, never created again. */
  @Override
  public synchronized LogIdentity prepare(Collection<TableId> tables) {
    return session.run(
        "prepare the log",
        connection -> {
          PostgresPublications publications = new PostgresPublications(connection, settings);
          PostgresSlot slot = PostgresSlot.find(connection, name);
          check(slot, publications.slotWasCreated());
          if (slot != null) {
            follow(publications, tables);
          } else {
            publications.ensure(tables);
            if (!PostgresSlot.create(connection, name, patience)) {
              throw waits();
            }
          }
          publications.rememberSlot();
          return identity(connection);
        });
  }

  private void follow(PostgresPublications publications, Collection<TableId> tables)
      throws SQLException {
    Duration most = patience.compareTo(BESIDE) < 0 ? patience : BESIDE;
    if (!publications.ensureBehindWriters(tables, most)) {
      throw Problem.of(
              SourceProblem.SLOT_WAITS,
              "Slot " + name + " of source " + settings.label() + " could not take more tables",
              "transactions that write to them, or maintenance of them, are open; what they wrote"
                  + " would be in no log",
              "end the oldest transactions (pg_stat_activity, pg_prepared_xacts), then try again")
          .raise();
    }
  }

  @Override
  public synchronized LogIdentity identity() {
    return session.run("identify the log", this::identity);
  }

  @Override
  public Mark mark() {
    return marks.write();
  }

  @Override
  public List<Problem> gaps(String seen, String now, @Nullable String captured) {
    return new PostgresGaps(name, settings.label(), this::end).problems(seen, now, captured);
  }

  private synchronized String end() {
    return session.run("find the end of the log", PostgresSystem::end);
  }

  /** Those of the tables that are published without updates and deletes. */
  @Override
  public synchronized Map<TableId, Long> unseenChanges() {
    return session.run("look for changes the log does not carry", this::unseenChanges);
  }

  @Override
  public synchronized Set<TableId> untold(Collection<TableId> tables) {
    return session.run(
        "look which tables are published",
        connection -> new PostgresPublications(connection, settings).missing(tables));
  }

  @Override
  public synchronized long retainedBytes() {
    return session.run(
        "measure the log",
        connection -> {
          PostgresSlot slot = PostgresSlot.find(connection, name);
          return slot == null ? -1L : slot.retained();
        });
  }

  @Override
  public synchronized List<String> left() {
    return session.run(
        "look at what is left of slot and publication",
        connection -> {
          List<String> left = new ArrayList<>();
          if (PostgresSlot.find(connection, name) != null) {
            left.add("drop replication slot " + name);
          }
          for (String publication : new PostgresPublications(connection, settings).existing()) {
            left.add("drop publication " + publication);
          }
          return left;
        });
  }

  /** Fails with a TRANSIENT problem while somebody still reads from the slot. */
  @Override
  public synchronized void remove() {
    session.act(
        "remove slot and publication",
        connection -> {
          if (PostgresSlot.find(connection, name) != null) {
            PostgresSlot.drop(connection, name);
          }
          new PostgresPublications(connection, settings).drop();
        });
  }

  @Override
  public synchronized void close() {
    session.close();
    marks.close();
  }

  private Map<TableId, Long> unseenChanges(Connection connection) throws SQLException {
    Map<TableId, Long> changes = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(PreflightSql.UNSEEN)) {
      statement.setString(1, LogNames.append(settings));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          changes.put(new TableId(row.getString(1), row.getString(2)), row.getLong(3));
        }
      }
    }
    return changes;
  }

  private void check(@Nullable PostgresSlot slot, boolean created) {
    if (slot == null) {
      if (created) {
        throw gap("it was created by this migration and does not exist any more");
      }
      return;
    }
    if (slot.lost()) {
      throw gap("the server has removed log that the slot still needed");
    }
    boolean ours =
        slot.plugin().equals(PostgresSlot.PLUGIN) && slot.database().equals(settings.database());
    if (!ours) {
      throw Problem.of(
              SourceProblem.SLOT_FOREIGN,
              "Replication slot " + name + " of source " + settings.label() + " is not ours",
              "it reads database '" + slot.database() + "' with plugin '" + slot.plugin() + "'",
              "drop the slot if nobody needs it, or give the migration another name")
          .raise();
    }
  }

  private ProblemException waits() {
    return Problem.of(
            SourceProblem.SLOT_WAITS,
            "Slot " + name + " of source " + settings.label() + " could not begin",
            "transactions have been open on the server for more than "
                + patience.toSeconds()
                + " s; a slot begins where none of them is",
            "end the oldest transactions (pg_stat_activity, pg_prepared_xacts), then try again")
        .raise();
  }

  private ProblemException gap(String why) {
    return PostgresGaps.of(name, settings.label(), why).raise();
  }

  private LogIdentity identity(Connection connection) throws SQLException {
    PostgresSystem system = PostgresSystem.ask(connection, connections);
    PostgresSlot slot = PostgresSlot.find(connection, name);
    Map<String, String> facts = new TreeMap<>();
    facts.put("engine", settings.engine().text());
    facts.put("database", settings.database());
    facts.put("system", system.id());
    facts.put("timeline", system.timeline());
    PostgresPublications publications = new PostgresPublications(connection, settings);
    facts.put("publication", publications.exist() ? publications.name() : ABSENT);
    facts.put("slot", slot == null ? ABSENT : slot.lost() ? LOST : name);
    facts.put("plugin", slot == null ? ABSENT : slot.plugin());
    return new LogIdentity(facts, slot == null ? "" : slot.confirmed());
  }
}
