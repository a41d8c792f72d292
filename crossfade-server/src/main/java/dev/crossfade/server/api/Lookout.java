package dev.crossfade.server.api;

import dev.crossfade.core.audit.RowStep;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.audit.RowHistory;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.view.CheckStatusView;
import dev.crossfade.server.view.Conflict;
import dev.crossfade.server.view.QuarantineView;
import dev.crossfade.server.view.StatusView;
import dev.crossfade.server.wiring.ConflictDesk;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Replay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks how far migrations are. Those that somebody else carries out are looked at in their target,
 * once a second at most however many ask, and nobody waits for another who looks. Thread-safe.
 */
final class Lookout {

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration MEMORY = Duration.ofSeconds(30);

  private final Steward steward;
  private final Looks looks;
  private final Clock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  Lookout(Steward steward, Looks looks, Clock clock) {
    this.steward = steward;
    this.looks = looks;
    this.clock = clock;
  }

  /** What was seen of one migration. Whoever has the lock looks, and nobody waits for him. */
  private static final class Seen {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private volatile @Nullable Look look;
    private volatile @Nullable Failed failed;
    private volatile Sight.Recorded recorded = Sight.Recorded.NOTHING;
    private Instant recordedAt = Instant.MIN;
  }

  private record Sample(Instant at, long rows) {}

  private record Look(StatusView status, TargetProgress.@Nullable Pace pace) {}

  private record Failed(ProblemException why, Instant at) {}

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
        ? looks.look(Looks.Kind.OWN_STATE, () -> own.get().recorded().get().verdicts())
        : looks.reading(
            Looks.Kind.STATE, document, reader -> reader.read(clock.instant()).verdicts());
  }

  /** Which of these entities have rows that are written by other rules than the document's. */
  List<String> otherwise(Document document, List<String> entities) {
    return looks.otherwise(document, entities);
  }

  /** What is in quarantine, by groups. */
  QuarantineView quarantine(Document document) {
    return looks.reading(
        Looks.Kind.STATE,
        document,
        reader -> reader.quarantine(null, 0, QuarantineView.Masking.MASKED));
  }

  /** What waits for people because both stacks have something to say about a row. */
  List<Conflict> conflicts(Document document) {
    return looks.conflicts(document, ConflictDesk::list);
  }

  /**
   * What was settled.
   *
   * @param rows how many were settled by this
   * @param conflicts which of those that were named waited
   */
  record Settled(long rows, List<Conflict> conflicts) {}

  /**
   * Settles what waits under these ids; what waits no more is not among the conflicts.
   *
   * @throws ProblemException when none of them waits
   */
  Settled settle(Document document, List<String> ids, String actor, String reason) {
    return looks.conflicts(
        document,
        desk -> {
          List<Conflict> meant = meant(desk.list(), ids);
          if (meant.isEmpty()) {
            throw desk.unknown(ids);
          }
          return new Settled(desk.settle(meant, actor, reason), meant);
        });
  }

  static List<Conflict> meant(List<Conflict> waiting, List<String> ids) {
    Set<String> named = Set.copyOf(ids);
    return waiting.stream().filter(each -> named.contains(each.id())).toList();
  }

  /** The latest result of every check, and what is held. */
  CheckDocument.CheckStatus checks(Document document) {
    return looks.reading(
        Looks.Kind.STATE, document, reader -> CheckDocument.status(reader.checks(clock.instant())));
  }

  /** The latest results of checks, with keys of rows. */
  List<CheckResult> found(Document document) {
    return looks.reading(
        Looks.Kind.STATE,
        document,
        reader ->
            reader.checks(clock.instant()).checks().stream()
                .map(CheckStatusView.Line::result)
                .filter(Objects::nonNull)
                .toList());
  }

  /** What checks found before. */
  CheckDocument.CheckHistory checkHistory(Document document, @Nullable String check, int most) {
    return looks.reading(
        Looks.Kind.STATE,
        document,
        reader -> CheckDocument.history(reader.checkHistory(check, most)));
  }

  /** The entity that a check keeps from being published. */
  String held(Document document, String check) {
    return looks.reading(Looks.Kind.STATE, document, reader -> reader.held(check));
  }

  /** Decides about rows of a group in quarantine; empty when there are none of these names. */
  Optional<Act> decide(
      Document document,
      Act.Kind kind,
      String group,
      @Nullable String row,
      String actor,
      String reason) {
    return looks.reading(
        Looks.Kind.STATE, document, reader -> reader.decide(kind, group, row, actor, reason));
  }

  /** Some rows of a group in quarantine; empty when there are none of these names. */
  Optional<List<QuarantineItem>> parked(
      Document document,
      String group,
      @Nullable String row,
      int most,
      QuarantineView.Masking masking,
      String actor) {
    return looks.reading(
        Looks.Kind.STATE, document, reader -> reader.parked(group, row, most, masking, actor));
  }

  /** How far a replay is; empty when there is none of this number. */
  List<Replay> replay(Document document, long act) {
    return looks.reading(Looks.Kind.STATE, document, reader -> reader.replay(act));
  }

  /** Repairs that are not over, the oldest first. */
  List<RepairDocument> repairs(Document document) {
    return looks.reading(
        Looks.Kind.STATE,
        document,
        reader ->
            reader.repairs().stream()
                .map(parts -> RepairDocument.of(document.name(), parts))
                .toList());
  }

  /** How far a repair is; empty when there is none of this number. */
  Optional<RepairDocument> repair(Document document, long act) {
    return looks.reading(
        Looks.Kind.STATE,
        document,
        reader -> {
          List<Repair> parts = reader.repair(act);
          return parts.isEmpty()
              ? Optional.empty()
              : Optional.of(RepairDocument.of(document.name(), parts));
        });
  }

  /** Everything that loads did to a row. */
  List<RowStep> why(Document document, String entity, List<String> key) {
    return looks.reading(
        Looks.Kind.ROWS, document, reader -> reader.why(entity, key, Looks.rowsPatience()));
  }

  /** The same with what proves it. */
  List<RowHistory.Done> history(Document document, String entity, List<String> key) {
    return looks.reading(
        Looks.Kind.ROWS, document, reader -> reader.history(entity, key, Looks.rowsPatience()));
  }

  /** A target that is away or slow takes nothing away of what is at hand. */
  private Sight.Recorded latest(String name, Sight sight) {
    Seen here = seen.computeIfAbsent(name, key -> new Seen());
    if (here.lock.tryLock()) {
      try {
        Instant now = clock.instant();
        if (here.recordedAt.isBefore(now.minus(FRESH))) {
          here.recordedAt = now;
          here.recorded = looks.look(Looks.Kind.OWN_STATE, sight.recorded());
        }
      } catch (RuntimeException e) {
        return here.recorded;
      } finally {
        here.lock.unlock();
      }
    }
    return here.recorded;
  }

  private ProgressDocument elsewhere(Clerk.Filed filed, List<String> next) {
    Seen here = seen.computeIfAbsent(filed.document().name(), key -> new Seen());
    Look look = here.lock.tryLock() ? looked(filed.document(), here) : known(here);
    return TargetProgress.of(filed, look.status(), look.pace(), next);
  }

  /** While somebody looks, what was seen last is good enough. */
  private static Look known(Seen here) {
    Failed failed = here.failed;
    Look look = here.look;
    if (failed != null) {
      throw failed.why();
    } else if (look == null) {
      throw Looks.busy("This one is, for the first time, and has not answered yet.");
    }
    return look;
  }

  /** A target that does not answer costs one wait, whoever asks; the lock is held. */
  private Look looked(Document document, Seen here) {
    try {
      Look look = here.look;
      if (look != null && !look.status().now().isBefore(clock.instant().minus(FRESH))) {
        return look;
      }
      Failed failed = here.failed;
      if (failed != null && failed.at().isAfter(clock.instant().minus(REST))) {
        throw failed.why();
      }
      StatusView status =
          looks.reading(Looks.Kind.STATE, document, reader -> reader.read(clock.instant()));
      remember(here.samples, status);
      Look now = new Look(status, pace(here.samples));
      here.look = now;
      here.failed = null;
      return now;
    } catch (ProblemException e) {
      Failed failed = here.failed;
      if (failed == null || failed.why() != e) {
        here.failed = new Failed(e, clock.instant());
      }
      throw e;
    } finally {
      here.lock.unlock();
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
}
