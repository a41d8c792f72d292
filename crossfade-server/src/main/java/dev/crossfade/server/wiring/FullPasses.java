package dev.crossfade.server.wiring;

import dev.crossfade.core.compare.FullCycle;
import dev.crossfade.core.compare.FullCycle.Pass;
import dev.crossfade.core.compare.FullCycle.Turn;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.replay.Corrections;
import dev.crossfade.engine.verify.EntityComparison;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
  private static final Duration AGAIN = Duration.ofSeconds(30);

  /** For so long a pass waits for streams that are far behind. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Connected connected;
  private final Following following;
  private final BooleanSupplier may;
  private final FullCycle cycle;
  private final Clock clock = Clock.systemUTC();
  private final Thread thread;
  private final ExecutorService reader;
  private final Map<String, Verdict> found = new TreeMap<>();
  private volatile Instant next = Instant.MIN;
  private volatile boolean closed;
  private @Nullable Future<?> pass;
  private @Nullable Instant since;
  private @Nullable Instant overdue;

  /**
   * @param may whether entities may be compared now
   */
  FullPasses(Connected connected, Following following, BooleanSupplier may) {
    this.connected = connected;
    this.following = following;
    this.may = may;
    this.cycle = new FullCycle(Duration.ofMinutes(connected.spec().settings().verifyMinutes()));
    this.thread = daemon(this::keep, "-verify");
    this.reader = Executors.newSingleThreadExecutor(work -> daemon(work, "-verify-reader"));
  }

  private Thread daemon(Runnable work, String name) {
    Thread daemon = new Thread(work, connected.spec().name() + name);
    daemon.setDaemon(true);
    return daemon;
  }

  /** Nothing at all where the specification wants none. */
  void start() {
    if (connected.spec().settings().verifyMinutes() > 0) {
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
      LOG.debug("nothing is compared any more: migration={}", connected.spec().name());
    }
  }

  private void look() {
    Future<?> now = pass;
    if (now != null && !now.isDone()) {
      if (!may.getAsBoolean()) {
        now.cancel(true);
      }
      return;
    }
    try {
      due(clock.instant())
          .ifPresent(entity -> pass = reader.submit(() -> compare(entity, clock.instant())));
    } catch (RuntimeException e) {
      LOG.debug("what is to be compared is not known for the moment", e);
      next = clock.instant().plus(AGAIN);
    }
  }

  /** The entity whose turn has come. */
  private Optional<String> due(Instant now) {
    if (now.isBefore(next) || !may.getAsBoolean()) {
      return Optional.empty();
    }
    List<String> entities = published();
    if (entities.isEmpty()) {
      next = now.plus(AGAIN);
      return Optional.empty();
    }
    Instant begun = since == null ? now : since;
    since = begun;
    Optional<Turn> turn = cycle.next(entities, passes(), begun);
    if (turn.isEmpty() || turn.get().at().isAfter(now) || waits(turn.get().entity(), now)) {
      next = earlier(now.plus(AGAIN), turn.map(Turn::at).filter(now::isBefore).orElse(Instant.MAX));
      return Optional.empty();
    }
    overdue = null;
    return turn.map(Turn::entity);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private List<String> published() {
    Map<String, EntityState> states = connected.target().progress().entityStates();
    return following.entities().stream()
        .filter(entity -> states.get(entity) == EntityState.LIVE)
        .toList();
  }

  private Map<String, Pass> passes() {
    ProgressStore progress = connected.target().progress();
    Map<String, Pass> passes = new HashMap<>();
    connected
        .spec()
        .entities()
        .forEach(
            entity ->
                progress
                    .latestFull(entity.name())
                    .ifPresent(verdict -> passes.put(entity.name(), Pass.of(verdict))));
    return passes;
  }

  /** Rows that are being made anew would be found different; those on their way be read twice. */
  private boolean waits(String entity, Instant now) {
    Instant waiting = overdue == null ? now : overdue;
    overdue = waiting;
    boolean patient = Duration.between(waiting, now).compareTo(LONGEST_WAIT) < 0;
    return renewed(entity) || (patient && following.behind());
  }

  private boolean renewed(String entity) {
    ProgressStore progress = connected.target().progress();
    return Mappings.known(connected.compiled(), progress, new Corrections()).into(entity).stream()
        .map(each -> progress.fact(ProgressStore.RENEWAL_OF_MAPPING + each.number()).orElse(""))
        .anyMatch(open -> !open.isEmpty());
  }

  private void compare(String entity, Instant began) {
    try {
      Comparison comparison = Comparison.sparing(connected, entity);
      EntityComparison unlessAskedFor =
          each -> {
            mustBeQuiet();
            return comparison.way().verify(each);
          };
      comparison
          .verify(new PatientVerification(unlessAskedFor, following.run(), Pause.REAL), rows -> {})
          .forEach(this::take);
    } catch (InterruptedException e) {
      LOG.info("comparing was broken off: entity={}", entity);
      rest(began);
    } catch (RuntimeException e) {
      LOG.warn("could not be compared, tried again: entity={} why={}", entity, e.toString());
      rest(began);
    }
  }

  private void mustBeQuiet() throws InterruptedException {
    if (closed || Thread.interrupted() || !may.getAsBoolean()) {
      throw new InterruptedException("something else was asked for");
    }
  }

  /** What came to nothing has cost as much as if it had not. */
  private void rest(Instant began) {
    Instant now = clock.instant();
    Duration rest = FullCycle.rest(Duration.between(began, now));
    next = now.plus(rest.compareTo(AGAIN) > 0 ? rest : AGAIN);
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
    closed = true;
    thread.interrupt();
    reader.shutdownNow();
    try {
      thread.join(PATIENCE.toMillis());
      if (!reader.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a comparison does not end: migration={}", connected.spec().name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
