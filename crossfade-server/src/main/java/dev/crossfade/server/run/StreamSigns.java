package dev.crossfade.server.run;

import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.server.wiring.Heard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the target says about the sources' streams, by source.
 *
 * @param before as of the beginning
 * @param now later
 */
record StreamSigns(Map<String, Heard> before, Map<String, Heard> now) {

  StreamSigns {
    before = Map.copyOf(before);
    now = Map.copyOf(now);
  }

  /** Whether some process follows at least one source; it alone may move any of the streams. */
  boolean anyFollowed() {
    return now.keySet().stream().anyMatch(this::followed);
  }

  /** Whether nothing more can be learned by waiting. */
  boolean clear() {
    return anyFollowed()
        && now.keySet().stream().allMatch(each -> followed(each) || stopped(each).isPresent());
  }

  private boolean followed(String source) {
    Heard first = before.get(source);
    Heard last = now.get(source);
    return first != null && last != null && last.mark() > first.mark();
  }

  /** Why a source is not followed any more; empty when it is, or may be. */
  private Optional<String> stopped(String source) {
    return Optional.ofNullable(now.get(source))
        .map(Heard::alarm)
        .filter(alarm -> !alarm.isEmpty() && !followed(source));
  }

  /** Those of the entities whose sources have not stopped, by name. */
  List<String> comparable(List<EntitySpec> entities) {
    return entities.stream()
        .filter(entity -> stoppedSources(entity).isEmpty())
        .map(EntitySpec::name)
        .toList();
  }

  /** Why each of the others is not compared. */
  List<String> reasons(List<EntitySpec> entities) {
    return entities.stream()
        .flatMap(
            entity ->
                stoppedSources(entity).entrySet().stream()
                    .map(
                        source ->
                            "%s was not compared: its source %s has stopped (%s)"
                                .formatted(entity.name(), source.getKey(), source.getValue())))
        .toList();
  }

  private Map<String, String> stoppedSources(EntitySpec entity) {
    Map<String, String> alarms = new TreeMap<>();
    entity
        .sources()
        .forEach(source -> stopped(source).ifPresent(alarm -> alarms.put(source, alarm)));
    return alarms;
  }
}
