package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceOutcome;
import dev.crossfade.spi.cutover.FenceState;
import dev.crossfade.spi.cutover.FenceState.Standing;
import dev.crossfade.spi.cutover.FenceStop;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A fence around a {@link MemoryShop}; every transaction can fail. Thread-safe. */
public final class InMemoryFence implements Fence {

  private final MemoryShop shop;
  private final FaultyCalls calls;
  private final Supplier<Mark> marks;

  public InMemoryFence(MemoryShop shop, Clock clock, Faults faults) {
    this.shop = shop;
    this.calls = new FaultyCalls(faults);
    this.marks = () -> new Mark(shop.kept.marks() + 1, clock.instant());
  }

  /**
   * A fence of a database that has a log.
   *
   * @param marks writes a mark into it
   */
  public InMemoryFence(MemoryShop shop, Supplier<Mark> marks, Faults faults) {
    this.shop = shop;
    this.calls = new FaultyCalls(faults);
    this.marks = marks;
  }

  /** What the shop itself knows of its fence. */
  record Kept(long epoch, Standing standing, long marks, @Nullable FenceStop stop) {

    static final Kept NONE = new Kept(0, Standing.OPEN, 0, null);

    boolean outruns(long order) {
      return order < epoch || (order == epoch && standing == Standing.OPEN);
    }
  }

  @Override
  public void prepare() {
    calls.enter("fence.prepare");
  }

  @Override
  public List<Problem> check(Duration longest) {
    calls.enter("fence.check");
    return shop.inFlight() == 0 ? List.of() : List.of(busy());
  }

  private static Problem busy() {
    return FaultyCalls.unreachable("a transaction is in flight, so the fence");
  }

  /** A transaction of the shop; whoever does not learn of its end has to ask again. */
  private void commit(String call, Runnable change) {
    Outcome<Void> end =
        calls.commit(
            call,
            () -> {
              synchronized (shop) {
                change.run();
              }
            });
    if (!(end instanceof Outcome.Done)) {
      throw FaultyCalls.unreachable(call).raise();
    }
  }

  @Override
  public FenceOutcome raise(long epoch, Duration budget) {
    synchronized (shop) {
      if (shop.kept.outruns(epoch)) {
        return new FenceOutcome.Outrun(shop.kept.epoch());
      }
    }
    commit("fence.rise", () -> rise(epoch));
    if (!quiet(budget)) {
      return new FenceOutcome.Refused(List.of(busy()));
    }
    commit("fence.stop", () -> stop(epoch));
    synchronized (shop) {
      FenceStop stop = shop.kept.stop();
      return stop == null || stop.epoch() != epoch
          ? new FenceOutcome.Outrun(shop.kept.epoch())
          : new FenceOutcome.Raised(stop);
    }
  }

  private void rise(long epoch) {
    if (shop.kept.outruns(epoch) || (shop.kept.epoch() == epoch && shop.kept.stop() != null)) {
      return;
    }
    shop.taken.addAll(shop.writers);
    shop.writers.clear();
    shop.kept = new Kept(epoch, Standing.RISING, shop.kept.marks(), null);
  }

  private void stop(long epoch) {
    if (shop.kept.epoch() == epoch && shop.kept.standing() == Standing.RISING) {
      Mark mark = marks.get();
      FenceStop stop = new FenceStop(epoch, mark, "mark " + mark.number());
      shop.kept = new Kept(epoch, Standing.RAISED, mark.number(), stop);
    }
  }

  private boolean quiet(Duration budget) {
    long end = System.nanoTime() + budget.toNanos();
    synchronized (shop) {
      while (shop.inFlight() > 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        try {
          shop.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public void retake(long epoch) {
    commit(
        "fence.retake",
        () -> {
          if (shop.kept.epoch() == epoch && shop.kept.stop() != null) {
            shop.taken.addAll(shop.writers);
            shop.writers.clear();
          }
        });
  }

  @Override
  public FenceOutcome lift(long epoch) {
    synchronized (shop) {
      if (epoch < shop.kept.epoch()) {
        return new FenceOutcome.Outrun(shop.kept.epoch());
      }
    }
    commit("fence.lift", () -> open(epoch));
    synchronized (shop) {
      return shop.kept.epoch() == epoch
          ? new FenceOutcome.Lifted()
          : new FenceOutcome.Outrun(shop.kept.epoch());
    }
  }

  private void open(long epoch) {
    if (epoch >= shop.kept.epoch()) {
      shop.writers.addAll(shop.taken);
      shop.taken.clear();
      shop.kept = new Kept(epoch, Standing.OPEN, shop.kept.marks(), null);
    }
  }

  /** All is given back at once. */
  @Override
  public void tidy() {
    calls.enter("fence.tidy");
  }

  @Override
  public List<String> left() {
    calls.enter("fence.left");
    synchronized (shop) {
      List<String> left = new ArrayList<>();
      shop.taken.stream().sorted().forEach(writer -> left.add("let " + writer + " write"));
      if (!shop.kept.equals(Kept.NONE)) {
        left.add("forget the fence");
      }
      return left;
    }
  }

  @Override
  public void remove() {
    commit(
        "fence.remove",
        () -> {
          shop.writers.addAll(shop.taken);
          shop.taken.clear();
          shop.kept = Kept.NONE;
        });
  }

  @Override
  public FenceState state() {
    synchronized (shop) {
      FenceState now = glance();
      return now.standing() == Standing.OPEN ? now : now.leaking(List.copyOf(shop.writers));
    }
  }

  @Override
  public FenceState glance() {
    calls.enter("fence.state");
    synchronized (shop) {
      Kept kept = shop.kept;
      return new FenceState(
          kept.epoch(), kept.standing(), Optional.ofNullable(kept.stop()), List.of());
    }
  }

  @Override
  public void close() {}
}
