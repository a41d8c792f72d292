package dev.crossfade.kafka.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The block {@code transaction} of an envelope. Reused from record to record. */
final class TransactionBlock {

  private static final byte[] ID = "id".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ORDER = "total_order".getBytes(StandardCharsets.US_ASCII);

  private final LogDialect dialect;
  private byte[] stable = {};
  private String id = "";
  private long number;

  TransactionBlock(LogDialect dialect) {
    this.dialect = dialect;
  }

  /** Reads the next value, an object. */
  void read(JsonCursor value) {
    number = 0;
    boolean named = false;
    value.object();
    while (value.field()) {
      if (value.named(ID)) {
        id(value);
        named = true;
      } else if (value.named(ORDER)) {
        Long order = value.integer();
        number = order == null ? value.tree().longValue() : order;
      } else {
        value.skip();
      }
    }
    if (!named) {
      throw new IllegalArgumentException("a transaction without id");
    }
  }

  /** All records of a transaction begin alike; the string is made once. */
  private void id(JsonCursor value) {
    int start = value.position();
    byte[] plain = value.peek() == '"' ? value.plainBytes() : null;
    if (plain == null) {
      value.position(start);
      id = dialect.transaction(value.tree().asText());
      stable = new byte[0];
      return;
    }
    boolean same =
        stable.length > 0
            && plain.length >= stable.length
            && Arrays.equals(plain, 0, stable.length, stable, 0, stable.length)
            && (plain.length == stable.length || plain[stable.length] == ':');
    if (!same) {
      id = dialect.transaction(new String(plain, StandardCharsets.UTF_8));
      stable = id.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The stable part of the transaction's id. */
  String id() {
    return id;
  }

  /** 1 for the transaction's first record. */
  long number() {
    return number;
  }
}
