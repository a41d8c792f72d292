package dev.crossfade.core.phase;

import java.util.List;

/**
 * What is to be recorded, and then to be done. Nothing has happened yet.
 *
 * @param events to be appended to the journal first
 * @param effects to be brought about once the events are in the journal
 */
public record Decision(List<Event> events, List<Effect> effects) {

  public Decision {
    events = List.copyOf(events);
    effects = List.copyOf(effects);
  }
}
