package dev.crossfade.it.reverse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.demo.DemoCompany;
import dev.crossfade.embedded.demo.DemoDatabase;
import dev.crossfade.embedded.demo.DemoSpecification;
import dev.crossfade.engine.apply.RowText;
import dev.crossfade.engine.reverse.ReverseApplier;
import dev.crossfade.jdbc.source.SourceDatabases;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.reverse.LegacyDatabases;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.mapping.WayBack;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.RowValues;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.reverse.LegacyTable;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.reverse.Unrestored;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.source.StreamBatch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo company after a cutover: people write on the target, both sources follow, and the
 * process dies again and again. In the end the mappings make of the sources what the target has.
 */
class ReverseApplyTest {

  private static final int BATCHES = Integer.getInteger("crossfade.reverse.batches", 120);
  private static final Position CUTOVER = new Position(9, 0, 0);

  @TempDir private Path folder;

  private final Map<String, SourceDatabase> sources = new TreeMap<>();
  private final Map<String, LegacyDatabase> legacy = new TreeMap<>();
  private final Random random = new Random(7);
  private int deaths;

  @Test
  void sourcesFollowWhatIsWrittenOnTheTarget() throws Exception {
    try (EmbeddedService<DatabaseEndpoint> crm =
            EmbeddedPostgres.start(folder.resolve("crm"), DatabaseOptions.database("crm"));
        EmbeddedService<DatabaseEndpoint> ads =
            EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads"))) {
      new DemoCompany(7, 1_000).moveIn(company(crm), company(ads), made -> {});
      open("crm", SystemType.POSTGRESQL, crm.endpoint(), ZeroDates.REFUSE);
      open("ads", SystemType.MARIADB, ads.endpoint(), ZeroDates.NULL);
      follow(migration());
      sources.values().forEach(SourceDatabase::close);
      legacy.values().forEach(LegacyDatabase::close);
    }
  }

  private static DemoDatabase company(EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint endpoint = service.endpoint();
    return new DemoDatabase(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }

  private void open(String name, SystemType type, DatabaseEndpoint at, ZeroDates zeroDates) {
    SourceSettings settings =
        new SourceSettings(
            type,
            at.host(),
            at.port(),
            at.database(),
            at.user(),
            at.password(),
            "unify",
            name,
            zeroDates,
            Tls.UNSAID);
    sources.put(name, SourceDatabases.open(settings));
    legacy.put(name, LegacyDatabases.open(settings));
    legacy.get(name).prepare();
  }

  private CompiledMigration migration() throws Exception {
    DemoSpecification.writeTo(folder.resolve("specification"));
    SpecDocument document = SpecificationLoader.load(folder.resolve("specification"));
    Map<String, List<TableSchema>> catalogs = new HashMap<>();
    sources.forEach((name, source) -> catalogs.put(name, source.catalog()));
    return MappingCompiler.compile(document.spec(), catalogs, document.locations());
  }

  private void follow(CompiledMigration migration) {
    assertThat(WayBack.of(migration)).allSatisfy(way -> assertThat(way.refusals()).isEmpty());
    for (CompiledMapping mapping : migration.mappings()) {
      LegacyTable table = new LegacyTable(mapping.sourceTable(), mapping.reverse().needDefaults());
      assertThat(legacy.get(mapping.source()).preflight(List.of(table))).isEmpty();
    }
    WrittenTarget target = WrittenTarget.of(migration, sources);
    List<StreamBatch> batches = batches(target);
    sources.keySet().forEach(source -> follow(migration, source, batches));
    Set<String> unrestored = new HashSet<>();
    legacy.forEach(
        (source, database) ->
            database
                .unrestored(10_000)
                .forEach(
                    each -> {
                      System.out.println("unrestored: " + words(each));
                      unrestored.add(each.entity() + " " + each.key());
                    }));
    System.out.printf(
        "followed: %d batches, %d deaths, %d unrestored%n", BATCHES, deaths, unrestored.size());
    compare(migration, target, WrittenTarget.of(migration, sources), unrestored);
    assertThat(deaths).isGreaterThan(10);
    assertThat(unrestored).hasSizeLessThan(BATCHES / 4);
  }

  private static String words(Unrestored row) {
    return row.entity() + " " + row.code() + " " + row.reason();
  }

  private List<StreamBatch> batches(WrittenTarget target) {
    List<StreamBatch> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      List<SourceTransaction> transactions = new ArrayList<>();
      for (int t = random.nextInt(3); t >= 0; t--) {
        List<Change> changes = new ArrayList<>();
        for (int c = random.nextInt(5); c >= 0; c--) {
          changes.add(target.change());
        }
        Position end = changes.get(changes.size() - 1).position();
        transactions.add(new SourceTransaction("tx", 0, Instant.EPOCH, changes, null, end));
      }
      batches.add(new StreamBatch(transactions, i + 1));
    }
    return batches;
  }

  private void follow(CompiledMigration migration, String source, List<StreamBatch> batches) {
    long next = 0;
    while (next < batches.size()) {
      try (ReverseApplier applier =
          new ReverseApplier(
              migration, source, new KillableLegacy(legacy.get(source).openApplier(), random))) {
        ReverseState state = applier.own("topic", 0, CUTOVER);
        while (state.nextOffset() < batches.size()) {
          state = applier.apply(state, batches.get((int) state.nextOffset()));
        }
        next = state.nextOffset();
      } catch (KillableLegacy.Killed killed) {
        deaths++;
      }
    }
  }

  private static void compare(
      CompiledMigration migration, WrittenTarget target, WrittenTarget seen, Set<String> except) {
    for (CompiledMapping mapping : migration.mappings()) {
      TableSchema shape = mapping.entity();
      Map<Key, Object[]> wanted = target.rows(shape.id().name());
      Map<Key, Object[]> found = seen.rows(shape.id().name());
      if (shape.keyless()) {
        assertThat(found).as(shape.id().name()).hasSameSizeAs(wanted);
        continue;
      }
      Set<Key> keys = new HashSet<>(wanted.keySet());
      keys.addAll(found.keySet());
      for (Key key : keys) {
        String name = shape.id().name() + " " + RowText.key(shape, key);
        if (except.contains(name)) {
          continue;
        }
        assertThat(found).as(name).containsKey(key);
        assertThat(wanted).as(name).containsKey(key);
        same(mapping, name, wanted.get(key), found.get(key));
      }
    }
  }

  private static void same(CompiledMapping mapping, String name, Object[] one, Object[] other) {
    for (int i = 0; i < one.length; i++) {
      if (mapping.reversibility(i) == Reversibility.ONE_WAY) {
        continue;
      }
      UnaryOperator<Object> reader = RowValues.reader(mapping.entity().columns().get(i).type());
      boolean equal =
          one[i] == null || other[i] == null
              ? one[i] == other[i]
              : Objects.equals(reader.apply(one[i]), reader.apply(other[i]));
      assertThat(equal).as("%s %s", name, mapping.entity().columns().get(i).name()).isTrue();
    }
  }
}
