package dev.crossfade.core.spec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is said about any check of the data.
 *
 * @param severity what it means when it does not pass
 * @param owner who is asked about it; may be empty
 * @param description for people; may be empty
 * @param every after how long its result is stale; null for never
 */
public record CheckTraits(
    Severity severity, String owner, String description, @Nullable Duration every) {

  /** Of a check of which nothing is said. */
  public static final CheckTraits PLAIN = new CheckTraits(Severity.ERROR, "", "", null);
}
