package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.PublishSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL that the test classes of this package share, and short ways to say what tests
 * say often. Tests keep apart by the names of their migrations.
 */
final class TargetFixture {

  static final Duration TTL = Duration.ofMinutes(1);
  static final LogicalType INT = new LogicalType.Int(64);
  static final LogicalType TEXT = LogicalType.Text.UNBOUNDED;

  private static @Nullable EmbeddedService<DatabaseEndpoint> shared;

  private final EmbeddedService<DatabaseEndpoint> service = service();

  /** Started by the first class, stopped when the tests' process ends. */
  private static synchronized EmbeddedService<DatabaseEndpoint> service() {
    if (shared == null) {
      try {
        Path folder = Files.createTempDirectory("crossfade-target-test");
        EmbeddedService<DatabaseEndpoint> started =
            EmbeddedPostgres.start(folder, DatabaseOptions.database("warehouse"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, folder)));
        shared = started;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  private static void stop(EmbeddedService<DatabaseEndpoint> service, Path folder) {
    service.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DatabaseEndpoint endpoint() {
    return service.endpoint();
  }

  TargetSettings settings(String migration, EntityShape... shapes) {
    return settings(migration, endpoint().port(), shapes);
  }

  TargetSettings settings(String migration, int port, EntityShape... shapes) {
    return new TargetSettings(
        endpoint().host(),
        port,
        endpoint().database(),
        endpoint().user(),
        endpoint().password(),
        migration.replace('-', '_') + "_prod",
        migration,
        "run-1",
        "tester",
        List.of(shapes),
        Tls.UNSAID);
  }

  /** Opens and prepares a target whose production schema is {@code <migration>_prod}. */
  TargetDatabase prepared(String migration, EntityShape... shapes) {
    TargetDatabase target = TargetDatabases.open(settings(migration, shapes));
    target.prepare(List.of(shapes));
    target.progress().remember(ProgressStore.SOURCE_OF_MAPPING + 0, "crm");
    target.progress().remember(ProgressStore.SOURCE_OF_MAPPING + 1, "ads");
    return target;
  }

  static EntityShape shape(String name, List<String> key, Column... columns) {
    TableSchema table = TableSchema.of(new TableId("ignored", name), List.of(columns), key);
    return new EntityShape(name, table, List.of(), List.of());
  }

  /** An entity with the columns id (key), email and note. */
  static EntityShape contacts(String name) {
    return shape(
        name,
        List.of("id"),
        Column.of("id", INT).notNull(),
        Column.of("email", TEXT),
        Column.of("note", TEXT));
  }

  static EntityShape unique(EntityShape shape, String... columns) {
    return new EntityShape(
        shape.name(), shape.table(), List.of(List.of(columns)), List.of(List.of("note")));
  }

  /** Plans one chunk of mapping 0, loads rows into it and completes the entity. */
  static void loaded(TargetDatabase target, EntityShape shape, Object[]... rows) {
    loaded(target, 0, shape, rows);
  }

  static void loaded(TargetDatabase target, int mapping, EntityShape shape, Object[]... rows) {
    target.loader().plan(mapping, shape.name(), shape.table(), List.of(KeyRange.ALL));
    load(target, shape, mapping, rows);
    target.loader().complete(shape.name());
  }

  static void load(TargetDatabase target, EntityShape shape, int mapping, Object[]... rows) {
    ChunkLease lease =
        target.loader().lease(Map.of(mapping, shape.table()), "worker", TTL).orElseThrow();
    try (ChunkLoad load = target.loader().begin(lease, "v1")) {
      for (Object[] row : rows) {
        load.write(row);
      }
      Committed.done(load.commit(new ChunkResult(rows.length, 1, null)));
    }
  }

  static void publish(TargetDatabase target, EntityShape... shapes) {
    List<String> names = new ArrayList<>();
    for (EntityShape shape : shapes) {
      target.publisher().ready(shape.name());
      names.add(shape.name());
    }
    try (PublishSession session = target.publisher().publish(names)) {
      Committed.done(session.commit());
    }
  }

  static Object[] row(@Nullable Object... values) {
    return values;
  }

  static Position at(long minor) {
    return new Position(1, minor, 0);
  }

  static StreamState moved(StreamState state, long by) {
    return new StreamState(
        state.streamId(),
        state.nextOffset() + by,
        at(state.nextOffset() + by),
        state.mark(),
        state.markWrittenAt(),
        state.epoch());
  }

  static EntityChange insert(String entity, long position, Object... row) {
    return new EntityChange(
        entity,
        0,
        "crm",
        Op.INSERT,
        null,
        Key.of(row[0]),
        row,
        null,
        Key.of(row[0]),
        at(position),
        7,
        null);
  }

  static EntityWrite.PositionedRow set(long position, Object... row) {
    return new EntityWrite.PositionedRow(row, at(position));
  }

  static EntityWrite write(String entity, List<Key> deletes, EntityWrite.PositionedRow... upserts) {
    return new EntityWrite(
        entity, EntityWrite.Reset.KEEP, deletes, List.of(upserts), List.of(), List.of());
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        endpoint().jdbcUrl(), endpoint().user(), endpoint().password());
  }

  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rows as text, columns separated by a bar, NULL as {@code null}. */
  List<String> query(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> list = new ArrayList<>();
      while (rows.next()) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          text.append(i == 1 ? "" : "|").append(rows.getString(i));
        }
        list.add(text.toString());
      }
      return list;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
