package dev.crossfade.core.cutover;

import dev.crossfade.core.audit.CanonicalText;
import dev.crossfade.core.audit.JsonText;
import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.traffic.RouteState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was proven at the moment at which the record was about to name the other side, as it was
 * kept then: nothing of it is looked up later.
 *
 * @param content by name; empty when nobody knows
 */
public record SwitchProof(Map<String, @Nullable Object> content) {

  /** Nobody knows, or there was no switch. */
  public static final SwitchProof NONE = new SwitchProof(Map.of());

  /**
   * Where a database stood still.
   *
   * @param mark the number of the mark behind everything that was written
   * @param log where its log was then, in its own words
   */
  public record Stop(String database, long mark, String log) {}

  /**
   * What was proven.
   *
   * @param epoch of the record under which the databases stood still
   * @param at when
   * @param stops where each database that was fenced stood still
   * @param verdicts of what was compared behind the fences, one for each entity
   */
  public static SwitchProof of(long epoch, Instant at, List<Stop> stops, List<Verdict> verdicts) {
    Map<String, @Nullable Object> databases = new TreeMap<>();
    stops.forEach(
        stop -> databases.put(stop.database(), Map.of("mark", stop.mark(), "log", stop.log())));
    Map<String, @Nullable Object> entities = new TreeMap<>();
    verdicts.forEach(verdict -> entities.put(verdict.entity(), told(verdict)));
    Map<String, @Nullable Object> content = new TreeMap<>();
    content.put("epoch", epoch);
    content.put("at", at.toString());
    content.put("stops", databases);
    content.put("verdicts", entities);
    return new SwitchProof(content);
  }

  /**
   * The same, and what the record that held the writes said of routes: the share of readers that
   * the new stack had by then, and how the canary stood by which it grew. A move takes both from
   * the record.
   */
  public SwitchProof with(Map<String, RouteState> routes) {
    Map<String, @Nullable Object> told = new TreeMap<>();
    routes.forEach((route, state) -> told.put(route, told(state)));
    Map<String, @Nullable Object> more = new TreeMap<>(content);
    more.put("routes", told);
    return new SwitchProof(more);
  }

  private static Map<String, @Nullable Object> told(RouteState state) {
    Map<String, @Nullable Object> told = new TreeMap<>();
    told.put("readsOnNew", (long) state.readsOnNew());
    CanaryRun canary = state.canary();
    if (canary != null) {
      told.put("canary", canary.mode().name());
      told.put("step", canary.step() + 1 + " of " + canary.plan().percents().size());
      told.put("since", canary.since().toString());
      told.put("why", canary.why());
      if (!canary.unjudged().isEmpty()) {
        told.put("byHand", canary.unjudged());
      }
    }
    return told;
  }

  private static Map<String, @Nullable Object> told(Verdict verdict) {
    Map<String, @Nullable Object> told = new TreeMap<>();
    told.put("result", verdict.result().name());
    told.put("rows", verdict.rowsCompared());
    told.put("parked", verdict.parked());
    told.put("mapping", verdict.mappingVersion());
    told.put("asOf", new TreeMap<>(verdict.asOf()));
    told.put("at", verdict.finishedAt().toString());
    if (!verdict.coverage().digest().isEmpty()) {
      told.put("digest", verdict.coverage().digest());
    }
    if (verdict.coverage() instanceof Coverage.Upkeep upkeep) {
      told.put("allRowsAsOf", upkeep.fullPass().toString());
    }
    return told;
  }

  /** When it was proven. */
  public Optional<Instant> at() {
    return content.get("at") instanceof String at
        ? Optional.of(Instant.parse(at))
        : Optional.empty();
  }

  /** Whether anything is known. */
  public boolean known() {
    return !content.isEmpty();
  }

  /** As facts keep it; empty when nothing is known. */
  public String text() {
    return known() ? CanonicalText.of(content) : "";
  }

  /**
   * The inverse of {@link #text()}.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static SwitchProof parse(String text) {
    return text.isEmpty() ? NONE : new SwitchProof(JsonText.object(text));
  }
}
