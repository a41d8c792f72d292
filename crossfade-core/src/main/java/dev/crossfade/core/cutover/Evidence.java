package dev.crossfade.core.cutover;

import java.util.EnumSet;
import java.util.Set;

/**
 * What an attempt has achieved behind its fence.
 *
 * @param done works that are done: CATCH_UP, COMPARE, READY
 */
public record Evidence(Set<CutoverStep> done) {

  /** Nothing yet. */
  public static final Evidence NONE = new Evidence(Set.of());

  public Evidence {
    done = Set.copyOf(done);
  }

  /** With one more. */
  public Evidence with(CutoverStep step) {
    Set<CutoverStep> more = EnumSet.of(step);
    more.addAll(done);
    return new Evidence(more);
  }
}
