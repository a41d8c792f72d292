package dev.crossfade.server.api;

import dev.crossfade.core.audit.RowStep;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.view.StatusView;
import dev.crossfade.server.wiring.StatusReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks how far migrations are. Those that somebody else carries out are looked at in their target,
 * once a second at most however many ask. Thread-safe.
 */
final class Lookout {

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration MEMORY = Duration.ofSeconds(30);
  private static final int AT_ONCE = 8;

  private final Steward steward;
  private final ReleasedSecrets released;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final Semaphore places = new Semaphore(AT_ONCE);

  Lookout(Steward steward, ReleasedSecrets released, Map<String, String> environment, Clock clock) {
    this.steward = steward;
    this.released = released;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  /** What was seen of one migration. Guarded by itself. */
  private static final class Seen {
    private final Deque<Sample> samples = new ArrayDeque<>();
    private @Nullable StatusView status;
    private @Nullable ProblemException failure;
    private Instant failedAt = Instant.MIN;
    private Sight.Recorded recorded = Sight.Recorded.NOTHING;
    private Instant recordedAt = Instant.MIN;
  }

  private record Sample(Instant at, long rows) {}

  ProgressDocument progress(Clerk.Filed filed) {
    List<String> next = MigrationDocument.nextSteps(filed);
    String name = filed.document().name();
    Optional<Sight> own = steward.sight(name);
    if (own.isPresent()) {
      Sight sight = own.get();
      return OwnProgress.of(filed, sight, latest(name, sight), clock.instant(), next);
    }
    try {
      ProgressDocument there = elsewhere(filed, next);
      return steward.hindrance(name).map(one -> there.with(trouble(one))).orElse(there);
    } catch (ProblemException e) {
      return unseen(filed, e.problem(), next);
    }
  }

  private static ProgressDocument.Trouble trouble(Hindrance hindrance) {
    Problem problem = hindrance.problem();
    return new ProgressDocument.Trouble(
        problem.code().text(),
        problem.code().text(),
        problem.what(),
        problem.why(),
        problem.fix(),
        hindrance.since(),
        List.of("server"));
  }

  /** The latest verdicts, as fresh as the target has them. */
  List<Verdict> verdicts(Document document) {
    Optional<Sight> own = steward.sight(document.name());
    return own.isPresent()
        ? own.get().recorded().get().verdicts()
        : reading(document, reader -> reader.read(clock.instant()).verdicts());
  }

  /** Everything that loads did to a row. */
  List<RowStep> why(Document document, String entity, List<String> key) {
    return reading(document, reader -> reader.why(entity, key));
  }

  /** A target that is away for the moment takes nothing away of what is at hand. */
  private Sight.Recorded latest(String name, Sight sight) {
    Seen here = seen.computeIfAbsent(name, key -> new Seen());
    synchronized (here) {
      Instant now = clock.instant();
      if (here.recordedAt.isBefore(now.minus(FRESH))) {
        here.recordedAt = now;
        try {
          here.recorded = sight.recorded().get();
        } catch (RuntimeException e) {
          return here.recorded;
        }
      }
      return here.recorded;
    }
  }

  private ProgressDocument elsewhere(Clerk.Filed filed, List<String> next) {
    Seen here = seen.computeIfAbsent(filed.document().name(), key -> new Seen());
    synchronized (here) {
      StatusView status = here.status;
      if (status == null || status.now().isBefore(clock.instant().minus(FRESH))) {
        status = looked(filed.document(), here);
        here.status = status;
        remember(here.samples, status);
      }
      return TargetProgress.of(filed, status, pace(here.samples), next);
    }
  }

  /** A target that does not answer costs those who ask one wait for all of them. */
  private StatusView looked(Document document, Seen here) {
    ProblemException failure = here.failure;
    if (failure != null && here.failedAt.isAfter(clock.instant().minus(REST))) {
      throw failure;
    }
    try {
      here.failure = null;
      return reading(document, reader -> reader.read(clock.instant()));
    } catch (ProblemException e) {
      here.failure = e;
      here.failedAt = clock.instant();
      throw e;
    }
  }

  private static void remember(Deque<Sample> samples, StatusView status) {
    long rows = status.backfill().stream().mapToLong(line -> line.rows() + line.refused()).sum();
    while (!samples.isEmpty() && samples.getFirst().at().isBefore(status.now().minus(MEMORY))) {
      samples.removeFirst();
    }
    samples.add(new Sample(status.now(), rows));
  }

  private static TargetProgress.@Nullable Pace pace(Deque<Sample> samples) {
    if (samples.size() < 2) {
      return null;
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    return new TargetProgress.Pace(
        last.rows() - first.rows(), Duration.between(first.at(), last.at()).toMillis() / 1000.0);
  }

  private ProgressDocument unseen(Clerk.Filed filed, Problem problem, List<String> next) {
    Instant now = clock.instant();
    StatusView nothing = StatusView.nothing(filed.document().name(), "", now);
    return TargetProgress.of(filed, nothing, null, next)
        .unseen(trouble(new Hindrance(problem, now)));
  }

  private <T> T reading(Document document, Function<StatusReader, T> look) {
    if (!places.tryAcquire()) {
      throw Problem.of(
              ApiProblem.BUSY,
              "Too many targets are being looked at.",
              AT_ONCE + " are, at this moment.",
              "Ask again in a second.")
          .raise();
    }
    try {
      Path folder = Files.createTempDirectory("crossfade-look-");
      try {
        SpecificationFolder.lay(document, folder);
        Map<String, String> variables =
            SpecificationFolder.variables(document, released, environment);
        try (StatusReader reader = StatusReader.open(folder, variables)) {
          return look.apply(reader);
        }
      } finally {
        SpecificationFolder.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      places.release();
    }
  }
}
