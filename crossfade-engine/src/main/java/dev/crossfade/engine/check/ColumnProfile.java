package dev.crossfade.engine.check;

import dev.crossfade.core.check.Quantiles;
import dev.crossfade.core.check.TopValues;
import dev.crossfade.core.schema.LogicalType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;
import org.jspecify.annotations.Nullable;

/**
 * What one column of one side looks like, in bounded memory: how often it is NULL, how its numbers
 * are spread (of texts: their lengths), and which values are frequent. Not thread-safe.
 */
final class ColumnProfile {

  private static final int ACCURACY = 200;
  private static final int FREQUENT = 1_024;
  private static final int LONGEST = 64;

  private final @Nullable KllDoublesSketch numbers;
  private final @Nullable ItemsSketch<String> frequent;
  private long nulls;
  private long values;

  private ColumnProfile(
      @Nullable KllDoublesSketch numbers, @Nullable ItemsSketch<String> frequent) {
    this.numbers = numbers;
    this.frequent = frequent;
  }

  static ColumnProfile of(LogicalType type) {
    boolean text = type instanceof LogicalType.Text || type instanceof LogicalType.FixedText;
    boolean words = type instanceof LogicalType.Bool || type instanceof LogicalType.Enumeration;
    boolean plain =
        type instanceof LogicalType.Json
            || type instanceof LogicalType.Uuid
            || type instanceof LogicalType.Interval;
    return new ColumnProfile(
        words || plain ? null : KllDoublesSketch.newHeapInstance(ACCURACY),
        text || words ? new ItemsSketch<>(FREQUENT) : null);
  }

  void add(@Nullable Object value) {
    if (value == null) {
      nulls++;
      return;
    }
    values++;
    if (numbers != null) {
      numbers.update(number(value));
    }
    if (frequent != null) {
      String text = value.toString();
      frequent.update(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }
  }

  private static double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text) {
      return text.length();
    }
    if (value instanceof byte[] bytes) {
      return bytes.length;
    }
    return value instanceof List<?> list ? list.size() : Double.NaN;
  }

  void merge(ColumnProfile other) {
    nulls += other.nulls;
    values += other.values;
    if (numbers != null && other.numbers != null && !other.numbers.isEmpty()) {
      numbers.merge(other.numbers);
    }
    if (frequent != null && other.frequent != null) {
      frequent.merge(other.frequent);
    }
  }

  long nulls() {
    return nulls;
  }

  /** How many values there are that are not NULL. */
  long values() {
    return values;
  }

  /** By how much shares of {@link #quantiles} and {@link #extent} may be wrong. */
  double error(ColumnProfile other) {
    return error() + other.error();
  }

  private double error() {
    return numbers != null && numbers.isEstimationMode()
        ? numbers.getNormalizedRankError(false)
        : 0;
  }

  /** Both sides at the deciles of this one; null where there are no numbers. */
  @Nullable Quantiles quantiles(ColumnProfile observed) {
    if (numbers == null || numbers.isEmpty() || observed.numbers == null) {
      return null;
    }
    return at(deciles(numbers), observed.numbers);
  }

  /**
   * Both sides at the deciles, the least and the greatest number of either, so that nothing moves
   * unseen between the points of one side or beyond its ends; null where there are no numbers.
   */
  @Nullable Quantiles extent(ColumnProfile observed) {
    if (numbers == null || numbers.isEmpty() || observed.numbers == null) {
      return null;
    }
    DoubleStream theirs = observed.numbers.isEmpty() ? DoubleStream.empty() : all(observed.numbers);
    return at(DoubleStream.concat(all(numbers), theirs), observed.numbers);
  }

  private Quantiles at(DoubleStream of, KllDoublesSketch observed) {
    double[] points = of.sorted().distinct().toArray();
    return new Quantiles(
        points, shares(Objects.requireNonNull(numbers), points), shares(observed, points));
  }

  private static DoubleStream all(KllDoublesSketch sketch) {
    return DoubleStream.concat(
        deciles(sketch), DoubleStream.of(sketch.getMinItem(), sketch.getMaxItem()));
  }

  private static DoubleStream deciles(KllDoublesSketch sketch) {
    return Arrays.stream(new double[] {.1, .2, .3, .4, .5, .6, .7, .8, .9})
        .map(rank -> sketch.getQuantile(rank, QuantileSearchCriteria.INCLUSIVE));
  }

  private static double[] shares(KllDoublesSketch sketch, double[] points) {
    return Arrays.stream(points)
        .map(
            point -> sketch.isEmpty() ? 0 : sketch.getRank(point, QuantileSearchCriteria.INCLUSIVE))
        .toArray();
  }

  /**
   * The values that are frequent here or there, with how often they are here; null where values are
   * not counted, or where none is frequent.
   */
  @Nullable TopValues top(ColumnProfile other, int most) {
    if (frequent == null || other.frequent == null) {
      return null;
    }
    Map<String, Long> counts = new HashMap<>();
    for (ItemsSketch<String> side : List.of(frequent, other.frequent)) {
      var rows = side.getFrequentItems(ErrorType.NO_FALSE_POSITIVES);
      for (int i = 0; i < Math.min(rows.length, most); i++) {
        String item = rows[i].getItem();
        counts.put(item, frequent.getEstimate(item));
      }
    }
    return counts.isEmpty() ? null : new TopValues(counts, values);
  }

  /** By how much a count of {@link #top} may be wrong. */
  long countError() {
    return frequent == null ? 0 : frequent.getMaximumError();
  }
}
