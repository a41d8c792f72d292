package dev.crossfade.it.control;

import dev.crossfade.core.phase.Flag;
import dev.crossfade.core.phase.Order;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.reconcile.DataPlane;
import dev.crossfade.engine.reconcile.OvertakenException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where several loops act: takes no act under an old epoch, and notes what was done twice. */
final class FencedPlane implements DataPlane {

  private final Set<String> done = new HashSet<>();
  private final List<String> twice = new ArrayList<>();
  private long epoch;
  private int refused;

  private void check(long of) {
    if (of < epoch) {
      refused++;
      throw new OvertakenException(of + " is older than " + epoch);
    }
  }

  @Override
  public synchronized void fence(long of) {
    check(of);
    epoch = of;
  }

  @Override
  public Set<Flag> flags() {
    return Set.of();
  }

  @Override
  public synchronized Optional<Outcome<String>> perform(Order order, long of) {
    check(of);
    if (!done.add(order.id())) {
      twice.add(order.id());
    }
    return Optional.of(new Outcome.Done<>("done"));
  }

  @Override
  public synchronized Optional<Outcome<String>> probe(Order order, long of) {
    check(of);
    return Optional.of(
        done.contains(order.id())
            ? new Outcome.Done<>("done")
            : new Outcome.NotDone<>(
                Problem.of(EngineProblem.NOT_COMMITTED, order.id(), "never came", "again")));
  }

  @Override
  public synchronized Optional<Problem> follow(int visit, long of) {
    check(of);
    return Optional.empty();
  }

  @Override
  public void letGo() {}

  synchronized List<String> twice() {
    return List.copyOf(twice);
  }

  synchronized int refused() {
    return refused;
  }

  synchronized Set<String> done() {
    return Set.copyOf(done);
  }
}
