package dev.crossfade.bench.demo;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.demo.DemoSpecification;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.backfill.BackfillMeter;
import dev.crossfade.engine.backfill.BackfillPlanner;
import dev.crossfade.engine.backfill.BackfillWorker;
import dev.crossfade.jdbc.source.SourceDatabases;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.jdbc.target.TargetDatabases;
import dev.crossfade.jdbc.target.TargetSettings;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Crossfade's own path for the demo's contacts: read, map, stage, with everything it records. */
final class ContactsBackfill {

  private static final int WORKERS = 2;

  private final Path folder;
  private final DatabaseEndpoint crm;
  private final DatabaseEndpoint unified;

  ContactsBackfill(Path folder, DatabaseEndpoint crm, DatabaseEndpoint unified) {
    this.folder = folder;
    this.crm = crm;
    this.unified = unified;
  }

  Run run() throws Exception {
    MigrationSpec spec = contactsOnly();
    EntitySpec contact = spec.entities().get(0);
    EntityShape shape =
        new EntityShape(
            contact.name(), contact.shape("marketing"), contact.unique(), contact.indexes());
    dropEverything();
    try (SourceDatabase source = SourceDatabases.open(sourceSettings());
        TargetDatabase target = TargetDatabases.open(targetSettings(shape))) {
      target.prepare(List.of(shape));
      CompiledMigration compiled =
          MappingCompiler.compile(spec, Map.of("crm", source.catalog()), Locations.NONE);
      Mappings mappings = Mappings.load(compiled, target.progress());
      Map<String, SourceDatabase> sources = Map.of("crm", source);
      BackfillMeter meter = new BackfillMeter(Clock.systemUTC());
      Run.Watch watch = new Run.Watch();
      plan(new BackfillPlanner(sources, target, mappings, 50_000, planned -> {}));
      work(sources, target, mappings, meter);
      return watch.stop(meter.rows());
    }
  }

  private static void plan(BackfillPlanner planner) {
    boolean more = true;
    while (more) {
      more = planner.step() != null;
    }
  }

  private static void work(
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      Mappings mappings,
      BackfillMeter meter)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        BackfillWorker worker =
            new BackfillWorker(
                "bench-" + i,
                sources,
                target,
                mappings,
                EngineOptions.DEFAULTS,
                Clock.systemUTC(),
                meter,
                done -> {});
        running.add(threads.submit(() -> finish(worker)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void finish(BackfillWorker worker) throws InterruptedException {
    Duration wait;
    while ((wait = worker.step()) != null) {
      Thread.sleep(wait.toMillis());
    }
    return null;
  }

  private MigrationSpec contactsOnly() throws Exception {
    DemoSpecification.writeTo(folder);
    SpecDocument document = SpecificationLoader.load(folder);
    MigrationSpec spec = document.spec();
    return new MigrationSpec(
        "bench",
        spec.sources().stream().filter(source -> source.name().equals("crm")).toList(),
        spec.target(),
        spec.settings(),
        null,
        spec.entities().stream().filter(entity -> entity.name().equals("contact")).toList(),
        spec.taxonomies());
  }

  private SourceSettings sourceSettings() {
    return new SourceSettings(
        SystemType.POSTGRESQL,
        crm.host(),
        crm.port(),
        crm.database(),
        crm.user(),
        crm.password(),
        "bench",
        "crm",
        ZeroDates.NULL,
        Tls.UNSAID);
  }

  private TargetSettings targetSettings(EntityShape shape) {
    return new TargetSettings(
        unified.host(),
        unified.port(),
        unified.database(),
        unified.user(),
        unified.password(),
        "marketing",
        "bench",
        UUID.randomUUID().toString(),
        "bench",
        List.of(shape),
        Tls.UNSAID);
  }

  private void dropEverything() throws Exception {
    try (Connection connection = RawCopy.connect(unified);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "DO $$ DECLARE s text; BEGIN FOR s IN SELECT nspname FROM pg_namespace WHERE nspname"
              + " LIKE 'crossfade%' OR nspname = 'marketing' LOOP EXECUTE format('DROP SCHEMA %I"
              + " CASCADE', s); END LOOP; END $$");
      statement.execute("DROP TABLE IF EXISTS raw_contacts");
      statement.execute("CHECKPOINT");
    }
  }
}
