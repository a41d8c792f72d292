package dev.crossfade.spi.source;

import java.util.Map;

/**
 * Facts that must not change while a stream is followed (PostgreSQL: system identifier, timeline,
 * slot, plugin; MariaDB: server id, binlog base name, GTID domain).
 *
 * @param facts name to value, in a stable spelling
 * @param confirmed a position that only grows while the log is the same one (PostgreSQL: before
 *     which the slot lets the log go; MariaDB: the end of the binlog), for people and for the guard
 */
public record LogIdentity(Map<String, String> facts, String confirmed) {

  public LogIdentity {
    facts = Map.copyOf(facts);
  }
}
