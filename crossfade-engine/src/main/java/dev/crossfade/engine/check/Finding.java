package dev.crossfade.engine.check;

import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a node found, without its name and time. */
record Finding(
    CheckState state,
    String observed,
    String expected,
    String limit,
    List<String> evidence,
    List<String> keys,
    List<Measure> measures) {

  /** Most keys that are told, and most characters of each. */
  private static final int KEYS = 20;

  private static final int KEY_LENGTH = 200;

  static Finding passed(String observed) {
    return new Finding(CheckState.PASSED, observed, "", "", List.of(), List.of(), List.of());
  }

  static Finding error(String why) {
    return new Finding(CheckState.ERROR, "unknown", "", "", List.of(why), List.of(), List.of());
  }

  /** Failed when there is something to tell, else passed. */
  static Finding of(
      String observed,
      String expected,
      String limit,
      List<String> evidence,
      List<String> keys,
      List<Measure> measures) {
    CheckState state = evidence.isEmpty() ? CheckState.PASSED : CheckState.FAILED;
    return new Finding(state, observed, expected, limit, evidence, keys, measures);
  }

  /** The same, whatever its state, with one more thing to tell. */
  Finding saying(String more) {
    List<String> all = new ArrayList<>(evidence);
    all.add(more);
    return new Finding(state, observed, expected, limit, all, keys, measures);
  }

  CheckResult result(String check, Instant began, Duration took) {
    return new CheckResult(
        check,
        state,
        observed,
        expected,
        limit,
        evidence,
        keys.stream().limit(KEYS).map(Finding::shortened).toList(),
        measures,
        began,
        took);
  }

  private static String shortened(String key) {
    return key.codePointCount(0, key.length()) <= KEY_LENGTH
        ? key
        : key.substring(0, key.offsetByCodePoints(0, KEY_LENGTH)) + "…";
  }
}
