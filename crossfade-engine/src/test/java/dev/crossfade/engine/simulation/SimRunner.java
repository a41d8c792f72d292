package dev.crossfade.engine.simulation;

import dev.crossfade.engine.Work;
import dev.crossfade.engine.run.Runner;
import dev.crossfade.engine.run.Runners;
import dev.crossfade.testkit.fault.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Steps works one at a time in an order drawn from a seed, some of them lazily; rests pass on a
 * manual clock.
 */
final class SimRunner implements Runners {

  private static final int BUSY_MILLIS = 3;
  private static final int LAZY_MILLIS = 400;

  private final ManualClock clock;
  private final Random random;
  private final List<Entry> entries = new ArrayList<>();

  SimRunner(ManualClock clock, Random random) {
    this.clock = clock;
    this.random = random;
  }

  private static final class Entry {
    final Work work;
    final Object group;
    final int lazyMillis;
    Instant due;

    Entry(Work work, Object group, int lazyMillis, Instant due) {
      this.work = work;
      this.group = group;
      this.lazyMillis = lazyMillis;
      this.due = due;
    }
  }

  @Override
  public Runner open(BiConsumer<Work, Throwable> onDeath) {
    return new Group();
  }

  /** Works that end together. */
  private final class Group implements Runner {

    @Override
    public void start(Work work) {
      int lazyMillis = random.nextInt(3) == 0 ? LAZY_MILLIS : BUSY_MILLIS;
      entries.add(new Entry(work, this, lazyMillis, clock.instant()));
    }

    @Override
    public boolean stop() {
      List<Entry> ours = entries.stream().filter(entry -> entry.group == this).toList();
      ours.forEach(entry -> entry.work.reset());
      entries.removeAll(ours);
      return true;
    }

    @Override
    public boolean ended() {
      return entries.stream().noneMatch(entry -> entry.group == this);
    }
  }

  /** One step of one work that is due; time passes if none is. */
  void tick() {
    List<Entry> due =
        entries.stream().filter(entry -> !entry.due.isAfter(clock.instant())).toList();
    if (due.isEmpty()) {
      clock.advance(Duration.ofMillis(20));
      return;
    }
    Entry entry = due.get(random.nextInt(due.size()));
    Duration rest = entry.work.step();
    if (rest == null) {
      entries.remove(entry);
    } else {
      entry.due = clock.instant().plus(rest).plusMillis(random.nextInt(entry.lazyMillis));
    }
  }
}
