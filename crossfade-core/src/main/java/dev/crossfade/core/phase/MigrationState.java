package dev.crossfade.core.phase;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is known of a migration: all of its events, folded. Whoever applies the same events in the
 * same order has the same state.
 *
 * @param migration name of the migration
 * @param version number of events applied
 * @param here the phase it is in
 * @param interrupted the phase to go back to, in a standstill
 * @param visits number of the latest visit
 * @param flags what keeps the gates closed
 * @param trouble why something failed last; empty once it goes on
 * @param signOffs who agreed to what, and what that rests on
 * @param windowExtension by how much the way back is kept open longer than was specified
 */
public record MigrationState(
    String migration,
    long version,
    Visit here,
    Optional<Visit> interrupted,
    int visits,
    Set<Flag> flags,
    String trouble,
    SignOffBook signOffs,
    Duration windowExtension) {

  public MigrationState {
    flags = Set.copyOf(flags);
  }

  /** A migration to which nothing has happened yet. */
  public static MigrationState draft(String migration) {
    Visit draft = Visit.begin(Phase.DRAFT, 0);
    return new MigrationState(
        migration, 0, draft, Optional.empty(), 0, Set.of(), "", SignOffBook.EMPTY, Duration.ZERO);
  }

  /** The phase it is in. */
  public Phase phase() {
    return here.phase();
  }

  /**
   * Whether nothing will ever follow; what an older build completed with fewer steps is over, too.
   */
  public boolean over() {
    return phase() == Phase.COMPLETED
        && here.step(StepKind.REST)
            .filter(rest -> rest.status() == StepState.Status.DONE)
            .isPresent();
  }

  /** The state after one more event. Total: whatever is in the journal can be applied. */
  public MigrationState after(Event event) {
    return folded(event)
        .signed(signOffs.after(event, version + 1, phase()))
        .extended(windowExtension(event));
  }

  private MigrationState folded(Event event) {
    if (event instanceof Event.Entered entered) {
      return entered(entered);
    } else if (event instanceof Event.Begun e) {
      return step(e.step(), step -> step.begun(e.attempt(), e.epoch()));
    } else if (event instanceof Event.Done e) {
      return step(e.step(), step -> step.now(StepState.Status.DONE));
    } else if (event instanceof Event.Undone e) {
      return step(e.step(), step -> step.againAt(e.notBefore())).because(e.why());
    } else if (event instanceof Event.Unsettled e) {
      return step(e.step(), step -> step.now(StepState.Status.UNSETTLED));
    } else if (event instanceof Event.Broke e) {
      return because(e.why()).counted();
    } else if (event instanceof Event.Raised e) {
      return flag(e.flag(), Change.RAISE);
    }
    if (event instanceof Event.Lowered e) {
      return flag(e.flag(), Change.LOWER);
    }
    return counted();
  }

  /** What was added to a window is added to that one only. */
  private Duration windowExtension(Event event) {
    if (event instanceof Event.WindowExtended more) {
      return windowExtension.plus(Duration.ofHours(more.hours()));
    }
    boolean another = event instanceof Event.Entered e && e.phase() == Phase.CUTOVER;
    return another ? Duration.ZERO : windowExtension;
  }

  private MigrationState extended(Duration by) {
    return new MigrationState(
        migration, version, here, interrupted, visits, flags, trouble, signOffs, by);
  }

  private MigrationState signed(SignOffBook book) {
    return new MigrationState(
        migration, version, here, interrupted, visits, flags, trouble, book, windowExtension);
  }

  /** The state after several more events. */
  public MigrationState after(List<Event> events) {
    MigrationState state = this;
    for (Event event : events) {
      state = state.after(event);
    }
    return state;
  }

  private MigrationState entered(Event.Entered event) {
    boolean back =
        interrupted.isPresent()
            && interrupted.get().phase() == event.phase()
            && !event.phase().standstill();
    if (back) {
      return with(interrupted.get(), Optional.empty(), visits, "").counted();
    }
    Visit next = Visit.begin(event.phase(), visits + 1);
    Optional<Visit> left = Optional.empty();
    if (event.phase().standstill()) {
      left = here.phase().standstill() ? interrupted : Optional.of(here.interrupted());
    }
    String why = event.by() == Trigger.FAILURE ? trouble : "";
    return with(next, left, visits + 1, why).counted();
  }

  private MigrationState step(StepKind kind, UnaryOperator<StepState> change) {
    return with(here.with(kind, change), interrupted, visits, trouble).counted();
  }

  private MigrationState because(String why) {
    return with(here, interrupted, visits, why);
  }

  private MigrationState with(Visit now, Optional<Visit> left, int number, String why) {
    return new MigrationState(
        migration, version, now, left, number, flags, why, signOffs, windowExtension);
  }

  private MigrationState counted() {
    return new MigrationState(
        migration,
        version + 1,
        here,
        interrupted,
        visits,
        flags,
        trouble,
        signOffs,
        windowExtension);
  }

  private enum Change {
    RAISE,
    LOWER
  }

  private MigrationState flag(Flag flag, Change change) {
    Set<Flag> now = flags.isEmpty() ? EnumSet.noneOf(Flag.class) : EnumSet.copyOf(flags);
    if (change == Change.RAISE) {
      now.add(flag);
    } else {
      now.remove(flag);
    }
    return new MigrationState(
        migration, version + 1, here, interrupted, visits, now, trouble, signOffs, windowExtension);
  }
}
