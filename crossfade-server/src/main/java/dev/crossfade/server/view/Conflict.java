package dev.crossfade.server.view;

import dev.crossfade.spi.reverse.Unrestored;
import dev.crossfade.spi.target.StrayItem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Something about a row that waits for people.
 *
 * @param id by which it is named
 * @param kind {@code stray}, written past a fence, or {@code unrestored}, not brought back
 * @param source whose row it is
 * @param entity of the row
 * @param key of the row, as text; empty where none can be read
 * @param what happened to it, or why it could not be brought back
 * @param item as it is stored
 */
public record Conflict(
    String id, String kind, String source, String entity, String key, String what, Object item) {

  private static final int DIGITS = 16;

  /** A write past a fence. */
  public static Conflict of(StrayItem item) {
    return new Conflict(
        "stray-" + item.id(),
        "stray",
        item.write().source(),
        item.write().entity(),
        item.write().key(),
        item.write().op() + " at " + item.notedAt(),
        item);
  }

  /** A row that could not be brought back into a source. */
  public static Conflict of(String source, Unrestored row) {
    String said = String.join("\n", row.entity(), row.key(), row.position().encoded(), row.code());
    String digest =
        UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    return new Conflict(
        source + "-" + digest.substring(0, DIGITS),
        "unrestored",
        source,
        row.entity(),
        row.key(),
        row.code() + " " + row.reason(),
        row);
  }

  /** For programs. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", id);
    document.put("kind", kind);
    document.put("source", source);
    document.put("entity", entity);
    document.put("key", key);
    document.put("what", what);
    return document;
  }
}
