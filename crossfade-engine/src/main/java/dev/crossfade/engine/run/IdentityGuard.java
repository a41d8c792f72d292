package dev.crossfade.engine.run;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.SourceLog;
import dev.crossfade.spi.target.ProgressStore;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Remembers what a source's log was at the first start and refuses to go on with another one:
 * changes between the two would be missing silently.
 */
final class IdentityGuard {

  private static final String SEEN = ".seen";

  private final ProgressStore progress;

  IdentityGuard(ProgressStore progress) {
    this.progress = progress;
  }

  /** Prepares a log that was never seen, or one that is still the same. */
  LogIdentity prepare(String source, SourceLog log, Collection<TableId> tables) {
    String prefix = "log." + source;
    boolean seen = progress.fact(prefix + SEEN).isPresent();
    if (seen) {
      requireSame(source, prefix, log.identity());
    }
    LogIdentity identity = log.prepare(tables);
    if (seen) {
      requireSame(source, prefix, identity);
    } else {
      remember(prefix, identity);
    }
    return identity;
  }

  private void remember(String prefix, LogIdentity identity) {
    String names = String.join(",", new TreeMap<>(identity.facts()).keySet());
    identity.facts().forEach((name, value) -> progress.remember(prefix + "." + name, value));
    progress.remember(prefix + SEEN, names);
  }

  private void requireSame(String source, String prefix, LogIdentity now) {
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
