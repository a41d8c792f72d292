package dev.crossfade.server.run;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which nodes of a graph are asked. */
final class Wanted {

  private Wanted() {}

  /** The nodes that are wanted, what they need and the report; nothing if none is wanted. */
  static CheckGraph of(CheckGraph all, Predicate<Check> wanted) {
    Set<String> ids = new LinkedHashSet<>();
    all.checks().stream()
        .filter(check -> check.kind() != CheckKind.REPORT && wanted.test(check))
        .forEach(check -> ids.add(check.id()));
    if (ids.isEmpty()) {
      return new CheckGraph(List.of(), List.of());
    }
    all.checks().stream()
        .filter(check -> check.kind() == CheckKind.REPORT)
        .forEach(check -> ids.add(check.id()));
    return all.only(ids);
  }
}
