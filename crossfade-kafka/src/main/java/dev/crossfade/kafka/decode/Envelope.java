package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where the parts of one of Debezium's envelopes are. Reused from record to record. */
final class Envelope {

  static final int OP = 0;
  static final int BEFORE = 1;
  static final int AFTER = 2;
  static final int SOURCE = 3;
  static final int TRANSACTION = 4;
  static final int MESSAGE = 5;
  static final int STATUS = 6;
  static final int ID = 7;
  static final int EVENT_COUNT = 8;
  static final int TS_MS = 9;
  static final int DDL = 10;

  private static final byte[][] NAMES =
      names(
          "op",
          "before",
          "after",
          "source",
          "transaction",
          "message",
          "status",
          "id",
          "event_count",
          "ts_ms",
          "ddl");
  private static final int ABSENT = -1;

  private final int[] places = new int[NAMES.length];
  private final boolean[] nulls = new boolean[NAMES.length];

  private static byte[][] names(String... names) {
    return Arrays.stream(names)
        .map(name -> name.getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new);
  }

  /** Finds the parts; the document must be one object. */
  void read(JsonCursor json) {
    Arrays.fill(places, ABSENT);
    json.object();
    while (json.field()) {
      int part = part(json);
      boolean nothing = json.peek() == 'n';
      if (part >= 0) {
        places[part] = json.position();
        nulls[part] = nothing;
      }
      json.skip();
    }
    if (!json.over()) {
      throw new IllegalArgumentException("more than one object");
    }
  }

  private static int part(JsonCursor json) {
    for (int i = 0; i < NAMES.length; i++) {
      if (json.named(NAMES[i])) {
        return i;
      }
    }
    return ABSENT;
  }

  /** Whether the part is there, be it null. */
  boolean occurs(int part) {
    return places[part] >= 0;
  }

  /** Whether the part is there and not null. */
  boolean has(int part) {
    return places[part] >= 0 && !nulls[part];
  }

  /** Goes to a part that must be there. */
  void to(int part, JsonCursor json) {
    if (!occurs(part)) {
      throw new IllegalArgumentException("a part is missing");
    }
    json.position(places[part]);
  }

  /** Goes to a part if it is an object. */
  boolean isObject(int part, JsonCursor json) {
    if (!occurs(part)) {
      return false;
    }
    json.position(places[part]);
    return json.peek() == '{';
  }

  /** A part as a tree, missing if it is not there. */
  JsonNode tree(int part, JsonCursor json) {
    if (!occurs(part)) {
      return MissingNode.getInstance();
    }
    json.position(places[part]);
    return json.tree();
  }
}
