package dev.crossfade.engine.run;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.capture.CaptureRequests;
import dev.crossfade.engine.cutover.CrossingInputs;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.source.ChangeCapture;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run works with. The run closes none of it.
 *
 * @param spec the specification
 * @param compiled its mappings
 * @param sources by source name
 * @param captures by source name
 * @param requests how to capture
 * @param target where everything goes
 * @param clock the time
 * @param options the engine's own sizes
 * @param sharing how streams are shared with others, who then are offered work; null to do it all
 * @param crossing what it takes to move clients; null where this process moves nobody
 */
public record RunInputs(
    MigrationSpec spec,
    CompiledMigration compiled,
    Map<String, SourceDatabase> sources,
    Map<String, ChangeCapture> captures,
    CaptureRequests requests,
    TargetDatabase target,
    Clock clock,
    EngineOptions options,
    @Nullable Sharing sharing,
    @Nullable CrossingInputs crossing) {

  /** Inputs of a process that moves nobody. */
  public RunInputs(
      MigrationSpec spec,
      CompiledMigration compiled,
      Map<String, SourceDatabase> sources,
      Map<String, ChangeCapture> captures,
      CaptureRequests requests,
      TargetDatabase target,
      Clock clock,
      EngineOptions options,
      @Nullable Sharing sharing) {
    this(spec, compiled, sources, captures, requests, target, clock, options, sharing, null);
  }

  /** Inputs of a process that does it all. */
  public RunInputs(
      MigrationSpec spec,
      CompiledMigration compiled,
      Map<String, SourceDatabase> sources,
      Map<String, ChangeCapture> captures,
      CaptureRequests requests,
      TargetDatabase target,
      Clock clock,
      EngineOptions options) {
    this(spec, compiled, sources, captures, requests, target, clock, options, null);
  }

  public RunInputs {
    sources = Map.copyOf(sources);
    captures = Map.copyOf(captures);
  }

  /** The same for a process that can move clients. */
  public RunInputs crossing(CrossingInputs by) {
    return new RunInputs(
        spec, compiled, sources, captures, requests, target, clock, options, sharing, by);
  }

  /** Shapes of the entities' target tables. */
  public List<EntityShape> shapes() {
    return spec.entities().stream()
        .map(
            entity ->
                new EntityShape(
                    entity.name(),
                    entity.shape(spec.target().schema()),
                    entity.unique(),
                    entity.indexes()))
        .toList();
  }
}
