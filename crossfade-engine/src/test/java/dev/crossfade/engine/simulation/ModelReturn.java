package dev.crossfade.engine.simulation;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.ReturnMark;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.cutover.ReturnPath;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.FaultyCalls;
import dev.crossfade.testkit.memory.InMemorySource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The way back of one process, from a log that tests write into the source of adverts. */
final class ModelReturn implements ReturnPath {

  private static final Duration REST = Duration.ofMillis(20);

  private final TargetLog log;
  private final InMemorySource ads;
  private final ProgressStore progress;
  private final FaultyCalls calls;
  private final Runnable applying;
  private long owned;
  private Direction direction = Direction.INITIAL;

  /**
   * @param applying hears of each change that is brought back
   */
  ModelReturn(
      TargetLog log, InMemorySource ads, ProgressStore progress, Faults faults, Runnable applying) {
    this.log = log;
    this.ads = ads;
    this.progress = progress;
    this.calls = new FaultyCalls(faults);
    this.applying = applying;
  }

  @Override
  public Outcome<String> arm() {
    calls.enter("return.arm");
    log.armed = true;
    return new Outcome.Done<>("armed");
  }

  @Override
  public Outcome<String> retire() {
    calls.enter("return.retire");
    log.armed = false;
    return new Outcome.Done<>("retired");
  }

  @Override
  public Mark mark() {
    calls.enter("return.mark");
    return log.mark();
  }

  @Override
  public List<Runnable> turns() {
    return List.of(this::turn);
  }

  private void turn() {
    calls.enter("return.turn");
    log.epoch++;
    owned = 0;
  }

  @Override
  public boolean returned(Mark mark) {
    calls.enter("return.returned");
    return log.applied >= log.behind(mark.number());
  }

  @Override
  public long unrestored() {
    return 0;
  }

  @Override
  public List<Work> loops() {
    return List.of(new Loop());
  }

  private final class Loop implements Work {

    @Override
    public String name() {
      return "return-ads";
    }

    @Override
    public Duration step() {
      if (owned == 0) {
        own();
      }
      return direction.way() == Direction.Way.FORWARD || !begun() ? REST : apply();
    }

    private void own() {
      calls.enter("return.own");
      owned = ++log.epoch;
      direction = Direction.of(progress.fact(ProgressStore.DIRECTION));
    }

    /** Begins behind the mark of this turn. */
    private boolean begun() {
      if (log.turn == direction.epoch()) {
        return true;
      }
      Optional<ReturnMark> mark =
          ReturnMark.of(progress.fact(ProgressStore.RETURN_MARK), direction);
      if (mark.isEmpty()) {
        owned = 0;
        return false;
      }
      mustOwn();
      log.applied = log.behind(mark.get().number());
      log.turn = direction.epoch();
      return true;
    }

    private Duration apply() {
      calls.enter("return.apply");
      mustOwn();
      TargetLog.Entry next = log.next();
      if (next == null) {
        return REST;
      }
      if (next.mark() == 0) {
        applying.run();
        bring(next);
      }
      log.applied++;
      return Duration.ZERO;
    }

    private void bring(TargetLog.Entry entry) {
      ads.write(
          tx -> {
            tx.rows(Company.AD).stream()
                .filter(row -> entry.code().equals(row[0]))
                .forEach(row -> tx.delete(Company.AD, row));
            if (entry.title() != null) {
              tx.insert(Company.AD, entry.code(), entry.title(), "bio");
            }
            tx.tag();
          });
    }

    private void mustOwn() {
      if (log.epoch != owned) {
        throw new OwnershipLostException("the way back has epoch " + log.epoch);
      }
    }

    @Override
    public void reset() {
      owned = 0;
    }
  }
}
