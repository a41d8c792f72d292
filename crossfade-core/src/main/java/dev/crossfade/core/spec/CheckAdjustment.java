package dev.crossfade.core.spec;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a check that is there anyway.
 *
 * @param check id of the check, for example {@code contact/nulls}
 * @param use whether it is asked at all
 * @param severity null for what it is
 * @param owner null for whom it has
 * @param every null for what it is
 * @param parameters by name
 */
public record CheckAdjustment(
    String check,
    Use use,
    @Nullable Severity severity,
    @Nullable String owner,
    @Nullable Duration every,
    Map<String, String> parameters) {

  public CheckAdjustment {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** Whether a check is asked. */
  public enum Use {
    ASK,
    LEAVE_OUT
  }
}
