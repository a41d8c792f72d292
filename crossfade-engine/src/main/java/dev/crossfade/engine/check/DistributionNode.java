package dev.crossfade.engine.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.Measure;
import dev.crossfade.core.check.Quantiles;
import dev.crossfade.core.check.TopValues;
import dev.crossfade.core.schema.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Compares how the values of every column are spread. */
final class DistributionNode {

  /** Above this share of rows that changed meanwhile the index of stability says nothing. */
  private static final double RESTLESS = 0.02;

  private static final String UNJUDGED =
      "too much changed or waits in quarantine to judge how values are spread";

  private final Check check;
  private final EntityFacts facts;
  private final List<String> evidence = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<Measure> measures = new ArrayList<>();
  private int looked;
  private boolean unjudged;

  private DistributionNode(Check check, EntityFacts facts) {
    this.check = check;
    this.facts = facts;
  }

  static Finding of(Check check, EntityFacts facts) {
    return new DistributionNode(check, facts).find();
  }

  private Finding find() {
    List<Column> columns = facts.shape().table().columns();
    for (int i = 0; i < columns.size(); i++) {
      column(columns.get(i).name(), facts.expected().column(i), facts.actual().column(i));
    }
    Finding found =
        Finding.of(
            looked + " of " + columns.size() + " columns compared",
            "spread as expected",
            "PSI " + check.parameter("psi", "0.1") + ", share " + check.parameter("share", "0.05"),
            evidence,
            keys,
            measures);
    return unjudged ? found.saying(UNJUDGED) : found;
  }

  private void column(String name, ColumnProfile expected, ColumnProfile actual) {
    long least = Math.min(expected.values(), actual.values());
    if (Math.max(expected.values(), actual.values()) < check.number("least", 100)) {
      return;
    }
    double restless = facts.slack() / (double) Math.max(1, least);
    Quantiles quantiles = expected.quantiles(actual);
    Quantiles extent = expected.extent(actual);
    TopValues top = expected.top(actual, (int) check.number("top", 20));
    if (least == 0 || (quantiles == null && top == null)) {
      return;
    }
    looked++;
    unjudged |= restless >= RESTLESS;
    double share = check.number("share", 0.05) + restless;
    if (quantiles != null && extent != null) {
      double gap = extent.largestGap() - expected.error(actual);
      if (gap > share) {
        evidence.add(
            "%s is shifted: %.1f %% of the values lie on the other side of one point"
                .formatted(name, 100 * extent.largestGap()));
        keys.add(name + " around " + BigDecimal.valueOf(extent.widest()).toPlainString());
      }
      stability(name, quantiles.psi(expected.values(), actual.values()), restless);
    }
    if (top != null) {
      top(name, expected, actual, top, share, restless);
    }
  }

  private void top(
      String name,
      ColumnProfile expected,
      ColumnProfile actual,
      TopValues here,
      double share,
      double restless) {
    TopValues there = actual.top(expected, (int) check.number("top", 20));
    if (there == null) {
      return;
    }
    double error =
        expected.countError() / (double) expected.values()
            + actual.countError() / (double) actual.values();
    List<TopValues.Shift> shifts = here.shifted(there, share + error);
    if (!shifts.isEmpty()) {
      TopValues.Shift first = shifts.get(0);
      evidence.add(
          "%d values of %s have another share, one has %.1f %% instead of %.1f %%"
              .formatted(shifts.size(), name, 100 * first.observed(), 100 * first.expected()));
      keys.add(name + "=" + first.value());
    }
    if (error == 0) {
      stability(name + " (values)", here.psi(there), restless);
    }
  }

  private void stability(String name, double psi, double restless) {
    double most = check.number("psi", 0.1);
    BigDecimal index = BigDecimal.valueOf(psi).setScale(4, RoundingMode.HALF_UP);
    measures.add(new Measure(name, BigDecimal.ZERO, index, BigDecimal.valueOf(most)));
    if (psi > most && restless < RESTLESS) {
      evidence.add("%s has a stability index of %.3f".formatted(name, psi));
    }
  }
}
