package dev.crossfade.engine.shadow;

import dev.crossfade.engine.shadow.Asked.Failed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The errors of one look: the legacy stack was asked, then the new one, then the legacy one again.
 *
 * @param before class of its first error; null when it answered
 * @param now of the new stack
 * @param after of its second
 */
record Errors(@Nullable String before, @Nullable String now, @Nullable String after) {

  static Errors of(Asked before, Asked now, Asked after) {
    return new Errors(error(before), error(now), error(after));
  }

  private static @Nullable String error(Asked asked) {
    return asked instanceof Failed failed ? failed.error() : null;
  }

  /** The class of the error that both stacks have; empty when they do not fail alike. */
  Optional<String> alike() {
    if (before == null || now == null || after == null) {
      return Optional.empty();
    }
    return now.equals(before) || now.equals(after) ? Optional.of(now) : Optional.empty();
  }

  /** In what both stacks differ; empty when the legacy one does from itself. */
  Optional<String> difference() {
    if (now != null && before == null && after == null) {
      return Optional.of("error: " + now + " on the new stack only");
    }
    if (now == null && before != null && after != null) {
      return Optional.of("error: " + before + " on the legacy stack only");
    }
    return now != null && before != null && after != null && alike().isEmpty()
        ? Optional.of("error: " + before + " on the legacy stack, " + now + " on the new one")
        : Optional.empty();
  }
}
