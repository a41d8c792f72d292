package dev.crossfade.engine.cutover;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceOutcome;
import dev.crossfade.spi.cutover.FenceState;
import dev.crossfade.spi.cutover.FenceState.Standing;
import dev.crossfade.spi.cutover.FenceStop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * The fences of all databases of one side as one: it is raised when all of them are, and open when
 * all of them are. An order is given to all of them at once, so it takes as long as the slowest
 * takes. Its epoch is the least, so that an order that one of them has not taken is given again.
 * Its stop says where the first of them stopped; each has its own. Threads take turns.
 */
final class JointFence implements Fence {

  private final List<Fence> fences;
  private final AtOnce atOnce;

  /**
   * @param executor runs what is given to it, each in a thread of its own
   */
  JointFence(List<Fence> fences, Executor executor) {
    this.fences = List.copyOf(fences);
    this.atOnce = new AtOnce(executor);
    if (fences.isEmpty()) {
      throw new IllegalArgumentException("a side without a database");
    }
  }

  @Override
  public synchronized void prepare() {
    atOnce.all(fences, Fence::prepare);
  }

  @Override
  public synchronized List<Problem> check(Duration longest) {
    return atOnce.each(fences, fence -> fence.check(longest)).stream()
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public synchronized boolean anticipate() {
    return atOnce.each(fences, Fence::anticipate).stream().allMatch(done -> done);
  }

  /** One that cannot be raised now does not keep the others from rising. */
  @Override
  public synchronized FenceOutcome raise(long epoch, Duration budget) {
    List<FenceOutcome> outcomes = atOnce.each(fences, fence -> fence.raise(epoch, budget));
    List<Problem> why = new ArrayList<>();
    Optional<FenceStop> first = Optional.empty();
    for (FenceOutcome outcome : outcomes) {
      if (outcome instanceof FenceOutcome.Outrun) {
        return outcome;
      } else if (outcome instanceof FenceOutcome.Refused refused) {
        why.addAll(refused.why());
      } else if (outcome instanceof FenceOutcome.Raised raised && first.isEmpty()) {
        first = Optional.of(raised.stop());
      }
    }
    return why.isEmpty() && first.isPresent()
        ? new FenceOutcome.Raised(first.get())
        : new FenceOutcome.Refused(why);
  }

  @Override
  public synchronized void retake(long epoch) {
    atOnce.all(fences, fence -> fence.retake(epoch));
  }

  @Override
  public synchronized FenceOutcome lift(long epoch) {
    FenceOutcome end = new FenceOutcome.Lifted();
    for (FenceOutcome outcome : atOnce.each(fences, fence -> fence.lift(epoch))) {
      if (!(outcome instanceof FenceOutcome.Lifted)) {
        end = outcome;
      }
    }
    return end;
  }

  @Override
  public synchronized void tidy() {
    atOnce.all(fences, Fence::tidy);
  }

  @Override
  public synchronized List<String> left() {
    return atOnce.each(fences, Fence::left).stream().flatMap(List::stream).toList();
  }

  @Override
  public synchronized void remove() {
    atOnce.all(fences, Fence::remove);
  }

  @Override
  public synchronized FenceState state() {
    return joined(atOnce.each(fences, Fence::state));
  }

  @Override
  public synchronized FenceState glance() {
    return joined(atOnce.each(fences, Fence::glance));
  }

  private static FenceState joined(List<FenceState> states) {
    long epoch = states.stream().mapToLong(FenceState::epoch).min().orElse(0);
    return new FenceState(
        epoch,
        standing(states),
        stop(states, epoch),
        states.stream().flatMap(state -> state.leaks().stream()).toList());
  }

  private static Standing standing(List<FenceState> states) {
    for (Standing all : List.of(Standing.OPEN, Standing.RAISED)) {
      if (states.stream().allMatch(state -> state.standing() == all)) {
        return all;
      }
    }
    return Standing.RISING;
  }

  private static Optional<FenceStop> stop(List<FenceState> states, long epoch) {
    List<FenceStop> stops = states.stream().flatMap(state -> state.stop().stream()).toList();
    if (stops.size() < states.size()) {
      return Optional.empty();
    }
    String logs = stops.stream().map(FenceStop::log).collect(Collectors.joining(", "));
    return Optional.of(new FenceStop(epoch, stops.get(0).mark(), logs));
  }

  @Override
  public void close() {
    fences.forEach(Fence::close);
  }
}
