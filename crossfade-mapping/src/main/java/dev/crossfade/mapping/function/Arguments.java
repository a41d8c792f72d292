package dev.crossfade.mapping.function;

import dev.crossfade.mapping.value.DecimalValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Typed access to the arguments of a body that is never called with NULL. */
final class Arguments {

  private Arguments() {}

  static Object arg(@Nullable Object value) {
    return Objects.requireNonNull(value);
  }

  static String str(@Nullable Object value) {
    return (String) arg(value);
  }

  static long num(@Nullable Object value) {
    return (Long) arg(value);
  }

  static DecimalValue dec(@Nullable Object value) {
    return (DecimalValue) arg(value);
  }
}
