package dev.crossfade.server.api;

import dev.crossfade.core.phase.EventText;
import dev.crossfade.spi.journal.JournalEntry;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of a journal.
 *
 * @param version its place
 * @param actor who decided it
 * @param epoch of the lease it was written under, 0 for somebody who only asked
 * @param event what happened; {@code event} names it, the other fields depend on that
 */
record JournalItem(long version, Instant at, String actor, long epoch, Map<String, String> event) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

  static JournalItem of(JournalEntry entry) {
    String event = EventText.format(EventText.parse(entry.event()));
    return new JournalItem(
        entry.version(), entry.at(), entry.actor(), entry.epoch(), JSON.readValue(event, FIELDS));
  }
}
