package dev.crossfade.gateway.mirror;

import dev.crossfade.core.audit.CanonicalText;
import dev.crossfade.core.shadow.BodyDifferences;
import dev.crossfade.core.shadow.DifferenceBook;
import dev.crossfade.core.traffic.RouteTable;
import dev.crossfade.gateway.metrics.Meters;
import dev.crossfade.gateway.metrics.RouteMeter;
import dev.crossfade.gateway.metrics.RouteMeter.Mirrored;
import dev.crossfade.spi.traffic.Answers;
import dev.crossfade.spi.traffic.Answers.Answer;
import dev.crossfade.spi.traffic.Answers.Completeness;
import dev.crossfade.spi.traffic.ComparisonSink;
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

/** Compares what copies were answered, on a thread of its own, and counts it by signature. */
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
    return answers -> {
      int index = table.rules().indexOf(table.named(answers.route()).orElseThrow());
      RouteMeter meter = meters.route(index);
      try {
        thread.execute(() -> compare(answers, meter));
      } catch (RejectedExecutionException e) {
        meter.mirrored(Mirrored.DROPPED);
      }
    };
  }

  private synchronized void compare(Answers answers, RouteMeter meter) {
    Set<String> noise = differences(answers.legacy(), answers.again());
    if (answers.again() != null) {
      book.asked(answers.route(), noise);
    }
    Set<String> differences = differences(answers.legacy(), answers.candidate());
    book.compared(answers.route(), differences);
    meter.mirrored(outcome(answers, differences, noise));
  }

  private static Mirrored outcome(Answers answers, Set<String> differences, Set<String> noise) {
    if (answers.candidate().status() == 0 || answers.legacy().status() == 0) {
      return Mirrored.FAILED;
    }
    if (cut(answers.legacy()) || cut(answers.candidate())) {
      return Mirrored.CUT;
    }
    if (differences.isEmpty()) {
      return Mirrored.SAME;
    }
    return noise.containsAll(differences) ? Mirrored.NOISE : Mirrored.DIFFERENT;
  }

  private static boolean cut(Answer answer) {
    return answer.completeness() == Completeness.CUT;
  }

  private static Set<String> differences(Answer legacy, @Nullable Answer other) {
    if (other == null) {
      return Set.of();
    }
    if (legacy.status() != other.status()) {
      return Set.of("status: " + legacy.status() + " " + other.status());
    }
    return cut(legacy) || cut(other) ? Set.of() : BodyDifferences.of(legacy.body(), other.body());
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
                Map.of("route", each.route(), "compared", each.compared(), "asked", each.asked()))
        .toList();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
