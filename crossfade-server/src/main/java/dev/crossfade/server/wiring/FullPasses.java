package dev.crossfade.server.wiring;

import dev.crossfade.core.compare.FullCycle;
import dev.crossfade.core.compare.FullCycle.Pass;
import dev.crossfade.core.compare.FullCycle.Turn;
import dev.crossfade.core.compare.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares all rows of one entity after the other again, though nobody asks, as long as this
 * process carries the migration out and nothing else is done with it. No phase: it keeps nobody
 * from anything, is broken off as soon as somebody asks for something, and goes on by the verdicts
 * that are on record.
 */
final class FullPasses implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FullPasses.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  /** What is on record is read again after so long, and what did not work is tried again. */
  static final Duration AGAIN = Duration.ofSeconds(30);

  /** For so long a pass waits for streams that are far behind. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String migration;
  private final Duration every;
  private final Means means;
  private final BooleanSupplier may;
  private final Supplier<Instant> clock;
  private final FullCycle cycle;
  private final Thread thread;
  private final ExecutorService reader;
  private final Map<String, Verdict> found = new TreeMap<>();
  private volatile Instant next = Instant.MIN;
  private @Nullable Future<?> pass;
  private @Nullable Instant since;
  private @Nullable Instant overdue;

  /** What is on record, and how to compare. */
  interface Means {

    /** Entities that can be compared now. */
    Collection<String> comparable();

    /** The last full pass of each that had one. */
    Map<String, Pass> passes();

    /** Whether changes are on their way, which would have to be waited for again and again. */
    boolean behind();

    /** Compares and records; an interruption ends it. */
    List<Verdict> compare(String entity) throws InterruptedException;
  }

  /**
   * @param every how old a full pass may become; zero when nobody is to compare unasked
   * @param may whether entities may be compared now
   */
  FullPasses(
      String migration, Duration every, Means means, BooleanSupplier may, Supplier<Instant> clock) {
    this.migration = migration;
    this.every = every;
    this.means = means;
    this.may = may;
    this.clock = clock;
    this.cycle = new FullCycle(every);
    this.thread = daemon(this::keep, "-verify");
    this.reader = Executors.newSingleThreadExecutor(work -> daemon(work, "-verify-reader"));
  }

  private Thread daemon(Runnable work, String name) {
    Thread daemon = new Thread(work, migration + name);
    daemon.setDaemon(true);
    return daemon;
  }

  /** Nothing at all where the specification wants none. */
  void start() {
    if (!every.isZero()) {
      thread.start();
    }
  }

  /** What was found since this was asked last: the latest verdict of each entity. */
  List<Verdict> found() {
    synchronized (found) {
      List<Verdict> news = new ArrayList<>(found.values());
      found.clear();
      return news;
    }
  }

  private void keep() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        look();
      }
    } catch (InterruptedException e) {
      LOG.debug("nothing is compared any more: migration={}", migration);
    }
  }

  /** Begins what is to be done, or ends what is not to be done any more. */
  void look() {
    Future<?> now = pass;
    if (now != null && !now.isDone()) {
      if (!may.getAsBoolean()) {
        now.cancel(true);
      }
      return;
    }
    try {
      due(clock.get())
          .ifPresent(entity -> pass = reader.submit(() -> compare(entity, clock.get())));
    } catch (RuntimeException e) {
      LOG.debug("what is to be compared is not known for the moment", e);
      next = clock.get().plus(AGAIN);
    }
  }

  /** The entity whose turn has come. */
  private Optional<String> due(Instant now) {
    if (now.isBefore(next) || !may.getAsBoolean()) {
      return Optional.empty();
    }
    Collection<String> entities = means.comparable();
    if (entities.isEmpty()) {
      next = now.plus(AGAIN);
      return Optional.empty();
    }
    Instant begun = since == null ? now : since;
    since = begun;
    Optional<Turn> turn = cycle.next(entities, means.passes(), begun);
    if (turn.isEmpty() || turn.get().at().isAfter(now) || waits(now)) {
      next = earlier(now.plus(AGAIN), turn.map(Turn::at).filter(now::isBefore).orElse(Instant.MAX));
      return Optional.empty();
    }
    overdue = null;
    return turn.map(Turn::entity);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private boolean waits(Instant now) {
    Instant waiting = overdue == null ? now : overdue;
    overdue = waiting;
    boolean patient = Duration.between(waiting, now).compareTo(LONGEST_WAIT) < 0;
    return patient && means.behind();
  }

  private void compare(String entity, Instant began) {
    try {
      List<Verdict> verdicts = means.compare(entity);
      verdicts.forEach(this::take);
      if (verdicts.stream().anyMatch(each -> each.result() == Verdict.Result.UNKNOWN)) {
        rest(began);
      }
    } catch (InterruptedException e) {
      // it may have waited for hours for a system that was away, which cost nothing
      LOG.info("comparing was broken off: entity={}", entity);
      next = clock.get().plus(AGAIN);
    } catch (RuntimeException e) {
      LOG.warn("could not be compared, tried again: entity={} why={}", entity, e.toString());
      rest(began);
    }
  }

  /** What came to nothing has cost as much as if it had not; and not longer than the usual turn. */
  private void rest(Instant began) {
    Instant now = clock.get();
    Duration rest = FullCycle.rest(Duration.between(began, now));
    Duration longest = rest.compareTo(every) < 0 ? rest : every;
    next = now.plus(longest.compareTo(AGAIN) > 0 ? longest : AGAIN);
  }

  private void take(Verdict verdict) {
    if (verdict.result() == Verdict.Result.EQUAL) {
      LOG.info("compared unasked: entity={} result=EQUAL", verdict.entity());
    } else {
      LOG.warn(
          "compared unasked: entity={} result={} differ={} unsettled={}",
          verdict.entity(),
          verdict.result(),
          verdict.mismatchCount(),
          verdict.unsettled());
    }
    synchronized (found) {
      found.put(verdict.entity(), verdict);
    }
  }

  /** What is being compared is broken off. */
  @Override
  public void close() {
    thread.interrupt();
    reader.shutdownNow();
    try {
      thread.join(PATIENCE.toMillis());
      if (!reader.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a comparison does not end: migration={}", migration);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
