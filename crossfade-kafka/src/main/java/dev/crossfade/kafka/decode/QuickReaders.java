package dev.crossfade.kafka.decode;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The common forms of values, without trees. What is not clear at once is left to others. */
final class QuickReaders {

  private static final int UUID_LENGTH = 36;
  private static final long SURELY_FINITE = 4_000_000_000_000_000_000L;
  private static final long SURELY_A_DAY = 2_000_000L;

  private QuickReaders() {}

  static @Nullable Object text(JsonCursor value) {
    return value.peek() == '"' ? value.text() : null;
  }

  static @Nullable Object fixed(JsonCursor value) {
    return value.peek() == '"' ? TextReaders.stripped(value.text()) : null;
  }

  static @Nullable Object integer(JsonCursor value) {
    return value.integer();
  }

  static @Nullable Object bool(JsonCursor value) {
    byte first = value.peek();
    if (first != 't' && first != 'f') {
      return null;
    }
    value.skip();
    return first == 't';
  }

  static @Nullable Object decimal(JsonCursor value) {
    if (value.peek() != '"') {
      return null;
    }
    String text = value.text();
    char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    return last >= '0' && last <= '9' ? new BigDecimal(text) : null;
  }

  static @Nullable Object date(JsonCursor value) {
    Long days = value.integer();
    return days != null && Math.abs(days) < SURELY_A_DAY ? days : null;
  }

  static @Nullable Object micros(JsonCursor value) {
    Long micros = value.integer();
    return micros != null && Math.abs(micros) < SURELY_FINITE ? micros : null;
  }

  static @Nullable Object instant(JsonCursor value) {
    if (value.peek() != '"') {
      return micros(value);
    }
    byte[] text = value.plainBytes();
    return text == null ? null : QuickInstant.micros(text);
  }

  static @Nullable Object uuid(JsonCursor value) {
    if (value.peek() != '"') {
      return null;
    }
    String text = value.text();
    return text.length() == UUID_LENGTH ? UUID.fromString(text) : null;
  }

  static @Nullable Object bytes(JsonCursor value) {
    return value.peek() == '"' ? value.base64() : null;
  }
}
