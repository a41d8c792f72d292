package dev.crossfade.engine.run;

import dev.crossfade.engine.Pause;
import dev.crossfade.engine.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.MDC;

/** One thread per work. Thread-safe. */
public final class ThreadRunner implements Runner {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration AWHILE = Duration.ofMillis(20);

  private final String prefix;
  private final String migration;
  private final Pause pause;
  private final BiConsumer<Work, Throwable> onDeath;
  private final List<Stepper> steppers = new ArrayList<>();
  private boolean stopped;

  /**
   * @param prefix of the threads' names
   * @param pause how to rest
   * @param onDeath hears of errors that no work handles
   */
  public ThreadRunner(String prefix, Pause pause, BiConsumer<Work, Throwable> onDeath) {
    this(prefix, "", pause, onDeath);
  }

  /**
   * @param migration key of all that is logged
   */
  ThreadRunner(String prefix, String migration, Pause pause, BiConsumer<Work, Throwable> onDeath) {
    this.migration = migration;
    this.prefix = prefix;
    this.pause = pause;
    this.onDeath = onDeath;
  }

  @Override
  public synchronized void start(Work work) {
    if (!stopped) {
      Stepper stepper = new Stepper(work);
      steppers.add(stepper);
      stepper.start();
    }
  }

  @Override
  public boolean await(BooleanSupplier done) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!done.getAsBoolean() && System.nanoTime() < end) {
        pause.sleep(AWHILE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return done.getAsBoolean();
  }

  @Override
  public boolean stop() {
    List<Stepper> all;
    synchronized (this) {
      stopped = true;
      all = List.copyOf(steppers);
    }
    all.forEach(Stepper::halt);
    if (!ended(all)) {
      all.forEach(Thread::interrupt);
      return ended(all);
    }
    return true;
  }

  @Override
  public synchronized boolean ended() {
    return steppers.stream().noneMatch(Stepper::goesOn);
  }

  private static boolean ended(List<Stepper> all) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (Stepper stepper : all) {
      stepper.await(Duration.ofNanos(end - System.nanoTime()).toMillis());
    }
    return all.stream().noneMatch(Stepper::goesOn);
  }

  private final class Stepper extends Thread {
    private final Work work;
    private boolean halted;
    private boolean resting;

    Stepper(Work work) {
      super(prefix + work.name());
      this.work = work;
      setDaemon(true);
    }

    @Override
    public void run() {
      if (!migration.isEmpty()) {
        MDC.put("migration", migration);
      }
      try {
        Duration rest = work.step();
        while (rest != null && rested(rest)) {
          rest = work.step();
        }
      } catch (Throwable e) {
        onDeath.accept(work, e);
      } finally {
        work.reset();
      }
    }

    private boolean rested(Duration rest) {
      synchronized (this) {
        if (halted) {
          return false;
        }
        resting = !rest.isZero();
      }
      try {
        if (!rest.isZero()) {
          pause.sleep(rest);
        }
      } catch (InterruptedException e) {
        return false;
      } finally {
        woken();
      }
      return !isHalted();
    }

    private synchronized boolean isHalted() {
      return halted;
    }

    private synchronized void woken() {
      resting = false;
    }

    void halt() {
      synchronized (this) {
        halted = true;
        if (resting) {
          interrupt();
        }
      }
      work.halt();
    }

    void await(long millis) {
      try {
        if (this != Thread.currentThread()) {
          join(Math.max(millis, 1));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    boolean goesOn() {
      return isAlive() && this != Thread.currentThread();
    }
  }
}
