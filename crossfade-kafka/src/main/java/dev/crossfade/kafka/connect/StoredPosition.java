package dev.crossfade.kafka.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The position in an offset that Connect has stored, in the spelling of the source. */
final class StoredPosition {

  private StoredPosition() {}

  /**
   * PostgreSQL {@code 0/16B3748}, MariaDB {@code mysql-bin.000003:1234} and after a space its
   * GTIDs; empty when the offset holds no position.
   */
  static String text(JsonNode offset) {
    if (offset.hasNonNull("lsn_commit")) {
      return lsn(offset.path("lsn_commit").asLong());
    }
    if (offset.hasNonNull("lsn_proc")) {
      return lsn(offset.path("lsn_proc").asLong());
    }
    if (offset.hasNonNull("file")) {
      String place = offset.path("file").asText() + ":" + offset.path("pos").asLong();
      return (place + " " + offset.path("gtids").asText("")).strip();
    }
    return "";
  }

  private static String lsn(long number) {
    return "%X/%X".formatted(number >>> 32, number & 0xFFFFFFFFL).toUpperCase(Locale.ROOT);
  }
}
