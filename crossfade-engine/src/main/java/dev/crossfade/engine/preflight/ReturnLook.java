package dev.crossfade.engine.preflight;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.RollbackWindow;
import dev.crossfade.core.preflight.DatabaseGates;
import dev.crossfade.core.preflight.Item;
import dev.crossfade.core.preflight.ReturnGates;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Looks at the way back, while the new stack takes the writes. */
final class ReturnLook {

  private static final Duration LOOK = Duration.ofMillis(20);

  private final PreflightInputs inputs;

  ReturnLook(PreflightInputs inputs) {
    this.inputs = inputs;
  }

  void look(Looks looks) throws InterruptedException {
    ProgressStore progress = inputs.target().progress();
    looks.at(
        Item.RETURN.word(),
        () ->
            ReturnGates.armed(
                Direction.of(progress.fact(ProgressStore.DIRECTION)),
                progress.fact(ProgressStore.RETURN_ARMED).orElse("")));
    follows(looks);
    looks.at(
        Item.WINDOW.word(),
        () ->
            progress
                .fact(ProgressStore.ROLLBACK_WINDOW)
                .filter(text -> !text.isEmpty())
                .map(RollbackWindow::parse)
                .map(DatabaseGates::window)
                .orElseGet(ReturnGates::noWindow));
  }

  /** A mark is written into the target's log; it has to come back to every source. */
  private void follows(Looks looks) throws InterruptedException {
    Duration most = Duration.ofMillis(inputs.spec().cutover().maxLagMillis());
    Map<String, Duration> back = new TreeMap<>();
    try {
      await(inputs.stacks().mark().get(), most, back);
    } catch (ProblemException e) {
      back.clear();
    }
    inputs
        .stacks()
        .legacy()
        .forEach(
            (source, legacy) ->
                looks.at(
                    Item.RETURN.of(source),
                    () -> ReturnGates.follows(source, back.get(source), most)));
  }

  private void await(Mark mark, Duration most, Map<String, Duration> back)
      throws InterruptedException {
    Map<String, LegacyDatabase> open = new TreeMap<>(inputs.stacks().legacy());
    long begun = System.nanoTime();
    while (!open.isEmpty() && System.nanoTime() - begun <= most.toNanos()) {
      for (Map.Entry<String, LegacyDatabase> each : Map.copyOf(open).entrySet()) {
        if (each.getValue().state().filter(now -> now.mark() >= mark.number()).isPresent()) {
          back.put(each.getKey(), Duration.ofNanos(System.nanoTime() - begun));
          open.remove(each.getKey());
        }
      }
      if (!open.isEmpty()) {
        inputs.pause().sleep(LOOK);
      }
    }
  }
}
