package dev.crossfade.engine.capture;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.spi.source.ChangeCapture;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.SourceLog;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StreamState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a source's log was at the first start, and how far it was seen, and refuses to go
 * on with another one: changes between the two would be missing silently.
 */
public final class IdentityGuard {

  private static final String SEEN = ".seen";
  private static final String CONFIRMED = ".confirmed";

  private final String source;
  private final SourceLog log;
  private final Collection<TableId> tables;
  private final ProgressStore progress;
  private final String prefix;
  private final UnseenChanges unseen;
  private final BooleanSupplier begun;

  /**
   * @param tables what this run reads from the source
   */
  public IdentityGuard(
      String source, SourceLog log, Collection<TableId> tables, ProgressStore progress) {
    this(source, log, tables, progress, () -> begun(source, progress));
  }

  /**
   * @param begun whether anything depends on the log yet
   */
  public IdentityGuard(
      String source,
      SourceLog log,
      Collection<TableId> tables,
      ProgressStore progress,
      BooleanSupplier begun) {
    this.begun = begun;
    this.source = source;
    this.log = log;
    this.tables = tables;
    this.progress = progress;
    this.prefix = "log." + source;
    this.unseen = new UnseenChanges(source, progress);
  }

  /** Prepares a log that was never seen, or one that is still the same and whole. */
  public LogIdentity prepare(ChangeCapture capture) {
    LogIdentity identity = alarming(() -> prepared(capture));
    if (!progress.fact(ProgressStore.ALARM_OF_SOURCE + source).orElse("").isEmpty()) {
      progress.remember(ProgressStore.ALARM_OF_SOURCE + source, "");
    }
    return identity;
  }

  private LogIdentity prepared(ChangeCapture capture) {
    boolean seen = !progress.fact(prefix + SEEN).orElse("").isEmpty();
    if (seen) {
      whole(capture);
      unseen.requireNone(tables);
    }
    LogIdentity identity = log.prepare(tables);
    if (seen) {
      requireSame(identity);
    } else {
      remember(identity);
    }
    unseen.look(log, tables);
    return identity;
  }

  /** The same log, and nothing is missing between it and what capture has stored. */
  public void requireWhole(ChangeCapture capture) {
    alarming(() -> whole(capture));
  }

  private LogIdentity whole(ChangeCapture capture) {
    String before = seen();
    LogIdentity identity = log.identity();
    requireSame(identity);
    unseen.look(log, tables);
    if (begun.getAsBoolean()) {
      require(log.gaps(before, identity.confirmed(), captured(capture)));
    }
    see(identity);
    return identity;
  }

  /** The same log, and it has not gone back, while capture runs. */
  public void watch() {
    alarming(this::watched);
  }

  private LogIdentity watched() {
    String before = seen();
    LogIdentity identity = log.identity();
    requireSame(identity);
    require(log.gaps(before, identity.confirmed(), null));
    unseen.look(log, tables);
    see(identity);
    return identity;
  }

  /** What stops a source is a fact that its status shows. */
  private LogIdentity alarming(Supplier<LogIdentity> look) {
    try {
      return look.get();
    } catch (ProblemException e) {
      Problem problem = e.problem();
      if (problem.code().kind() == Kind.ESCALATE) {
        String text = problem.code().text() + " " + problem.what() + ": " + problem.why();
        progress.remember(ProgressStore.ALARM_OF_SOURCE + source, text);
      }
      throw e;
    }
  }

  /**
   * Null when capture runs or is about to: its connector compares for itself when it begins, and
   * what it has stored cannot be asked before.
   */
  private static @Nullable String captured(ChangeCapture capture) {
    return switch (capture.status().state()) {
      case RUNNING, STARTING, UNREACHABLE -> null;
      case ABSENT, PAUSED, FAILED -> capture.position();
    };
  }

  /** Forgets a log that was removed: the next one is another. */
  public void forget() {
    for (String name : progress.fact(prefix + SEEN).orElse("").split(",", -1)) {
      if (!name.isEmpty()) {
        progress.remember(prefix + "." + name, "");
      }
    }
    String alarm = ProgressStore.ALARM_OF_SOURCE + source;
    for (String name : List.of(prefix + SEEN, prefix + CONFIRMED, alarm)) {
      if (progress.fact(name).isPresent()) {
        progress.remember(name, "");
      }
    }
  }

  /** Whether anything depends on the log of a source yet. */
  private static boolean begun(String source, ProgressStore progress) {
    return progress.streamState(source).map(StreamState::mark).orElse(0L) > 0
        || !progress.backfill().isEmpty();
  }

  private String seen() {
    return progress.fact(prefix + CONFIRMED).orElse("");
  }

  private void see(LogIdentity identity) {
    if (!identity.confirmed().equals(seen())) {
      progress.remember(prefix + CONFIRMED, identity.confirmed());
    }
  }

  private static void require(List<Problem> gaps) {
    if (!gaps.isEmpty()) {
      throw new ProblemException(gaps);
    }
  }

  private void remember(LogIdentity identity) {
    String names = String.join(",", new TreeMap<>(identity.facts()).keySet());
    identity.facts().forEach((name, value) -> progress.remember(prefix + "." + name, value));
    see(identity);
    progress.remember(prefix + SEEN, names);
  }

  private void requireSame(LogIdentity now) {
    Map<String, String> facts = now.facts();
    for (String name : progress.fact(prefix + SEEN).orElse("").split(",", -1)) {
      String before = progress.fact(prefix + "." + name).orElse("");
      String current = facts.getOrDefault(name, "absent");
      if (!name.isEmpty() && !before.equals(current)) {
        throw Problem.of(
                EngineProblem.LOG_CHANGED,
                "the log of source "
                    + source
                    + " is not the one followed before: "
                    + name
                    + " was "
                    + before
                    + " and is "
                    + current,
                "the slot or binlog was lost, or the server was replaced, so changes may be missing",
                "this is a gap: start the migration again under another name, or restore the"
                    + " server that was followed")
            .with("source", source)
            .with("fact", name)
            .raise();
      }
    }
  }
}
