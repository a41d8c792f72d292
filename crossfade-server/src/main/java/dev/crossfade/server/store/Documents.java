package dev.crossfade.server.store;

import dev.crossfade.jdbc.control.ControlSettings;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The specifications of all migrations. A deleted one whose journal was begun at the same moment is
 * there again: what has a journal always has its specification. Thread-safe.
 */
public final class Documents {

  /** Deleted or not, what was begun exists. */
  private static final String THERE =
      " (m.deleted_at IS NULL OR EXISTS (SELECT 1 FROM crossfade.journal_head h"
          + " WHERE h.migration = m.name AND h.version > 0)) ";

  private static final String COLUMNS =
      "SELECT m.name, m.files::text AS files, m.environment, m.content_hash, m.created_at,"
          + " m.created_by FROM crossfade.migration m WHERE"
          + THERE;

  /** Without files, which may be large. */
  private static final String HEADS = COLUMNS.replace("m.files::text AS files, ", "");

  private static final TypeReference<Map<String, String>> FILES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json = JsonMapper.shared();

  public Documents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those that servers keep in a store, for who is none; empty where no server keeps any. */
  public static Optional<Documents> kept(ControlSettings settings) {
    JdbcClient jdbc = JdbcClient.create(source(settings));
    return jdbc.sql("SELECT to_regclass('crossfade.migration') IS NOT NULL")
            .query(Boolean.class)
            .single()
        ? Optional.of(new Documents(jdbc))
        : Optional.empty();
  }

  private static DriverManagerDataSource source(ControlSettings settings) {
    DriverManagerDataSource source =
        new DriverManagerDataSource(
            StoreConnection.url(settings), settings.user(), settings.password());
    source.setConnectionProperties(StoreConnection.properties(settings, "crossfade"));
    return source;
  }

  /**
   * A specification as it was given.
   *
   * @param name of the migration
   * @param files texts by their paths in the folder
   * @param environment whose overlay is laid over them, if any
   * @param contentHash of what it says
   */
  public record Document(
      String name,
      Map<String, String> files,
      @Nullable String environment,
      String contentHash,
      Instant createdAt,
      String createdBy) {

    public Document {
      files = Map.copyOf(files);
    }
  }

  /** A specification without its files. */
  public record Head(
      String name,
      @Nullable String environment,
      String contentHash,
      Instant createdAt,
      String createdBy) {}

  record HeadRow(
      String name,
      @Nullable String environment,
      String contentHash,
      OffsetDateTime createdAt,
      String createdBy) {

    Head head() {
      return new Head(name, environment, contentHash, createdAt.toInstant(), createdBy);
    }
  }

  record Row(
      String name,
      String files,
      @Nullable String environment,
      String contentHash,
      OffsetDateTime createdAt,
      String createdBy) {}

  /** Keeps a new one; false when there is one of that name. */
  public boolean add(Document document) {
    String insert =
        "INSERT INTO crossfade.migration AS m (name, files, environment, content_hash, created_at,"
            + " created_by) VALUES (?, ?::jsonb, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
            + " files = excluded.files, environment = excluded.environment,"
            + " content_hash = excluded.content_hash, created_at = excluded.created_at,"
            + " created_by = excluded.created_by, deleted_at = NULL WHERE NOT"
            + THERE;
    return jdbc.sql(insert)
            .param(document.name())
            .param(json.writeValueAsString(document.files()))
            .param(document.environment())
            .param(document.contentHash())
            .param(document.createdAt().atOffset(ZoneOffset.UTC))
            .param(document.createdBy())
            .update()
        > 0;
  }

  /** Which migrations a change is meant for. */
  public enum Stage {
    /** Those to which nothing has happened. */
    DRAFT,
    /** Any. */
    ANY
  }

  /**
   * Puts another specification in the place of the one that was seen.
   *
   * @param seen content hash of the one that was seen
   * @return false when another one is there by now, or the migration is not at this stage any more
   */
  public boolean replace(Document next, String seen, Stage stage) {
    String draft =
        stage == Stage.DRAFT
            ? " AND NOT EXISTS (SELECT 1 FROM crossfade.journal_head h"
                + " WHERE h.migration = m.name AND h.version > 0)"
            : "";
    return jdbc.sql(
                "UPDATE crossfade.migration m SET files = ?::jsonb, environment = ?,"
                    + " content_hash = ? WHERE m.name = ? AND m.deleted_at IS NULL"
                    + " AND m.content_hash = ?"
                    + draft)
            .param(json.writeValueAsString(next.files()))
            .param(next.environment())
            .param(next.contentHash())
            .param(next.name())
            .param(seen)
            .update()
        > 0;
  }

  /** The one of this name, if it exists. */
  public Optional<Document> find(String name) {
    return jdbc.sql(COLUMNS + "AND m.name = ?")
        .param(name)
        .query(Row.class)
        .optional()
        .map(this::document);
  }

  /** The next ones in the order of their names. */
  public List<Head> heads(String name, int most) {
    return jdbc
        .sql(HEADS + "AND m.name COLLATE \"C\" > ? ORDER BY m.name COLLATE \"C\" LIMIT ?")
        .params(name, most)
        .query(HeadRow.class)
        .list()
        .stream()
        .map(HeadRow::head)
        .toList();
  }

  /** Deletes one whose journal is empty; false when there is none, or it has begun. */
  public boolean delete(String name, Instant at) {
    return jdbc.sql(
                "UPDATE crossfade.migration m SET deleted_at = ? WHERE m.name = ?"
                    + " AND m.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM"
                    + " crossfade.journal_head h WHERE h.migration = m.name AND h.version > 0)")
            .params(at.atOffset(ZoneOffset.UTC), name)
            .update()
        > 0;
  }

  private Document document(Row row) {
    return new Document(
        row.name(),
        json.readValue(row.files(), FILES),
        row.environment(),
        row.contentHash(),
        row.createdAt().toInstant(),
        row.createdBy());
  }
}
