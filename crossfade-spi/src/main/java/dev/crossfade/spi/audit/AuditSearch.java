package dev.crossfade.spi.audit;

import dev.crossfade.core.audit.LeafKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which leaves are wanted. What is null does not matter.
 *
 * @param kind of the leaves
 * @param actor who did it
 * @param subject what it was done to
 * @param from not earlier
 * @param until earlier
 * @param before index that their own is below
 * @param max how many at most, the newest first
 */
public record AuditSearch(
    @Nullable LeafKind kind,
    @Nullable String actor,
    @Nullable String subject,
    @Nullable Instant from,
    @Nullable Instant until,
    long before,
    int max) {

  /** The newest leaves. */
  public static AuditSearch newest(int max) {
    return new AuditSearch(null, null, null, null, null, Long.MAX_VALUE, max);
  }
}
