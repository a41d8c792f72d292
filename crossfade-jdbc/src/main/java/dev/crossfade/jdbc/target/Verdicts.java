package dev.crossfade.jdbc.target;

import dev.crossfade.core.compare.Bookmark;
import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of verdicts. */
final class Verdicts {

  private Verdicts() {}

  static void insert(Connection connection, String migration, Verdict verdict) throws SQLException {
    List<String> sources = List.copyOf(verdict.asOf().keySet());
    List<String> streams = List.copyOf(verdict.bookmarks().keySet());
    List<Bookmark> bookmarks = streams.stream().map(verdict.bookmarks()::get).toList();
    Coverage coverage = verdict.coverage();
    Coverage.Upkeep upkeep = coverage instanceof Coverage.Upkeep some ? some : null;
    long id =
        Sql.number(
            connection,
            "INSERT INTO crossfade.verdict (migration, entity, result, rows_compared,"
                + " mismatch_count, unsettled, parked, refused, discarded, as_of_source, as_of_position,"
                + " mapping_version, started_at, finished_at, coverage, because, full_pass_at,"
                + " touched, digest, stream_source, stream_id, stream_offset)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " RETURNING id",
            migration,
            verdict.entity(),
            verdict.result().name(),
            verdict.rowsCompared(),
            verdict.mismatchCount(),
            verdict.unsettled(),
            verdict.parked(),
            verdict.refused(),
            verdict.discarded(),
            sources.toArray(String[]::new),
            sources.stream().map(verdict.asOf()::get).toArray(String[]::new),
            verdict.mappingVersion(),
            utc(verdict.startedAt()),
            utc(verdict.finishedAt()),
            upkeep == null ? "FULL" : "UPKEEP",
            coverage instanceof Coverage.Full full ? full.because() : "",
            upkeep == null ? null : utc(upkeep.fullPass()),
            upkeep == null ? null : upkeep.touched(),
            coverage.digest(),
            streams.toArray(String[]::new),
            bookmarks.stream().map(Bookmark::stream).toArray(String[]::new),
            bookmarks.stream().map(Bookmark::offset).toArray(Long[]::new));
    int ordinal = 0;
    for (Mismatch mismatch : verdict.mismatches()) {
      Sql.update(
          connection,
          "INSERT INTO crossfade.mismatch VALUES (?, ?, ?, ?, ?)",
          id,
          ordinal++,
          mismatch.kind().name(),
          mismatch.key(),
          mismatch.columns().toArray(String[]::new));
    }
  }

  static List<Verdict> latest(Connection connection, String migration) throws SQLException {
    Map<Long, List<Mismatch>> mismatches = new HashMap<>();
    Sql.list(
        connection,
        "SELECT m.verdict, m.kind, m.key, m.columns, v.entity FROM crossfade.mismatch m"
            + " JOIN crossfade.verdict v ON v.id = m.verdict WHERE m.verdict IN (SELECT max(id)"
            + " FROM crossfade.verdict WHERE migration = ? GROUP BY entity)"
            + " ORDER BY m.verdict, m.ordinal",
        row ->
            mismatches
                .computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                .add(
                    new Mismatch(
                        row.getString(5),
                        MismatchKind.valueOf(row.getString(2)),
                        row.getString(3),
                        texts(row, 4))),
        migration);
    return Sql.list(
        connection,
        "SELECT DISTINCT ON (entity) * FROM crossfade.verdict WHERE migration = ?"
            + " ORDER BY entity, id DESC",
        row -> verdict(row, mismatches.getOrDefault(row.getLong("id"), List.of())),
        migration);
  }

  /** The latest verdict about all rows of an entity; what it found is left out. */
  static Optional<Verdict> latestFull(Connection connection, String migration, String entity)
      throws SQLException {
    return latest(connection, migration, entity, "coverage = 'FULL'");
  }

  /** The latest verdict that found an entity equal. */
  static Optional<Verdict> latestEqual(Connection connection, String migration, String entity)
      throws SQLException {
    return latest(connection, migration, entity, "result = 'EQUAL'");
  }

  private static Optional<Verdict> latest(
      Connection connection, String migration, String entity, String condition)
      throws SQLException {
    return Sql.find(
        connection,
        "SELECT * FROM crossfade.verdict WHERE migration = ? AND entity = ? AND "
            + condition
            + " ORDER BY id DESC LIMIT 1",
        row -> verdict(row, List.of()),
        migration,
        entity);
  }

  private static Verdict verdict(ResultSet row, List<Mismatch> found) throws SQLException {
    List<String> sources = texts(row, row.findColumn("as_of_source"));
    List<String> positions = texts(row, row.findColumn("as_of_position"));
    Map<String, String> asOf = new HashMap<>();
    for (int i = 0; i < sources.size(); i++) {
      asOf.put(sources.get(i), positions.get(i));
    }
    return new Verdict(
        row.getString("entity"),
        Verdict.Result.valueOf(row.getString("result")),
        row.getLong("rows_compared"),
        row.getLong("mismatch_count"),
        found,
        row.getLong("unsettled"),
        row.getLong("parked"),
        row.getLong("refused"),
        row.getLong("discarded"),
        asOf,
        row.getString("mapping_version"),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        coverage(row),
        bookmarks(row));
  }

  private static Coverage coverage(ResultSet row) throws SQLException {
    return row.getString("coverage").equals("FULL")
        ? new Coverage.Full(row.getString("because"), row.getString("digest"))
        : new Coverage.Upkeep(
            instant(row, "full_pass_at"), row.getLong("touched"), row.getString("digest"));
  }

  private static Map<String, Bookmark> bookmarks(ResultSet row) throws SQLException {
    List<String> sources = texts(row, row.findColumn("stream_source"));
    List<String> streams = texts(row, row.findColumn("stream_id"));
    Long[] offsets = (Long[]) row.getArray("stream_offset").getArray();
    Map<String, Bookmark> bookmarks = new HashMap<>();
    for (int i = 0; i < sources.size(); i++) {
      bookmarks.put(sources.get(i), new Bookmark(streams.get(i), offsets[i]));
    }
    return bookmarks;
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
