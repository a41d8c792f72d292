package dev.crossfade.server.cutover;

import dev.crossfade.core.cutover.Passage;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.wiring.Crossings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells what happens while somebody else moves clients, from what can be seen. */
public final class Watch {

  private static final long LOOK_MILLIS = 50;

  private final Crossings crossings;
  private final Side to;
  private final Consumer<String> told;
  private @Nullable String latest;
  private long heldAt;

  /**
   * @param told hears of each thing that is new, as a line
   */
  public Watch(Crossings crossings, Side to, Consumer<String> told) {
    this.crossings = crossings;
    this.to = to;
    this.told = told;
  }

  /**
   * Watches until it is over.
   *
   * @param since version of the journal that asked for it
   * @return what is on record then; empty when it takes longer than this
   */
  public Optional<MigrationState> until(long since, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    Phase moving = to == Side.NEW ? Phase.CUTOVER : Phase.ROLLBACK;
    MigrationState state = crossings.state();
    while (state.version() < since || state.phase() == moving) {
      tell(state);
      if (System.nanoTime() > end) {
        return Optional.empty();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      state = crossings.state();
    }
    tell(state);
    return Optional.of(state);
  }

  private void tell(MigrationState state) {
    RouteRecord record = record();
    String route = crossings.spec().traffic().routes().get(0);
    RouteState now = record.route(route);
    Hold hold = now.hold();
    boolean held = hold != null && Passage.of(hold).isPresent();
    if (held && heldAt == 0) {
      heldAt = System.nanoTime();
    }
    String line = line(state, now, held, record.epoch());
    if (!line.equals(latest)) {
      latest = line;
      told.accept(line + elapsed(held));
    }
  }

  private String line(MigrationState state, RouteState now, boolean held, long epoch) {
    if (now.writes() == to) {
      return held
          ? "C8  epoch " + epoch + " names the " + to.word() + " stack; it is being opened"
          : "C10 writes go on, on the " + to.word() + " stack";
    } else if (held) {
      return "C3  writes are held, epoch " + epoch + "; fencing, catching up, comparing";
    } else if (heldAt != 0) {
      return "    taken back: writes go on, on the " + now.writes().word() + " stack";
    }
    return "C0  "
        + state.here().current().map(step -> step.kind().toString()).orElse("over")
        + ", writes go on";
  }

  private String elapsed(boolean held) {
    long millis = heldAt == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heldAt);
    return held
        ? " (" + millis + " of " + crossings.spec().cutover().maxWritePauseMillis() + " ms)"
        : "";
  }

  private RouteRecord record() {
    return crossings
        .routes()
        .read(crossings.group())
        .map(RecordSeal::peek)
        .orElseGet(() -> RouteRecord.initial(crossings.group()));
  }
}
