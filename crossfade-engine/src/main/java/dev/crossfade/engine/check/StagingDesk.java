package dev.crossfade.engine.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.engine.verify.FreshnessProbe;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.StagingInquiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Answers the nodes of one look at staging. One thread. */
final class StagingDesk {

  private final CheckParties parties;
  private final StagingInquiry staging;
  private final Set<String> together;
  private final Runnable follow;
  private final Map<String, EntityShape> shapes;
  private final FreshnessProbe probe;
  private final QueryDesk queries;
  private Duration waited = Duration.ZERO;

  /** Whether the streams have not come in time once, so that nobody waits for them again. */
  private boolean late;

  /**
   * @param together entities that are published together, as far as is known
   * @param follow applies to staging what is held of them at that moment
   */
  StagingDesk(CheckParties parties, StagingInquiry staging, Set<String> together, Runnable follow) {
    this.parties = parties;
    this.staging = staging;
    this.together = together;
    this.follow = follow;
    this.shapes = parties.shapes();
    this.probe = new FreshnessProbe(parties.verifier());
    this.queries = new QueryDesk(parties, probe);
  }

  /**
   * What would be published. What is wrong at the first look may lag behind the sources; the next
   * ones wait until the streams have passed all that these showed, and apply it.
   */
  private final class Rehearsed implements QueryPlace {
    private final List<EntityShape> published =
        together.stream().map(shapes::get).filter(Objects::nonNull).toList();

    @Override
    public Answer ask(String sql) {
      return staging.ask(published, sql);
    }

    @Override
    public boolean fenced(int look, Set<String> sources) throws InterruptedException {
      if (look > 0 && !late) {
        Instant began = parties.clock().instant();
        late = probe.measure(sources, parties.settings().patience()) == null;
        waited = waited.plus(Duration.between(began, parties.clock().instant()));
        follow.run();
      }
      return look == 0 || !late;
    }

    @Override
    public void close() {}
  }

  /** How long it has only waited for the streams. */
  Duration waited() {
    return waited;
  }

  /** Answers one node. */
  Finding ask(Check check) throws InterruptedException {
    return switch (check.kind()) {
      case METRIC -> metric(check);
      case SQL -> queries.query(check, Rehearsed::new);
      default -> ask(check, Objects.requireNonNull(shapes.get(check.entity()), check.entity()));
    };
  }

  private Finding metric(Check check) throws InterruptedException {
    MetricSpec metric = queries.metric(check);
    return metric.figure() instanceof MetricSpec.Queries asked
        ? queries.metric(check, queries.node(check, metric), asked, Rehearsed::new)
        : unpublished();
  }

  private static Finding unpublished() {
    return Finding.error("this needs what is published");
  }

  private Finding ask(Check check, EntityShape shape) {
    return switch (check.kind()) {
      case SCHEMA -> StagingNodes.schema(staging, shape);
      case COUNTS ->
          StagingNodes.counts(staging, shape, filtered(check.entity()), parties.target().records());
      case NULLS -> AskNodes.nulls(staging::nulls, shape, staging.table(shape).orElse(null));
      case KEYS ->
          AskNodes.keys(
              (entity, columns, samples) -> staging.duplicates(entity, columns, samples), shape);
      case REFERENCES -> references(check, shape);
      case CHECKSUMS, DISTRIBUTIONS, FRESHNESS, METRIC, SQL, TEST, REPORT -> unpublished();
    };
  }

  private boolean filtered(String entity) {
    return parties.spec().entity(entity).orElseThrow().mappings().stream()
        .anyMatch(mapping -> mapping.where() != null);
  }

  /** What waits behind another gate is followed once it is published. */
  private Finding references(Check check, EntityShape shape) {
    Map<String, EntityState> states = parties.target().progress().entityStates();
    List<ReferenceSpec> references =
        parties.spec().checks().references().stream()
            .filter(each -> each.entity().equals(check.entity()))
            .filter(
                each -> together.contains(each.to()) || states.get(each.to()) == EntityState.LIVE)
            .toList();
    return AskNodes.references(check, staging::orphans, shape, references, shapes);
  }
}
