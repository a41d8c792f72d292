package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;

/** Turns one JSON value of a row into the value its column's type prescribes. Never sees null. */
@FunctionalInterface
interface ValueReader {

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the value is not of the expected form; the message holds no
   *     row data
   */
  Object read(JsonNode node);

  /** Reads the value that is next, as {@link #read(JsonNode)} reads it. */
  default Object read(JsonCursor value) {
    return read(value.tree());
  }
}
