package dev.crossfade.engine.check;

import dev.crossfade.core.check.Measure;
import dev.crossfade.core.check.Noise;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.MetricSpec.Aggregate;
import dev.crossfade.core.spec.Tolerance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares figures of both sides by their labels. */
final class MetricNode {

  private static final int SHOWN = 300;
  private static final int TOLD = 10;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final MetricSpec metric;
  private final BigDecimal noise;

  /**
   * @param history figures of the source in earlier runs, oldest first
   */
  MetricNode(MetricSpec metric, List<Noise.Showing> history) {
    this.metric = metric;
    this.noise =
        metric.tolerance().learning() == Tolerance.Learning.ON
            ? Noise.of(history)
            : BigDecimal.ZERO;
  }

  /** A figure that is added up from the rows of both sides. */
  Finding declared(MetricSpec.Declared said, EntityFacts facts) {
    MetricTally expected = facts.expected().metric(metric.name());
    MetricTally actual = facts.actual().metric(metric.name());
    if (Math.max(expected.labels(), actual.labels()) > MetricTally.MOST) {
      return Finding.error("there are more than " + MetricTally.MOST + " labels to tell apart");
    }
    if (expected.crowded() || actual.crowded()) {
      return Finding.error(
          "there are more than %,d values, too many to tell apart"
              .formatted(MetricTally.MOST_VALUES));
    }
    if (expected.labels() + actual.labels() == 0) {
      return nobody(said, facts);
    }
    BigDecimal slack = BigDecimal.valueOf(facts.slack());
    if (said.measure() == Aggregate.SUM) {
      slack = slack.multiply(expected.largest().max(actual.largest()));
    }
    Figures before = Figures.of(expected.figures());
    return compare(before, before, Figures.of(actual.figures()), slack);
  }

  /** Of an entity without rows there is nothing to compare, which is as it should be. */
  private static Finding nobody(MetricSpec.Declared said, EntityFacts facts) {
    if (facts.expected().rows() + facts.actual().rows() == 0) {
      return Finding.passed("there are no rows on either side");
    }
    return Finding.error(
        said.where().isEmpty()
            ? "no row has a value, so nothing was compared"
            : "no row has the values of `where`, so nothing was compared");
  }

  /**
   * Compares with what the source showed before and after.
   *
   * @param slack by how much a figure may differ because of what happened meanwhile
   */
  Finding compare(Figures before, Figures after, Figures actual, BigDecimal slack) {
    List<Measure> measures = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (String label : Figures.labels(before, after, actual)) {
      boolean known = !before.isNull(label) || !after.isNull(label);
      if (actual.isNull(label) && before.isNull(label) && after.isNull(label)) {
        continue;
      }
      compared++;
      if (actual.isNull(label) || !known) {
        unlike(label, before, after, actual).ifPresent(wrong::add);
        continue;
      }
      BigDecimal one = (before.isNull(label) ? after : before).number(label);
      BigDecimal other = (after.isNull(label) ? before : after).number(label);
      BigDecimal observed = actual.number(label);
      Measure measure = measure(label, nearest(one, other, observed), observed, slack);
      measures.add(measure);
      if (!measure.within()) {
        wrong.add(words(measure));
      }
    }
    if (compared == 0) {
      return Finding.error("neither side answers with a number, so nothing was compared");
    }
    List<String> evidence = new ArrayList<>(wrong.subList(0, Math.min(TOLD, wrong.size())));
    if (wrong.size() > TOLD) {
      evidence.add("… and %,d more".formatted(wrong.size() - TOLD));
    }
    return Finding.of(
        "%,d of %,d figures agree".formatted(compared - wrong.size(), compared),
        "all figures agree",
        limit(slack),
        evidence,
        List.of(),
        shown(measures));
  }

  /** NULL is no number, so it is like NULL only, which the source may have shown meanwhile. */
  private static Optional<String> unlike(
      String label, Figures before, Figures after, Figures actual) {
    if (!actual.isNull(label)) {
      return Optional.of(
          "%s: %s instead of NULL".formatted(label, actual.number(label).toPlainString()));
    }
    boolean meanwhile = before.isNull(label) || after.isNull(label);
    return meanwhile
        ? Optional.empty()
        : Optional.of(
            "%s: NULL instead of %s".formatted(label, after.number(label).toPlainString()));
  }

  /** What the source showed at some moment between two looks is somewhere between both. */
  private static BigDecimal nearest(BigDecimal one, BigDecimal other, BigDecimal observed) {
    return observed.max(one.min(other)).min(one.max(other));
  }

  private Measure measure(
      String label, BigDecimal expected, BigDecimal observed, BigDecimal slack) {
    BigDecimal limit = metric.tolerance().limit(expected, noise).add(slack);
    return new Measure(label, expected, observed, limit);
  }

  private static String words(Measure measure) {
    BigDecimal expected = measure.expected();
    BigDecimal observed = measure.observed();
    String figures =
        "%s: %s instead of %s"
            .formatted(measure.label(), observed.toPlainString(), expected.toPlainString());
    if (observed.signum() == 0) {
      return figures + ", as if it had been dropped";
    }
    boolean doubled = expected.signum() != 0 && expected.multiply(TWO).compareTo(observed) == 0;
    return doubled ? figures + ", as if it had been loaded twice" : figures;
  }

  private String limit(BigDecimal slack) {
    Tolerance said = metric.tolerance();
    List<String> parts = new ArrayList<>();
    parts.add("±" + said.absolute().toPlainString());
    if (said.relative().signum() > 0) {
      parts.add("±" + percent(said.relative()));
    }
    if (noise.signum() > 0) {
      parts.add("±" + percent(noise) + " learned");
    }
    if (slack.signum() > 0) {
      parts.add("+" + slack.toPlainString() + " for what changed meanwhile");
    }
    return String.join(", ", parts);
  }

  private static String percent(BigDecimal share) {
    return "%.2f %%".formatted(share.doubleValue() * 100);
  }

  /** All that are wrong, and the last of the others, in their order. */
  private static List<Measure> shown(List<Measure> measures) {
    if (measures.size() <= SHOWN) {
      return measures;
    }
    List<Measure> shown = new ArrayList<>();
    int from = measures.size() - SHOWN / 2;
    for (int i = 0; i < measures.size() && shown.size() < SHOWN; i++) {
      if (i >= from || !measures.get(i).within()) {
        shown.add(measures.get(i));
      }
    }
    return shown;
  }
}
