package dev.crossfade.engine.run;

import dev.crossfade.core.phase.Flag;
import dev.crossfade.core.phase.Order;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.reconcile.DataPlane;
import dev.crossfade.engine.reconcile.OvertakenException;
import dev.crossfade.spi.target.OwnershipLostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What moves the data of one migration, for the loop that owns it. It is fenced in the target:
 * there every transaction that changes something is on condition of the epoch.
 */
final class MigrationPlane implements DataPlane {

  private final RunInputs inputs;
  private final Supplier<String> journal;
  private final Shifts shifts;
  private final Alarms alarms;
  private volatile @Nullable Shift shift;

  /** The visit in which the streams were let run last. */
  private int followed;

  /** The visit before whose steps everything was ended. */
  private int rested;

  /** Was let go and does not end; under the next epoch it would write as if it belonged to it. */
  private @Nullable Shift stuck;

  /**
   * @param journal name of the store from which epochs come
   */
  MigrationPlane(RunInputs inputs, Supplier<String> journal, Shifts shifts) {
    this.inputs = inputs;
    this.journal = journal;
    this.shifts = shifts;
    this.alarms = new Alarms(inputs.target().progress(), inputs.sources().keySet(), inputs.clock());
  }

  /** Begins a shift. */
  @FunctionalInterface
  interface Shifts {
    Shift begin();
  }

  @Override
  public void fence(long epoch) {
    requireRest();
    try {
      inputs.target().fence(epoch, journal.get());
    } catch (OwnershipLostException e) {
      throw new OvertakenException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Set<Flag> flags() {
    return alarms.flags();
  }

  @Override
  public Optional<Outcome<String>> perform(Order order, long epoch) {
    if (order.kind() == StepKind.REST) {
      return rest(epoch);
    }
    return order.kind().removes() && !stilled(order, epoch)
        ? Optional.empty()
        : atWork().perform(order);
  }

  /** What is removed when nothing follows any more would be made again by what still follows. */
  private boolean stilled(Order order, long epoch) {
    if (order.visit() == followed || order.visit() == rested) {
      return true;
    }
    if (rest(epoch).isEmpty()) {
      return false;
    }
    rested = order.visit();
    return true;
  }

  /** What is still under way ends first, whatever it is. */
  @Override
  public Optional<Outcome<String>> probe(Order order, long epoch) {
    Shift now = shift;
    if (now != null && now.doing(order) && !ended()) {
      return Optional.empty();
    }
    return atWork().probe(order);
  }

  @Override
  public Optional<Problem> follow(int visit, long epoch) {
    followed = visit;
    return atWork().follow();
  }

  private Shift atWork() {
    requireRest();
    Shift now = shift;
    if (now == null) {
      now = shifts.begin();
      shift = now;
    }
    if (now.overtaken()) {
      throw new OvertakenException("the target has a later owner");
    }
    return now;
  }

  /** A process that has two shifts at work would do things twice, both under the latest epoch. */
  private void requireRest() {
    Shift last = stuck;
    if (last != null && !last.ended()) {
      throw EngineProblem.stillUnderWay(inputs.spec().name());
    }
    stuck = null;
  }

  /** Others end too, and what they had under way has no effect. */
  private void withdraw() {
    try {
      inputs.target().offer().withdraw();
    } catch (OwnershipLostException e) {
      throw new OvertakenException(String.valueOf(e.getMessage()));
    }
  }

  /** What ended in silence is waited for, or ended, by fencing once more. */
  private Optional<Outcome<String>> rest(long epoch) {
    if (!ended()) {
      return Optional.empty();
    }
    fence(epoch);
    withdraw();
    return Optional.of(new Outcome.Done<>("nothing moves"));
  }

  private boolean ended() {
    Shift last = shift;
    if (last != null && !last.end()) {
      return false;
    }
    shift = null;
    return true;
  }

  /**
   * What is stuck in a call takes no further step, its transaction is ended by the next owner's
   * fence, and this process does nothing for the migration until it has ended.
   */
  @Override
  public void letGo() {
    Shift last = shift;
    if (!ended()) {
      stuck = last;
    }
    shift = null;
  }

  /** Asks what is under way to come to where it may be left; called by other threads. */
  void windDown() {
    Shift now = shift;
    if (now != null) {
      now.windDown();
    }
  }

  /** Whether nobody is worse off when this process ends now; called by other threads. */
  boolean mayBeLeft() {
    Shift now = shift;
    return now == null || now.mayBeLeft();
  }

  /** Sources whose streams have not been heard yet. */
  List<String> unheard() {
    Shift now = shift;
    return now == null ? List.of() : now.unheard();
  }
}
