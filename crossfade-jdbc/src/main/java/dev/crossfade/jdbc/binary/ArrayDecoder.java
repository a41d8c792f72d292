package dev.crossfade.jdbc.binary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes a one-dimensional array with lower bound 1; elements may be NULL. */
final class ArrayDecoder implements ValueDecoder {

  private static final int HEADER = 12;
  private static final int DIMENSION = 8;

  private final ValueDecoder element;

  ArrayDecoder(ValueDecoder element) {
    this.element = element;
  }

  @Override
  public Object decode(byte[] bytes, int at, int length) {
    int dimensions = BigEndian.int32(bytes, at);
    if (dimensions == 0) {
      return List.of();
    }
    if (dimensions != 1) {
      throw new UnreadableValueException("an array with " + dimensions + " dimensions");
    }
    int size = BigEndian.int32(bytes, at + HEADER);
    if (BigEndian.int32(bytes, at + HEADER + 4) != 1) {
      throw new UnreadableValueException("an array whose first index is not 1");
    }
    return elements(bytes, at + HEADER + DIMENSION, size);
  }

  private List<@Nullable Object> elements(byte[] bytes, int start, int size) {
    List<@Nullable Object> values = new ArrayList<>(size);
    int at = start;
    for (int i = 0; i < size; i++) {
      int length = BigEndian.int32(bytes, at);
      at += 4;
      values.add(length < 0 ? null : element.decode(bytes, at, length));
      at += Math.max(length, 0);
    }
    return Collections.unmodifiableList(values);
  }
}
