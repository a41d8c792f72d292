package dev.crossfade.kafka.stream;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of one poll as they lie in memory, without a copy, up to so many bytes and one
 * value at least. How large records are is known only when they have been decompressed: a fetch of
 * a few megabytes may become gigabytes. One thread.
 */
final class BoundedValues implements Deserializer<ByteBuffer> {

  /** Stands for a value that was left out. */
  private static final ByteBuffer LEFT_OUT = ByteBuffer.allocate(0);

  private final long most;
  private long taken;

  BoundedValues(long most) {
    this.most = most;
  }

  /** Whether a record's value was left out, and has to be fetched again. */
  @SuppressWarnings("ReferenceEquality")
  static boolean leftOut(@Nullable ByteBuffer value) {
    return value == LEFT_OUT;
  }

  /** What was taken has been dealt with. */
  void begin() {
    taken = 0;
  }

  @Override
  public ByteBuffer deserialize(String topic, byte[] value) {
    return take(ByteBuffer.wrap(value));
  }

  @Override
  public ByteBuffer deserialize(String topic, Headers headers, ByteBuffer value) {
    return take(value);
  }

  private ByteBuffer take(ByteBuffer value) {
    if (taken >= most) {
      return LEFT_OUT;
    }
    taken += value.remaining();
    if (value.hasArray()) {
      return value;
    }
    byte[] copy = new byte[value.remaining()];
    value.get(copy);
    return ByteBuffer.wrap(copy);
  }
}
