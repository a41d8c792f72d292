package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads common forms straight from the bytes, and all others from a tree.
 *
 * @param quick gives null for a form that it leaves to {@code thorough}
 * @param thorough knows every form
 */
record QuickReader(Quick quick, ValueReader thorough) implements ValueReader {

  /** Reads some forms; may stop anywhere in others. */
  @FunctionalInterface
  interface Quick {
    @Nullable Object read(JsonCursor value);
  }

  @Override
  public Object read(JsonNode node) {
    return thorough.read(node);
  }

  @Override
  public Object read(JsonCursor value) {
    int start = value.position();
    Object read = quick.read(value);
    if (read == null) {
      value.position(start);
      read = thorough.read(value.tree());
    }
    return read;
  }
}
