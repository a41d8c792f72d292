package dev.crossfade.gateway.mirror;

import dev.crossfade.core.audit.CanonicalText;
import dev.crossfade.core.shadow.DifferenceBook;
import dev.crossfade.core.traffic.RouteTable;
import dev.crossfade.gateway.metrics.Meters;
import dev.crossfade.gateway.metrics.RouteMeter;
import dev.crossfade.gateway.metrics.RouteMeter.Mirrored;
import dev.crossfade.spi.traffic.Answers;
import dev.crossfade.spi.traffic.Answers.Answer;
import dev.crossfade.spi.traffic.Answers.Completeness;
import dev.crossfade.spi.traffic.ComparisonSink;
import dev.crossfade.spi.traffic.ComparisonSink.Looks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Compares what copies were answered, on a thread of its own, and counts it by signature. What
 * differs by more than noise is asked again: the new stack may only be behind.
 */
public final class Comparisons implements AutoCloseable {

  private static final int MOST_WAITING = 256;

  private final DifferenceBook book = new DifferenceBook();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          task -> {
            Thread made = new Thread(task, "comparisons");
            made.setDaemon(true);
            return made;
          });

  /** Takes comparisons and counts them. */
  public ComparisonSink sink(Meters meters, RouteTable table) {
    return (answers, looks) -> {
      int index = table.rules().indexOf(table.named(answers.route()).orElseThrow());
      RouteMeter meter = meters.route(index);
      aside(meter, () -> compare(answers, looks, meter));
    };
  }

  private void aside(RouteMeter meter, Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      meter.mirrored(Mirrored.DROPPED);
    }
  }

  private synchronized void compare(Answers answers, Looks looks, RouteMeter meter) {
    Answer again = answers.again();
    Set<String> noise = again == null ? Set.of() : Trail.differences(answers.legacy(), again);
    if (again != null) {
      book.asked(answers.route(), noise);
    }
    Trail trail = new Trail(answers, noise, each -> book.beyondNoise(answers.route(), each));
    if (Trail.tells(answers) && !trail.late()) {
      lookAgain(trail, looks, meter);
    } else {
      count(trail, meter);
    }
  }

  private void lookAgain(Trail trail, Looks looks, RouteMeter meter) {
    Duration wait = trail.next();
    if (wait == null) {
      count(trail, meter);
      return;
    }
    looks.again(
        wait,
        next -> {
          Runnable further =
              next == null ? () -> stands(trail, meter) : () -> looked(trail, next, looks, meter);
          aside(meter, further);
        });
  }

  /** What was seen stays a difference where nobody can look again. */
  private synchronized void stands(Trail trail, RouteMeter meter) {
    count(trail, meter);
  }

  private synchronized void looked(Trail trail, Answers next, Looks looks, RouteMeter meter) {
    trail.look(next);
    if (trail.late()) {
      book.late(next.route());
      meter.mirrored(Mirrored.IN_FLIGHT);
    } else {
      lookAgain(trail, looks, meter);
    }
  }

  private void count(Trail trail, RouteMeter meter) {
    Answers answers = trail.latest();
    Set<String> differences = Trail.differences(answers.legacy(), answers.candidate());
    book.compared(answers.route(), differences);
    meter.mirrored(outcome(answers, differences, trail));
  }

  private static Mirrored outcome(Answers answers, Set<String> differences, Trail trail) {
    if (answers.candidate().status() == 0 || answers.legacy().status() == 0) {
      return Mirrored.FAILED;
    }
    if (cut(answers.legacy()) || cut(answers.candidate())) {
      return Mirrored.CUT;
    }
    if (differences.isEmpty()) {
      return Mirrored.SAME;
    }
    return trail.isNoise(differences) ? Mirrored.NOISE : Mirrored.DIFFERENT;
  }

  private static boolean cut(Answer answer) {
    return answer.completeness() == Completeness.CUT;
  }

  /** Signatures with their counts, most frequent first. */
  public synchronized List<DifferenceBook.Group> groups() {
    return book.groups();
  }

  /** The same as JSON. */
  public String json() {
    List<Object> groups = new ArrayList<>();
    for (DifferenceBook.Group each : groups()) {
      Map<String, @Nullable Object> group = new LinkedHashMap<>();
      group.put("route", each.route());
      group.put("signature", each.signature());
      group.put("differing", each.differing());
      group.put("compared", each.compared());
      group.put("noise", each.noise());
      group.put("asked", each.asked());
      group.put("real", each.real());
      groups.add(group);
    }
    return CanonicalText.of(
            Map.of("apiVersion", "crossfade.dev/v1", "routes", routes(), "groups", groups))
        + "\n";
  }

  /** Those of which anything was compared. */
  private synchronized List<Object> routes() {
    return book.extents().stream()
        .<Object>map(
            each ->
                Map.of(
                    "route",
                    each.route(),
                    "compared",
                    each.compared(),
                    "asked",
                    each.asked(),
                    "inFlight",
                    each.inFlight()))
        .toList();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
