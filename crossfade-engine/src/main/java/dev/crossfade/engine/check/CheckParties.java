package dev.crossfade.engine.check;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.engine.verify.Verifier;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everybody who takes part in checks.
 *
 * @param spec what was said
 * @param sources by name
 * @param target where production is
 * @param verifier compares both, row by row
 * @param settings how to ask
 * @param clock the time
 */
public record CheckParties(
    MigrationSpec spec,
    Map<String, SourceDatabase> sources,
    TargetDatabase target,
    Verifier verifier,
    CheckSettings settings,
    Clock clock) {

  public CheckParties {
    sources = Map.copyOf(sources);
  }

  /** Shapes of all entities by name. */
  Map<String, EntityShape> shapes() {
    Map<String, EntityShape> shapes = new TreeMap<>();
    spec.entities()
        .forEach(
            entity ->
                shapes.put(
                    entity.name(),
                    new EntityShape(
                        entity.name(),
                        entity.shape(spec.target().schema()),
                        entity.unique(),
                        entity.indexes())));
    return shapes;
  }
}
