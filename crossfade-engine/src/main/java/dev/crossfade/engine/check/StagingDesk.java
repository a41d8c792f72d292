package dev.crossfade.engine.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.spi.check.StagingInquiry;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Answers the nodes of one look at staging. One thread. */
final class StagingDesk {

  private final MigrationSpec spec;
  private final TargetDatabase target;
  private final StagingInquiry staging;
  private final Map<String, EntityShape> shapes = new TreeMap<>();

  StagingDesk(MigrationSpec spec, TargetDatabase target, StagingInquiry staging) {
    this.spec = spec;
    this.target = target;
    this.staging = staging;
    spec.entities().forEach(entity -> shapes.put(entity.name(), shape(entity)));
  }

  private EntityShape shape(EntitySpec entity) {
    return new EntityShape(
        entity.name(), entity.shape(spec.target().schema()), entity.unique(), entity.indexes());
  }

  /**
   * Answers one node.
   *
   * @param together entities that are published together, as far as is known
   */
  Finding ask(Check check, Set<String> together) {
    EntityShape shape = Objects.requireNonNull(shapes.get(check.entity()), check.entity());
    return switch (check.kind()) {
      case SCHEMA -> StagingNodes.schema(staging, shape);
      case COUNTS ->
          StagingNodes.counts(staging, shape, filtered(check.entity()), target.records());
      case NULLS -> AskNodes.nulls(staging::nulls, shape, staging.table(shape).orElse(null));
      case KEYS ->
          AskNodes.keys(
              (entity, columns, samples) -> staging.duplicates(entity, columns, samples), shape);
      case REFERENCES -> references(check, shape, together);
      case CHECKSUMS, DISTRIBUTIONS, FRESHNESS, METRIC, SQL, TEST, REPORT ->
          Finding.error("this needs what is published");
    };
  }

  private boolean filtered(String entity) {
    return spec.entity(entity).orElseThrow().mappings().stream()
        .anyMatch(mapping -> mapping.where() != null);
  }

  /** What waits behind another gate is followed once it is published. */
  private Finding references(Check check, EntityShape shape, Set<String> together) {
    Map<String, EntityState> states = target.progress().entityStates();
    List<ReferenceSpec> references =
        spec.checks().references().stream()
            .filter(each -> each.entity().equals(check.entity()))
            .filter(
                each -> together.contains(each.to()) || states.get(each.to()) == EntityState.LIVE)
            .toList();
    return AskNodes.references(check, staging::orphans, shape, references, shapes);
  }
}
