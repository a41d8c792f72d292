package dev.crossfade.kafka.connect;

import java.util.zip.CRC32;

/**
 * The names of one source's capture.
 *
 * @param migration name of the migration
 * @param source name of the source
 */
public record CaptureNames(String migration, String source) {

  String connector() {
    return "cf-" + migration + "-" + source;
  }

  /** The topic with one partition that holds the source's log. */
  public String topic() {
    return "cf." + migration + ".cdc." + source;
  }

  /** The topic of the connector's own history of definitions (MariaDB, MySQL). */
  public String history() {
    return "cf." + migration + ".history." + source;
  }

  /** The group of those who share a migration's streams. */
  public static String group(String migration) {
    return "cf." + migration + ".streams";
  }

  String prefix() {
    return "cf." + migration + "." + source;
  }

  /** A replication client needs a number of its own; servers are numbered low by hand. */
  int serverId() {
    CRC32 crc = new CRC32();
    crc.update(prefix().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return (int) (100_000_000L + crc.getValue() % 1_900_000_000L);
  }
}
