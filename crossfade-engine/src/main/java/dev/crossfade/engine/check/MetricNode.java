package dev.crossfade.engine.check;

import dev.crossfade.core.check.Measure;
import dev.crossfade.core.check.Noise;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.MetricSpec.Aggregate;
import dev.crossfade.core.spec.Tolerance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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
  MetricNode(MetricSpec metric, List<Map<String, BigDecimal>> history) {
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
    boolean nobody = expected.labels() + actual.labels() == 0 && facts.actual().rows() > 0;
    if (nobody && !said.where().isEmpty()) {
      return Finding.error("no row has the values of `where`, so nothing was compared");
    }
    BigDecimal slack = BigDecimal.valueOf(facts.slack());
    if (said.measure() == Aggregate.SUM) {
      slack = slack.multiply(expected.largest().max(actual.largest()));
    }
    return compare(expected.figures(), expected.figures(), actual.figures(), slack);
  }

  /**
   * Compares with what the source showed before and after.
   *
   * @param slack by how much a figure may differ because of what happened meanwhile
   */
  Finding compare(
      Map<String, BigDecimal> before,
      Map<String, BigDecimal> after,
      Map<String, BigDecimal> actual,
      BigDecimal slack) {
    List<Measure> measures = new ArrayList<>();
    List<String> evidence = new ArrayList<>();
    TreeSet<String> labels = new TreeSet<>(before.keySet());
    labels.addAll(after.keySet());
    labels.addAll(actual.keySet());
    int wrong = 0;
    for (String label : labels) {
      BigDecimal one = before.getOrDefault(label, BigDecimal.ZERO);
      BigDecimal other = after.getOrDefault(label, BigDecimal.ZERO);
      BigDecimal observed = actual.getOrDefault(label, BigDecimal.ZERO);
      Measure measure = measure(label, nearest(one, other, observed), observed, slack);
      measures.add(measure);
      if (!measure.within()) {
        wrong++;
        if (evidence.size() < TOLD) {
          evidence.add(words(measure));
        }
      }
    }
    if (wrong > TOLD) {
      evidence.add("… and %,d more".formatted(wrong - TOLD));
    }
    return Finding.of(
        "%,d of %,d figures agree".formatted(labels.size() - wrong, labels.size()),
        "all figures agree",
        limit(slack),
        evidence,
        List.of(),
        shown(measures));
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
