package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.PublishSession;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A published table of a real PostgreSQL that is migrated into another database of it, got a
 * column, and is held; nobody follows it.
 */
final class HeldItem implements AutoCloseable {

  static final TableId ITEM = new TableId("public", "item");

  final Path folder;
  final Map<String, String> logins;
  private final EmbeddedService<DatabaseEndpoint> service;

  HeldItem(Path place) throws Exception {
    service = EmbeddedPostgres.start(place.resolve("data"), DatabaseOptions.database("shop"));
    folder = place.resolve("spec");
    DatabaseEndpoint shop = service.endpoint();
    logins =
        Map.of(
            "CROSSFADE_SOURCE_USER", shop.user(),
            "CROSSFADE_SOURCE_PASSWORD", shop.password(),
            "CROSSFADE_TARGET_USER", shop.user(),
            "CROSSFADE_TARGET_PASSWORD", shop.password());
    execute("shop", "CREATE TABLE item (id int PRIMARY KEY, name text)");
    execute("shop", "CREATE DATABASE other");
    String server = "postgresql://127.0.0.1:" + shop.port();
    Initialization.run(
        new Initialization.Wishes(
            List.of(server + "/shop"), server + "/other", "public", null, folder, TlsSpec.UNSAID),
        logins);
    Files.writeString(
        folder.resolve("crossfade.yaml"), "drift: {added: evolve}\n", StandardOpenOption.APPEND);
    try (Connected connected = connected()) {
      publish(connected);
      execute("shop", "ALTER TABLE item ADD COLUMN fresh text");
      hold(connected.target());
    }
  }

  Connected connected() {
    return Connected.open(folder, logins);
  }

  /** As an owner of this epoch, who brings control tables up to date. */
  void own(Connected connected, long epoch) {
    try (ControlStore control = connected.openControl()) {
      control.prepare();
      connected.target().fence(epoch, control.audit().origin());
    }
  }

  private void publish(Connected connected) {
    TargetDatabase target = connected.target();
    own(connected, 1);
    target.prepare(Shapes.of(connected.spec()));
    connected.rememberTables("shop", connected.catalogs().get("shop"));
    Numbered item = Mappings.load(connected.compiled(), target).all().get(0);
    target
        .loader()
        .plan(item.number(), item.entity(), item.mapping().sourceTable(), List.of(KeyRange.ALL));
    ChunkLease lease =
        target
            .loader()
            .lease(
                Map.of(item.number(), item.mapping().sourceTable()), "test", Duration.ofMinutes(1))
            .orElseThrow();
    try (ChunkLoad load = target.loader().begin(lease, item.mapping().version())) {
      done(load.commit(new ChunkResult(0, 1, null)));
    }
    target.loader().complete(item.entity());
    target.publisher().ready(item.entity());
    try (PublishSession session = target.publisher().publish(List.of(item.entity()))) {
      done(session.commit());
    }
  }

  private static void hold(TargetDatabase target) {
    Alterations more = new Alterations(Set.of(Alterations.Cause.NEW), "column fresh is new");
    HeldTable held =
        new HeldTable("shop", ITEM, HeldTable.State.HELD, Position.START, Instant.EPOCH, more);
    try (Applier applier = target.openApplier("shop")) {
      StreamState state = applier.own("stream", 0);
      try (StreamSession session = applier.begin(state, state, "")) {
        session.holdTable(held);
        done(session.commit(0));
      }
    }
  }

  private static <T> void done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
  }

  /** What anybody wrote anywhere: the folder, the target's tables, decisions, and holds. */
  List<String> everything() throws Exception {
    return List.of(
        FolderTexts.of(folder).toString(),
        query("SELECT string_agg(t::text, ' ') FROM crossfade.held_table t"),
        query("SELECT string_agg(t::text, ' ') FROM crossfade.left_out t"),
        query("SELECT count(*) FROM crossfade.act"),
        query("SELECT count(*) FROM crossfade.repair"),
        query("SELECT string_agg(shape, ' ') FROM crossfade.entity"),
        query(
            "SELECT string_agg(column_name, ' ' ORDER BY column_name)"
                + " FROM information_schema.columns WHERE table_name = 'item'"));
  }

  String query(String sql) throws SQLException {
    try (Connection connection = connect("other");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect(String database) throws SQLException {
    DatabaseEndpoint at = service.endpoint();
    return DriverManager.getConnection(
        "jdbc:postgresql://" + at.host() + ":" + at.port() + "/" + database,
        at.user(),
        at.password());
  }

  @Override
  public void close() {
    service.close();
  }
}
