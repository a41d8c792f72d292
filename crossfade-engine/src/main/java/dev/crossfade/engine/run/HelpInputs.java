package dev.crossfade.engine.run;

import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a process works with that helps with a migration it does not own. The helper closes none of
 * it.
 *
 * @param helper name of this process, different from every other
 * @param journal name of the control store by which it knows of the migration
 * @param spec the specification
 * @param compiled its mappings
 * @param sources by source name
 * @param streams opens what the owner captures of a source
 * @param target where everything goes
 * @param clock the time
 * @param options the engine's own sizes
 * @param sharing how streams are shared with the owner and other helpers
 */
public record HelpInputs(
    String helper,
    Supplier<String> journal,
    MigrationSpec spec,
    CompiledMigration compiled,
    Map<String, SourceDatabase> sources,
    Function<String, ChangeStream> streams,
    TargetDatabase target,
    Clock clock,
    EngineOptions options,
    Sharing sharing) {

  public HelpInputs {
    sources = Map.copyOf(sources);
  }
}
