package dev.crossfade.core.canary;

import dev.crossfade.core.canary.Judgement.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is demanded of the data behind the new stack.
 *
 * @param lag most by which it may be behind the sources; zero when that is not judged
 * @param parityAge how old the proof may be that it equals them; zero when that is not judged
 */
public record DataLimits(Duration lag, Duration parityAge) {

  /** Nothing. */
  public static final DataLimits NONE = new DataLimits(Duration.ZERO, Duration.ZERO);

  /** What is demanded where the data can be seen and nothing was said. */
  public static final DataLimits USUAL = new DataLimits(Duration.ofMinutes(1), Duration.ofDays(1));

  private static final String LAG = "lagMillis";
  private static final String PARITY = "parityMillis";

  public DataLimits {
    if (lag.isNegative() || parityAge.isNegative()) {
      throw new IllegalArgumentException("a limit is negative");
    }
  }

  /** Whether nothing is demanded. */
  public boolean none() {
    return lag.isZero() && parityAge.isZero();
  }

  /** Judges what is known. */
  public Judgement judge(DataState data) {
    return freshness(data).and(parity(data));
  }

  private Judgement freshness(DataState data) {
    if (lag.isZero()) {
      return new Judgement(Verdict.PASS, "");
    }
    Duration seen = data.lag();
    if (seen == null) {
      return new Judgement(Verdict.UNKNOWN, "nobody knows how far the data is behind");
    }
    boolean late = seen.compareTo(lag) > 0;
    return new Judgement(
        late ? Verdict.FAIL : Verdict.PASS,
        "the data is %d ms behind (limit %d ms)".formatted(seen.toMillis(), lag.toMillis()));
  }

  private Judgement parity(DataState data) {
    if (parityAge.isZero()) {
      return new Judgement(Verdict.PASS, "");
    }
    Duration age = data.age();
    if (data.parity() == DataState.Parity.EQUAL && age != null) {
      boolean old = age.compareTo(parityAge) > 0;
      return new Judgement(
          old ? Verdict.UNKNOWN : Verdict.PASS,
          "%s, %d s ago (limit %d s)"
              .formatted(data.why(), age.toSeconds(), parityAge.toSeconds()));
    }
    boolean differs = data.parity() == DataState.Parity.DIFFERENT;
    return new Judgement(differs ? Verdict.FAIL : Verdict.UNKNOWN, data.why());
  }

  /** As numbers for a signed record; nothing for what is not judged. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new TreeMap<>();
    if (!lag.isZero()) {
      fields.put(LAG, lag.toMillis());
    }
    if (!parityAge.isZero()) {
      fields.put(PARITY, parityAge.toMillis());
    }
    return fields;
  }

  /** The inverse of {@link #fields()}, also of a record that knows nothing of it. */
  static DataLimits of(Map<?, ?> fields) {
    return new DataLimits(millis(fields, LAG), millis(fields, PARITY));
  }

  private static Duration millis(Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    return value == null ? Duration.ZERO : Duration.ofMillis((Long) value);
  }
}
