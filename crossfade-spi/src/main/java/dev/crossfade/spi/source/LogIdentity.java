package dev.crossfade.spi.source;

import java.util.Map;

/**
 * Facts that must not change while a stream is followed (PostgreSQL: system identifier, timeline,
 * slot, plugin; MariaDB: server id, binlog base name, GTID domain).
 *
 * @param facts name to value, in a stable spelling
 * @param confirmed the log position the source may forget before, for people and for the guard
 */
public record LogIdentity(Map<String, String> facts, String confirmed) {

  public LogIdentity {
    facts = Map.copyOf(facts);
  }
}
