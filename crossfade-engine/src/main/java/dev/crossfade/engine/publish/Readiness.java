package dev.crossfade.engine.publish;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StreamState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether history and streams are far enough for entities to be published. */
final class Readiness {

  private final ProgressStore progress;
  private final Mappings mappings;

  Readiness(ProgressStore progress, Mappings mappings) {
    this.progress = progress;
    this.mappings = mappings;
  }

  /** The entities of this run that are not published, by name. */
  List<String> pending() {
    Map<String, EntityState> states = progress.entityStates();
    return mappings.all().stream()
        .map(Numbered::entity)
        .distinct()
        .filter(entity -> states.get(entity) != EntityState.LIVE)
        .sorted()
        .toList();
  }

  /** Of these, the entities of which all history is in staging. */
  Set<String> historyComplete(Collection<String> entities) {
    Map<Integer, BackfillProgress> lines = lines();
    Set<String> complete = new TreeSet<>(entities);
    for (Numbered numbered : concerned(entities)) {
      BackfillProgress line = lines.get(numbered.number());
      if (line == null || !line.complete()) {
        complete.remove(numbered.entity());
      }
    }
    return complete;
  }

  /** Whether each stream has passed all marks of its source's chunks of an entity. */
  boolean marksPassed(String entity) {
    Map<Integer, BackfillProgress> lines = lines();
    Map<String, Long> needed = new TreeMap<>();
    for (Numbered numbered : concerned(Set.of(entity))) {
      BackfillProgress line = lines.get(numbered.number());
      needed.merge(
          numbered.source(), line == null ? Long.MAX_VALUE : line.highestMark(), Math::max);
    }
    return needed.entrySet().stream().allMatch(each -> applied(each.getKey()) >= each.getValue());
  }

  private long applied(String source) {
    return progress.streamState(source).map(StreamState::mark).orElse(0L);
  }

  private List<Numbered> concerned(Collection<String> entities) {
    return mappings.all().stream().filter(each -> entities.contains(each.entity())).toList();
  }

  private Map<Integer, BackfillProgress> lines() {
    Map<Integer, BackfillProgress> lines = new TreeMap<>();
    progress.backfill().forEach(line -> lines.put(line.mapping(), line));
    return lines;
  }
}
