package dev.crossfade.jdbc.control;

import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.LogStart;
import dev.crossfade.core.audit.TreeHash;
import dev.crossfade.spi.audit.AuditLine;
import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.audit.AuditSearch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log in one table, its length in a row that every appending statement moves. The row is locked
 * until that statement's transaction, which is the statement, ends: places have no holes and are
 * taken in the order of commits.
 */
final class PostgresAuditLog implements AuditLog {

  /** Moves the end of the log; what is appended depends on it. */
  static final String HEAD = "head AS (UPDATE crossfade.audit_head h SET size = h.size + ";

  private static final String APPEND =
      "WITH fresh AS (SELECT l.* FROM "
          + LeafArrays.ROWS
          + " WHERE NOT EXISTS (SELECT FROM crossfade.audit_leaf o WHERE o.id = l.id)),"
          + " counted AS (SELECT count(*) AS count FROM fresh), "
          + HEAD
          + "c.count FROM counted c WHERE c.count > 0 RETURNING h.size - c.count AS first)"
          + " INSERT INTO crossfade.audit_leaf (index, "
          + LeafArrays.COLUMNS
          + ") SELECT h.first + row_number() OVER (ORDER BY f.ordinal) - 1,"
          + " f.id, f.kind, f.at, f.actor, f.subject, f.content, f.hash FROM head h, fresh f";

  private static final String LINES = "SELECT index, content, hash FROM crossfade.audit_leaf";
  private static final String UNIQUE_VIOLATION = "23505";
  private static final int ATTEMPTS = 5;

  private final ControlDatabase database;

  PostgresAuditLog(ControlDatabase database) {
    this.database = database;
  }

  /** The log's first leaf, unless it has one. */
  static void begin(Connection connection) throws SQLException {
    List<Leaf> first =
        ControlRows.list(
            connection,
            "SELECT origin, clock_timestamp() FROM crossfade.audit_head WHERE size = 0",
            row ->
                LogStart.leaf(
                    row.getString(1),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    "crossfade"));
    if (!first.isEmpty()) {
      insert(connection, first);
    }
  }

  @Override
  public String origin() {
    return head("SELECT origin FROM crossfade.audit_head", row -> row.getString(1));
  }

  @Override
  public long size() {
    return head("SELECT size FROM crossfade.audit_head", row -> row.getLong(1));
  }

  private <T> T head(String query, ControlRows.Reader<T> reader) {
    try {
      return database.each(c -> ControlRows.list(c, query, reader)).get(0);
    } catch (SQLException e) {
      throw ControlProblem.of("reading the head of the audit log", e);
    }
  }

  @Override
  public List<Long> append(List<Leaf> leaves) {
    Map<String, Leaf> unique = new LinkedHashMap<>();
    leaves.forEach(leaf -> unique.putIfAbsent(leaf.id(), leaf));
    for (int attempt = 1; ; attempt++) {
      try {
        Map<String, Long> places =
            database.each(
                connection -> {
                  insert(connection, List.copyOf(unique.values()));
                  return places(connection, unique.keySet().toArray(String[]::new));
                });
        return leaves.stream().map(leaf -> places.get(leaf.id())).toList();
      } catch (SQLException e) {
        if (!UNIQUE_VIOLATION.equals(e.getSQLState()) || attempt == ATTEMPTS) {
          throw ControlProblem.of("appending to the audit log", e);
        }
        // somebody else has appended one of them since the statement began
      }
    }
  }

  /** Appends in the transaction that the connection is in. */
  static void insert(Connection connection, List<Leaf> leaves) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
      LeafArrays.bind(connection, insert, 1, leaves);
      insert.executeUpdate();
    }
  }

  private static Map<String, Long> places(Connection connection, String[] ids) throws SQLException {
    Map<String, Long> places = new HashMap<>();
    ControlRows.list(
        connection,
        "SELECT id, index FROM crossfade.audit_leaf WHERE id = ANY (?)",
        row -> places.put(row.getString(1), row.getLong(2)),
        connection.createArrayOf("text", ids));
    return places;
  }

  @Override
  public List<AuditLine> read(long from, int max) {
    return lines(LINES + " WHERE index >= ? ORDER BY index LIMIT ?", from, max);
  }

  @Override
  public Optional<AuditLine> find(String id) {
    return lines(LINES + " WHERE id = ?", id).stream().findFirst();
  }

  @Override
  public List<AuditLine> search(AuditSearch wanted) {
    StringBuilder query = new StringBuilder(LINES).append(" WHERE index < ?");
    List<Object> parameters = new ArrayList<>(List.of(wanted.before()));
    also(query, parameters, "kind =", wanted.kind() == null ? null : wanted.kind().text());
    also(query, parameters, "actor =", wanted.actor());
    also(query, parameters, "subject =", wanted.subject());
    also(query, parameters, "at >=", utc(wanted.from()));
    also(query, parameters, "at <", utc(wanted.until()));
    parameters.add(wanted.max());
    return lines(query.append(" ORDER BY index DESC LIMIT ?").toString(), parameters.toArray());
  }

  private static @Nullable Object utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static void also(
      StringBuilder query, List<Object> parameters, String condition, @Nullable Object value) {
    if (value != null) {
      query.append(" AND ").append(condition).append(" ?");
      parameters.add(value);
    }
  }

  private List<AuditLine> lines(String query, Object... parameters) {
    try {
      return database.each(c -> ControlRows.list(c, query, PostgresAuditLog::line, parameters));
    } catch (SQLException e) {
      throw ControlProblem.of("reading the audit log", e);
    }
  }

  private static AuditLine line(ResultSet row) throws SQLException {
    return new AuditLine(row.getLong(1), row.getString(2), TreeHash.of(row.getBytes(3)));
  }
}
