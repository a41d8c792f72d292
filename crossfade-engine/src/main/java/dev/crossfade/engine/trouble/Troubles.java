package dev.crossfade.engine.trouble;

import dev.crossfade.core.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Gathers what tasks fail at for the moment. Tasks that meet the same problem share one trouble; it
 * begins to count once it has lasted a while, and is over once nobody has met it for a while.
 * Thread-safe.
 */
public final class Troubles {

  private final Clock clock;
  private final Duration patience;
  private final Duration calm;
  private final Map<String, Lasting> lasting = new LinkedHashMap<>();

  /**
   * @param patience how long a problem may last before it is a trouble
   * @param calm how long all tasks must do well before it is over
   */
  public Troubles(Clock clock, Duration patience, Duration calm) {
    this.clock = clock;
    this.patience = patience;
    this.calm = calm;
  }

  private static final class Lasting {
    final Instant since;

    /** As it was met last: what it is about changes while it lasts. */
    Problem problem;

    /** Tasks that met it, and since when they do well; {@link Instant#MAX} while they do not. */
    final Map<String, Instant> tasks = new LinkedHashMap<>();

    Lasting(Problem problem, Instant since) {
      this.problem = problem;
      this.since = since;
    }

    Instant wellSince() {
      return tasks.values().stream().max(Instant::compareTo).orElse(Instant.MIN);
    }
  }

  /** A task has met a problem and will try again. */
  public synchronized void failing(String task, Problem problem) {
    Instant now = clock.instant();
    String about = Trouble.about(problem);
    lasting.forEach((other, each) -> each.tasks.computeIfPresent(task, (t, s) -> earlier(s, now)));
    forgetOver(now);
    Lasting met = lasting.computeIfAbsent(about, key -> new Lasting(problem, now));
    met.problem = problem;
    met.tasks.put(task, Instant.MAX);
  }

  /** A task works, for the first time after it had failed. */
  public synchronized void well(String task) {
    Instant now = clock.instant();
    lasting.values().forEach(each -> each.tasks.computeIfPresent(task, (t, s) -> earlier(s, now)));
  }

  /** A task will not try again. */
  public synchronized void gone(String task) {
    lasting.values().forEach(each -> each.tasks.remove(task));
    lasting.values().removeIf(each -> each.tasks.isEmpty());
  }

  /** Whether any of these tasks fails at the moment. */
  public synchronized boolean anyFailing(Collection<String> tasks) {
    return lasting.values().stream()
        .flatMap(each -> each.tasks.entrySet().stream())
        .anyMatch(each -> each.getValue().equals(Instant.MAX) && tasks.contains(each.getKey()));
  }

  /** What has lasted long enough to be told and is not over, the oldest first. */
  public synchronized List<Trouble> current() {
    Instant now = clock.instant();
    forgetOver(now);
    List<Trouble> told = new ArrayList<>();
    lasting.forEach(
        (about, each) -> {
          Instant last = earlier(each.wellSince(), now);
          if (Duration.between(each.since, last).compareTo(patience) >= 0) {
            told.add(
                new Trouble(about, each.problem, each.since, new TreeSet<>(each.tasks.keySet())));
          }
        });
    return told;
  }

  private void forgetOver(Instant now) {
    lasting
        .values()
        .removeIf(
            each ->
                each.wellSince().isBefore(now)
                    && Duration.between(each.wellSince(), now).compareTo(calm) >= 0);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
