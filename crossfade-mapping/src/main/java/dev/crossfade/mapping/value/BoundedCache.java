package dev.crossfade.mapping.value;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers results of a pure function of text, at most so many of them; when full it starts over.
 * Thread-safe; results may be null. Long inputs are computed each time.
 */
public final class BoundedCache {

  private static final int LONGEST = 200;

  private final ConcurrentHashMap<String, Optional<String>> known = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final int limit;
  private final Function<String, @Nullable String> function;

  public BoundedCache(int limit, Function<String, @Nullable String> function) {
    this.limit = limit;
    this.function = function;
  }

  public @Nullable String get(String input) {
    Optional<String> hit = known.get(input);
    if (hit != null) {
      return hit.orElse(null);
    }
    String result = function.apply(input);
    if (input.length() <= LONGEST) {
      remember(input, Optional.ofNullable(result));
    }
    return result;
  }

  private void remember(String input, Optional<String> result) {
    if (size.incrementAndGet() > limit) {
      known.clear();
      size.set(1);
    }
    known.put(input, result);
  }
}
