package dev.crossfade.engine.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.Measure;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.QuerySpec;
import dev.crossfade.engine.verify.FreshnessProbe;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.ProductionInquiry;
import dev.crossfade.spi.source.SourceDatabase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

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

  /** One look at production. */
  @FunctionalInterface
  interface Look {
    Finding at(ProductionInquiry production);
  }

  /** Looks again as long as something is wrong. */
  Finding again(String entity, Look look) throws InterruptedException {
    try (ProductionInquiry production = open()) {
      Finding found = look.at(production);
      for (int i = 1; i < parties.settings().looks() && wrong(found); i++) {
        if (!published(entity)) {
          return RowNodes.unpublished();
        }
        found = look.at(production);
      }
      return found;
    }
  }

  private static boolean wrong(Finding found) {
    return found.state() == CheckState.FAILED;
  }

  private ProductionInquiry open() {
    return parties.target().openInquiry(parties.settings().limits());
  }

  /** Waits until all that the sources show now is published. */
  private boolean published(String entity) throws InterruptedException {
    Set<String> sources = new TreeSet<>();
    if (entity.isEmpty()) {
      parties.spec().entities().forEach(each -> sources.addAll(each.sources()));
    } else {
      sources.addAll(probe.sources(entity));
    }
    return probe.measure(sources, parties.settings().patience()) != null;
  }

  Finding query(Check check) throws InterruptedException {
    QuerySpec query =
        parties.spec().checks().queries().stream()
            .filter(each -> each.name().equals(check.parameter("name", "")))
            .findFirst()
            .orElseThrow();
    if (query.on().equals(QuerySpec.TARGET)) {
      return again(
          query.entity(), production -> AskNodes.query(query, production.ask(query.sql())));
    }
    try (Inquiry source = source(query.on())) {
      return AskNodes.query(query, source.ask(query.sql()));
    }
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
    try (Inquiry source = source(queries.source());
        ProductionInquiry production = open()) {
      Finding found = Finding.error("nothing was asked");
      for (int i = 0; i < parties.settings().looks(); i++) {
        Answer before = source.ask(queries.legacy());
        if (!published(check.entity())) {
          return RowNodes.unpublished();
        }
        Answer actual = production.ask(queries.target());
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

  /** What the source has shown in earlier runs, oldest first. */
  List<Map<String, BigDecimal>> figuresBefore(String check) {
    List<Map<String, BigDecimal>> runs = new ArrayList<>();
    for (CheckResult result : parties.target().checks().history(check, RUNS)) {
      Map<String, BigDecimal> figures = new HashMap<>();
      for (Measure measure : result.measures()) {
        figures.put(measure.label(), measure.expected());
      }
      runs.add(figures);
    }
    Collections.reverse(runs);
    return runs;
  }
}
