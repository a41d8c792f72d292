package dev.crossfade.engine.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckVerdict;
import dev.crossfade.core.check.SchemaConformity;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.engine.verify.FreshnessProbe;
import dev.crossfade.spi.check.ProductionInquiry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers nodes. One instance serves one run; thread-safe. */
final class CheckDesk {

  private final CheckParties parties;
  private final Depth depth;
  private final Map<String, EntityShape> shapes;
  private final FreshnessProbe probe;
  private final Scans scans;
  private final QueryDesk queries;

  /** How much an answer may take. */
  enum Depth {
    /** Both sides may be read. */
    WHOLE,
    /** What production shows by itself; what an index or a column refuses is not looked for. */
    LIGHT
  }

  CheckDesk(CheckParties parties, Depth depth) {
    this.parties = parties;
    this.depth = depth;
    this.shapes = parties.shapes();
    this.probe = new FreshnessProbe(parties.verifier());
    this.scans = new Scans(parties);
    this.queries = new QueryDesk(parties, probe);
  }

  Map<String, String> asOf() {
    return scans.asOf();
  }

  /**
   * Answers one node.
   *
   * @param before results of all nodes that have ended
   */
  Finding ask(Check check, Collection<Check> others, Map<String, CheckResult> before)
      throws InterruptedException {
    return switch (check.kind()) {
      case SCHEMA -> schema(shape(check));
      case NULLS -> depth == Depth.LIGHT ? nulls(check) : rows(check, scans.of(check.entity()));
      case COUNTS, CHECKSUMS, DISTRIBUTIONS -> rows(check, scans.of(check.entity()));
      case KEYS ->
          queries.again(
              List.of(check.entity()),
              production ->
                  QueryDesk.Seen.keys(AskNodes.keys(duplicates(production), shape(check))));
      case REFERENCES ->
          queries.again(
              referring(check), production -> QueryDesk.Seen.keys(references(check, production)));
      case FRESHNESS -> freshness(check);
      case METRIC -> metric(check);
      case SQL -> queries.query(check);
      case REPORT -> report(others, before);
      case TEST -> Finding.error("tests of mappings need no data; crossfade ci runs them");
    };
  }

  private EntityShape shape(Check check) {
    return Objects.requireNonNull(shapes.get(check.entity()), check.entity());
  }

  private @Nullable TableSchema actual(EntityShape shape) {
    return parties.target().catalog().stream()
        .filter(table -> table.id().name().equals(shape.table().id().name()))
        .findFirst()
        .orElse(null);
  }

  private Finding nulls(Check check) throws InterruptedException {
    TableSchema actual = actual(shape(check));
    return queries.again(
        List.of(check.entity()),
        production ->
            new QueryDesk.Seen(AskNodes.nulls(production::nulls, shape(check), actual), null));
  }

  private AskNodes.Duplicates duplicates(ProductionInquiry production) {
    return (entity, columns, samples) ->
        depth == Depth.LIGHT && production.proven(entity, columns)
            ? new ProductionInquiry.Found(0, List.of())
            : production.duplicates(entity, columns, samples);
  }

  private Finding schema(EntityShape shape) {
    TableSchema actual = actual(shape);
    List<String> differences =
        actual == null
            ? List.of("there is no table " + shape.table().id())
            : SchemaConformity.differences(shape.table(), actual);
    return Finding.of(
        differences.size() + " differences", "as planned", "", differences, List.of(), List.of());
  }

  private static Finding rows(Check check, EntityFacts facts) {
    if (facts.incomparable()) {
      return RowNodes.incomparable(facts);
    }
    return switch (check.kind()) {
      case COUNTS -> RowNodes.parked(RowNodes.proven(RowNodes.counts(facts), facts), facts);
      case CHECKSUMS -> RowNodes.checksums(facts);
      case NULLS -> RowNodes.proven(RowNodes.nulls(check, facts), facts);
      default -> RowNodes.proven(DistributionNode.of(check, facts), facts);
    };
  }

  private Finding references(Check check, ProductionInquiry production) {
    return AskNodes.references(check, production::orphans, shape(check), references(check), shapes);
  }

  private List<ReferenceSpec> references(Check check) {
    return parties.spec().checks().references().stream()
        .filter(each -> each.entity().equals(check.entity()))
        .toList();
  }

  /** The entity and all it refers to. */
  private List<String> referring(Check check) {
    List<String> entities = new ArrayList<>(List.of(check.entity()));
    references(check).forEach(each -> entities.add(each.to()));
    return entities;
  }

  private Finding freshness(Check check) throws InterruptedException {
    double seconds = check.number("seconds", 60);
    Duration limit = Duration.ofMillis((long) (seconds * 1_000));
    Duration took = probe.measure(probe.sources(check.entity()), limit);
    String most = check.parameter("seconds", "60") + " s";
    if (took == null) {
      return new Finding(
          CheckState.FAILED,
          "not within " + most,
          "within " + most,
          most,
          List.of("a change made now was not published within " + most),
          List.of(),
          List.of());
    }
    String observed = took.toMillis() + " ms";
    return new Finding(
        CheckState.PASSED, observed, "within " + most, most, List.of(), List.of(), List.of());
  }

  private Finding metric(Check check) throws InterruptedException {
    MetricSpec metric = queries.metric(check);
    MetricNode node = queries.node(check, metric);
    if (metric.figure() instanceof MetricSpec.Declared declared) {
      EntityFacts facts = scans.of(check.entity());
      return facts.incomparable()
          ? RowNodes.incomparable(facts)
          : RowNodes.proven(node.declared(declared, facts), facts);
    }
    return queries.metric(check, node, (MetricSpec.Queries) metric.figure());
  }

  private static Finding report(Collection<Check> others, Map<String, CheckResult> before) {
    CheckVerdict verdict = CheckVerdict.of(others, before);
    long passed =
        before.values().stream().filter(each -> each.state() == CheckState.PASSED).count();
    String observed = "%d of %d checks have passed".formatted(passed, others.size());
    CheckState state =
        switch (verdict) {
          case PASSED, WARNED -> CheckState.PASSED;
          case FAILED -> CheckState.FAILED;
          case UNKNOWN -> CheckState.ERROR;
        };
    return new Finding(
        state, observed, "all", "", List.of("the verdict is " + verdict), List.of(), List.of());
  }
}
