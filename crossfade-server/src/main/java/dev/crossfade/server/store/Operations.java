package dev.crossfade.server.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Long work that was asked for, so that it can be asked about from anywhere. Thread-safe. */
public final class Operations {

  private static final String COLUMNS =
      "SELECT id, kind, migration, actor, created_at, version, deadline, finished_at,"
          + " result::text AS result, problem::text AS problem FROM crossfade.operation ";

  /** Stands for the version as long as nobody knows which one its wish led to. */
  private static final long ASKS = -1;

  private final JdbcClient jdbc;

  public Operations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One piece of work.
   *
   * @param kind what it does
   * @param version of the journal to which its wish led; 0 when it has none, negative when it may
   *     have one, whose append has the operation's id
   * @param deadline when whoever does it has ended, alive or not
   * @param finishedAt null as long as it is under way, or is followed in the journal
   * @param result JSON of what came out
   * @param problem JSON of why nothing did
   */
  public record Operation(
      String id,
      String kind,
      String migration,
      String actor,
      OffsetDateTime createdAt,
      long version,
      OffsetDateTime deadline,
      @Nullable OffsetDateTime finishedAt,
      @Nullable String result,
      @Nullable String problem) {

    /** Whether only the journal knows if it has asked for something. */
    public boolean asks() {
      return version < 0;
    }

    /** A new one. */
    public static Operation begun(
        String id,
        String kind,
        String migration,
        String actor,
        Instant at,
        long version,
        Instant by) {
      OffsetDateTime deadline = by.atOffset(ZoneOffset.UTC);
      OffsetDateTime created = at.atOffset(ZoneOffset.UTC);
      return new Operation(
          id, kind, migration, actor, created, version, deadline, null, null, null);
    }
  }

  /** Keeps a new one. */
  public void add(Operation operation) {
    jdbc.sql(
            "INSERT INTO crossfade.operation (id, kind, migration, actor, created_at, version,"
                + " deadline) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .params(
            operation.id(),
            operation.kind(),
            operation.migration(),
            operation.actor(),
            operation.createdAt(),
            operation.version(),
            operation.deadline())
        .update();
  }

  /** Records how one ended. */
  public void finish(String id, Instant at, @Nullable String result, @Nullable String problem) {
    jdbc.sql(
            "UPDATE crossfade.operation SET finished_at = ?, result = ?::jsonb, problem = ?::jsonb"
                + " WHERE id = ? AND finished_at IS NULL")
        .param(at.atOffset(ZoneOffset.UTC))
        .param(result)
        .param(problem)
        .param(id)
        .update();
  }

  /** Records that one led to a version of the journal, where it is followed from then on. */
  public void follow(String id, long version) {
    jdbc.sql("UPDATE crossfade.operation SET version = ? WHERE id = ? AND finished_at IS NULL")
        .params(version, id)
        .update();
  }

  /**
   * Records that one is about to ask for something; from then on it is not taken back.
   *
   * @return false when it has ended, or is too late
   */
  public boolean ask(String id, Instant now) {
    return jdbc.sql(
                "UPDATE crossfade.operation SET version = ? WHERE id = ? AND finished_at IS NULL"
                    + " AND version = 0 AND deadline > ?")
            .params(ASKS, id, now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Ends one that has asked for nothing yet; false when it has, or has ended. */
  public boolean takeBack(String id, Instant now, String problem) {
    return jdbc.sql(
                "UPDATE crossfade.operation SET finished_at = ?, problem = ?::jsonb WHERE id = ?"
                    + " AND finished_at IS NULL AND version = 0")
            .params(now.atOffset(ZoneOffset.UTC), problem, id)
            .update()
        == 1;
  }

  /** Those of a kind that may still ask for something, the newest first. */
  public List<Operation> waiting(String migration, String kind, Instant now) {
    return jdbc.sql(
            COLUMNS
                + "WHERE migration = ? AND kind = ? AND finished_at IS NULL AND version <= 0"
                + " AND deadline > ? ORDER BY created_at DESC, id DESC")
        .params(migration, kind, now.atOffset(ZoneOffset.UTC))
        .query(Operation.class)
        .list();
  }

  public Optional<Operation> find(String id) {
    return jdbc.sql(COLUMNS + "WHERE id = ?").param(id).query(Operation.class).optional();
  }

  /** Those of a migration, the newest first, behind the one of this id. */
  public List<Operation> of(String migration, String after, int most) {
    String behind =
        after.isEmpty()
            ? ""
            : " AND (created_at, id) < (SELECT created_at, id FROM crossfade.operation"
                + " WHERE id = :after)";
    return jdbc.sql(
            COLUMNS
                + "WHERE migration = :migration"
                + behind
                + " ORDER BY created_at DESC, id DESC LIMIT :most")
        .param("migration", migration)
        .param("after", after)
        .param("most", most)
        .query(Operation.class)
        .list();
  }
}
