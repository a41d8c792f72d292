package dev.crossfade.spi.journal;

import java.time.Instant;
import java.util.List;

/**
 * Something to be written into a journal, all of it or nothing.
 *
 * @param migration whose journal
 * @param id drawn for this append alone; tells afterwards whether it was written
 * @param after version that the journal must still have
 * @param epoch of the lease that must still be the newest; 0 for somebody who only asks and brings
 *     nothing about
 * @param at when it was decided
 * @param actor who decided it
 * @param events what happened, as text, at least one
 */
public record Append(
    String migration,
    String id,
    long after,
    long epoch,
    Instant at,
    String actor,
    List<String> events) {

  public Append {
    events = List.copyOf(events);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("an append without events");
    }
  }

  /** The version of the journal once this is written. */
  public long next() {
    return after + events.size();
  }
}
