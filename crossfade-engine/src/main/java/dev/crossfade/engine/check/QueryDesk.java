package dev.crossfade.engine.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.Measure;
import dev.crossfade.core.check.Noise;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.QuerySpec;
import dev.crossfade.engine.verify.FreshnessProbe;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.ProductionInquiry;
import dev.crossfade.spi.source.SourceDatabase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks databases. What is wrong at a first look may only be under way; it counts when it is wrong
 * at every look, with everything published in between that the sources showed before.
 */
final class QueryDesk {

  private static final int RUNS = 30;

  private final CheckParties parties;
  private final FreshnessProbe probe;

  QueryDesk(CheckParties parties, FreshnessProbe probe) {
    this.parties = parties;
    this.probe = probe;
  }

  /** What is published, behind a fence at each look. */
  private final class Production implements QueryPlace {
    private final ProductionInquiry inquiry = open();

    @Override
    public Answer ask(String sql) {
      return inquiry.ask(sql);
    }

    @Override
    public boolean fenced(int look, Set<String> sources) throws InterruptedException {
      return published(sources);
    }

    @Override
    public void close() {
      inquiry.close();
    }
  }

  /** One look at production. */
  @FunctionalInterface
  interface Look {
    Seen at(ProductionInquiry production);
  }

  /**
   * What a look showed.
   *
   * @param rows what tells apart the rows that are wrong; null where nothing does
   */
  record Seen(Finding finding, @Nullable Set<String> rows) {

    static Seen keys(Finding finding) {
      return new Seen(finding, AskNodes.rows(finding));
    }
  }

  /**
   * Looks, behind a fence each time, and again as long as something is wrong. What is wrong with
   * other rows at each look was under way.
   *
   * @param entities whose sources have to be published before each look
   */
  Finding again(Collection<String> entities, Look look) throws InterruptedException {
    try (Production production = new Production()) {
      return again(sources(entities), production, () -> look.at(production.inquiry));
    }
  }

  private Finding again(Set<String> sources, QueryPlace place, Supplier<Seen> look)
      throws InterruptedException {
    Finding found = Finding.error("nothing was asked");
    Set<String> always = null;
    for (int i = 0; i < parties.settings().looks(); i++) {
      if (!place.fenced(i, sources)) {
        return RowNodes.unpublished();
      }
      Seen seen = look.get();
      found = seen.finding();
      always = i == 0 ? seen.rows() : both(always, seen.rows());
      if (!wrong(found)) {
        return found;
      }
      if (always != null && always.isEmpty()) {
        return underWay(found);
      }
    }
    return found;
  }

  private static @Nullable Set<String> both(
      @Nullable Set<String> one, @Nullable Set<String> other) {
    if (one == null || other == null) {
      return null;
    }
    Set<String> both = new TreeSet<>(one);
    both.retainAll(other);
    return both;
  }

  private static Finding underWay(Finding found) {
    return new Finding(
        CheckState.PASSED,
        found.observed(),
        found.expected(),
        found.limit(),
        List.of("what was wrong was under way: no row was wrong at every look"),
        List.of(),
        found.measures());
  }

  private static boolean wrong(Finding found) {
    return found.state() == CheckState.FAILED;
  }

  private ProductionInquiry open() {
    return parties.target().openInquiry(parties.settings().limits());
  }

  /** Waits until all that the sources show now is published. */
  private boolean published(Set<String> sources) throws InterruptedException {
    return probe.measure(sources, parties.settings().patience()) != null;
  }

  /** The sources of entities; of all where none is named. */
  private Set<String> sources(Collection<String> entities) {
    Set<String> sources = new TreeSet<>();
    entities.stream()
        .filter(entity -> !entity.isEmpty())
        .forEach(entity -> sources.addAll(probe.sources(entity)));
    return sources.isEmpty() ? followed() : sources;
  }

  private Set<String> followed() {
    Set<String> sources = new TreeSet<>();
    parties.spec().entities().forEach(each -> sources.addAll(each.sources()));
    return sources;
  }

  /** Those of the entity and the one that is asked, if anything is published from it. */
  private Set<String> sources(String entity, String asked) {
    Set<String> sources = sources(List.of(entity));
    if (followed().contains(asked)) {
      sources.add(asked);
    }
    return sources;
  }

  /** A query on what is published, or on a source. */
  Finding query(Check check) throws InterruptedException {
    return query(check, Production::new);
  }

  /**
   * The same.
   *
   * @param places what opens the place where queries on the target are asked
   */
  Finding query(Check check, Supplier<? extends QueryPlace> places) throws InterruptedException {
    QuerySpec query =
        parties.spec().checks().queries().stream()
            .filter(each -> each.name().equals(check.parameter("name", "")))
            .findFirst()
            .orElseThrow();
    List<String> key = key(query.entity());
    if (query.on().equals(QuerySpec.TARGET)) {
      try (QueryPlace place = places.get()) {
        return again(sources(List.of(query.entity())), place, () -> seen(query, place, key));
      }
    }
    try (Inquiry source = source(query.on())) {
      return AskNodes.query(query, source.ask(query.sql()), key);
    }
  }

  private static Seen seen(QuerySpec query, QueryPlace place, List<String> key) {
    Answer answer = place.ask(query.sql());
    boolean rows = query.expectation() instanceof QuerySpec.NoRows;
    return new Seen(AskNodes.query(query, answer, key), rows ? AskNodes.rows(answer, key) : null);
  }

  private List<String> key(String entity) {
    return parties.spec().entity(entity).map(EntitySpec::key).orElse(List.of());
  }

  private Inquiry source(String name) {
    SourceDatabase source = Objects.requireNonNull(parties.sources().get(name), name);
    return source.openInquiry(parties.settings().limits());
  }

  /**
   * Asks the source, then the target, then the source again: what the target answers has to lie
   * between both answers of the source.
   */
  Finding metric(Check check, MetricNode node, MetricSpec.Queries queries)
      throws InterruptedException {
    return metric(check, node, queries, Production::new);
  }

  /**
   * The same.
   *
   * @param places what opens the place where the target is asked
   */
  Finding metric(
      Check check,
      MetricNode node,
      MetricSpec.Queries queries,
      Supplier<? extends QueryPlace> places)
      throws InterruptedException {
    Set<String> sources = sources(check.entity(), queries.source());
    try (Inquiry source = source(queries.source());
        QueryPlace place = places.get()) {
      Finding found = Finding.error("nothing was asked");
      for (int i = 0; i < parties.settings().looks(); i++) {
        Answer before = source.ask(queries.legacy());
        if (!place.fenced(i, sources)) {
          return RowNodes.unpublished();
        }
        Answer actual = place.ask(queries.target());
        Answer after = source.ask(queries.legacy());
        found =
            node.compare(
                AskNodes.figures(before),
                AskNodes.figures(after),
                AskNodes.figures(actual),
                BigDecimal.ZERO);
        if (!wrong(found)) {
          return found;
        }
      }
      return found;
    }
  }

  /** What was said of a figure. */
  MetricSpec metric(Check check) {
    return PlannedChecks.metrics(parties.spec(), check.entity()).stream()
        .filter(each -> each.name().equals(check.parameter("name", "")))
        .findFirst()
        .orElseThrow();
  }

  /** What compares it, with what was learned of it. */
  MetricNode node(Check check, MetricSpec metric) {
    return new MetricNode(metric, figuresBefore(check.id()));
  }

  /** What the source has shown in earlier runs that have passed, oldest first. */
  private List<Noise.Showing> figuresBefore(String check) {
    List<Noise.Showing> runs = new ArrayList<>();
    for (CheckResult result : parties.target().checks().history(check, RUNS)) {
      if (result.state() != CheckState.PASSED) {
        continue;
      }
      Map<String, BigDecimal> figures = new HashMap<>();
      for (Measure measure : result.measures()) {
        figures.put(measure.label(), measure.expected());
      }
      runs.add(new Noise.Showing(result.startedAt(), figures));
    }
    Collections.reverse(runs);
    return runs;
  }
}
