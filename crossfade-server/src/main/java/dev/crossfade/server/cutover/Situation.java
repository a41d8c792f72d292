package dev.crossfade.server.cutover;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.RollbackWindow;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.server.view.ReturnView;
import dev.crossfade.server.wiring.Crossings;
import dev.crossfade.spi.cutover.FenceState;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the clients of a migration are, as journal, record, fences and facts have it.
 *
 * @param state what is on record
 * @param owner who carries it out; empty when nobody does
 * @param record in force
 * @param routes that move together
 * @param direction in which changes are applied
 * @param armed since when the target is captured; empty when it is not
 * @param sentinels rows by which the way back was rehearsed then; empty when that is not known
 * @param window of the way back; null before the first cutover
 * @param latest attempt; null before the first
 * @param fences of all databases
 * @param returned as of when each source has what the target's log had, as far as that is known
 * @param unrestored rows that could not be brought back
 * @param back whether clients could go back now; null while sources take the writes
 */
public record Situation(
    MigrationState state,
    Optional<String> owner,
    RouteRecord record,
    List<String> routes,
    Direction direction,
    String armed,
    String sentinels,
    @Nullable RollbackWindow window,
    @Nullable CrossingReport latest,
    Map<String, FenceState> fences,
    Map<String, Instant> returned,
    long unrestored,
    @Nullable ReturnView back) {

  private static final int MOST = 100_000;

  public Situation {
    routes = List.copyOf(routes);
    fences = new TreeMap<>(fences);
    returned = new TreeMap<>(returned);
  }

  /** Looks at all of it. */
  public static Situation of(Crossings crossings) {
    ProgressStore progress = crossings.target().progress();
    String group = crossings.group();
    Map<String, FenceState> fences = new TreeMap<>();
    crossings.stacks().fences().forEach((name, fence) -> fences.put(name, fence.state()));
    fences.put("target", crossings.stacks().target().state());
    return new Situation(
        crossings.state(),
        crossings.owner(),
        crossings
            .routes()
            .read(group)
            .map(RecordSeal::peek)
            .orElseGet(() -> RouteRecord.initial(group)),
        crossings.spec().traffic().routes(),
        Direction.of(progress.fact(ProgressStore.DIRECTION)),
        progress.fact(ProgressStore.RETURN_ARMED).orElse(""),
        progress.fact(ProgressStore.RETURN_SENTINELS).orElse(""),
        fact(progress, ProgressStore.ROLLBACK_WINDOW).map(RollbackWindow::parse).orElse(null),
        fact(progress, ProgressStore.CROSSING).map(CrossingReport::parse).orElse(null),
        fences,
        returned(crossings),
        crossings.stacks().legacy().values().stream()
            .mapToLong(each -> each.unrestored(MOST).size())
            .sum(),
        ReturnView.of(crossings.target(), crossings.spec().cutover(), Instant.now()).orElse(null));
  }

  private static Optional<String> fact(ProgressStore progress, String name) {
    return progress.fact(name).filter(text -> !text.isEmpty());
  }

  private static Map<String, Instant> returned(Crossings crossings) {
    Map<String, Instant> returned = new TreeMap<>();
    crossings
        .stacks()
        .legacy()
        .forEach(
            (source, legacy) ->
                legacy
                    .state()
                    .map(ReverseState::markWrittenAt)
                    .ifPresent(at -> returned.put(source, at)));
    return returned;
  }
}
