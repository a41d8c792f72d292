package dev.crossfade.bench.stages;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.demo.DemoSpecification;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.run.Claim;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunInputs;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.jdbc.source.SourceDatabases;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.jdbc.target.TargetDatabases;
import dev.crossfade.jdbc.target.TargetSettings;
import dev.crossfade.kafka.KafkaChangeCapture;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The demo's contacts as a migration of its own, run by the product's engine. */
final class Migration implements AutoCloseable {

  static final String NAME = "bench";
  static final String TOPIC = "cf.bench.cdc.crm";
  static final String CONNECTOR = "cf-bench-crm";

  final SourceDatabase source;
  final TargetDatabase target;
  private final MigrationSpec spec;
  private final CompiledMigration compiled;
  private final KafkaChangeCapture capture;
  private final ControlStore control;
  private final DatabaseEndpoint crm;

  Migration(Path folder, Stack stack) throws Exception {
    this.crm = stack.crm.endpoint();
    this.spec = contactsOnly(folder.resolve("specification"));
    this.source = SourceDatabases.open(sourceSettings());
    this.compiled = MappingCompiler.compile(spec, Map.of("crm", source.catalog()), Locations.NONE);
    this.target = TargetDatabases.open(targetSettings(stack.unified.endpoint()));
    this.control = control(stack.unified.endpoint());
    this.capture = new KafkaChangeCapture(stack.access(), NAME, "crm");
  }

  MigrationRun run() {
    String owner = "bench " + UUID.randomUUID();
    Supplier<String> ids = () -> UUID.randomUUID().toString();
    Claim claim = new Claim(control, owner, ids, Duration.ofSeconds(30), SignOffDemand.NONE);
    return new MigrationRun(inputs(), claim, List::of, RunListener.SILENT);
  }

  private RunInputs inputs() {
    return new RunInputs(
        spec,
        compiled,
        Map.of("crm", source),
        Map.of("crm", capture),
        this::request,
        target,
        Clock.systemUTC(),
        EngineOptions.DEFAULTS);
  }

  private CaptureRequest request(String name, LogIdentity log, List<TableSchema> tables) {
    return new CaptureRequest(
        NAME,
        name,
        "postgresql",
        crm.host(),
        crm.port(),
        crm.database(),
        crm.user(),
        crm.password(),
        tables,
        log.facts(),
        "unavailable-4711",
        "null");
  }

  private static ControlStore control(DatabaseEndpoint unified) {
    ControlStore store =
        ControlStores.open(
            new ControlSettings(
                unified.host(),
                unified.port(),
                unified.database(),
                unified.user(),
                unified.password(),
                ControlSettings.Place.OWN,
                Tls.UNSAID));
    store.prepare();
    return store;
  }

  private static MigrationSpec contactsOnly(Path folder) throws Exception {
    DemoSpecification.writeTo(folder);
    SpecDocument document = SpecificationLoader.load(folder);
    MigrationSpec spec = document.spec();
    return new MigrationSpec(
        NAME,
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
        NAME,
        "crm",
        ZeroDates.NULL,
        Tls.UNSAID);
  }

  private TargetSettings targetSettings(DatabaseEndpoint unified) {
    List<EntityShape> shapes =
        spec.entities().stream()
            .map(
                entity ->
                    new EntityShape(
                        entity.name(),
                        entity.shape("marketing"),
                        entity.unique(),
                        entity.indexes()))
            .toList();
    return new TargetSettings(
        unified.host(),
        unified.port(),
        unified.database(),
        unified.user(),
        unified.password(),
        "marketing",
        NAME,
        "bench-run",
        "bench",
        shapes,
        Tls.UNSAID);
  }

  @Override
  public void close() {
    capture.close();
    control.close();
    target.close();
    source.close();
  }
}
