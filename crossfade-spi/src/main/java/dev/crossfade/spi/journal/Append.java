package dev.crossfade.spi.journal;

import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.LeafKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  /** What the audit log gets in the same transaction, a leaf for each event. */
  public List<Leaf> leaves() {
    List<Leaf> leaves = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      long version = after + i + 1;
      leaves.add(
          new Leaf(
              "journal/" + migration + "/" + version,
              LeafKind.JOURNAL,
              at,
              actor,
              migration,
              Map.of("version", version, "epoch", epoch, "append", id, "event", events.get(i))));
    }
    return leaves;
  }
}
