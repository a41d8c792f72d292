package dev.crossfade.server.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckVerdict;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run of checks with everything that reports tell about it.
 *
 * @param migration name of the migration
 * @param folder the specification's folder as the user named it
 * @param graph what was asked
 * @param run what was found
 * @param history states of each check in earlier runs, oldest first, this one included
 * @param locations where the specification says what
 * @param masking whether keys and values of rows are shown
 */
public record CheckReport(
    String migration,
    String folder,
    CheckGraph graph,
    CheckRun run,
    Map<String, List<CheckState>> history,
    Locations locations,
    Masking masking) {

  /** Whether keys and values of rows are shown. */
  public enum Masking {
    MASKED,
    SHOWN
  }

  /** What all of it amounts to. */
  public CheckVerdict verdict() {
    return CheckVerdict.of(asked(), run.byCheck());
  }

  /** All nodes but the report itself, in order. */
  public List<Check> asked() {
    return graph.checks().stream().filter(check -> check.kind() != CheckKind.REPORT).toList();
  }

  /** Nodes by entity, in order; those of no entity come last, under an empty name. */
  public Map<String, List<Check>> byEntity() {
    Map<String, List<Check>> groups = new LinkedHashMap<>();
    asked().stream()
        .filter(check -> !check.entity().isEmpty())
        .forEach(
            check -> groups.computeIfAbsent(check.entity(), any -> new ArrayList<>()).add(check));
    List<Check> others = asked().stream().filter(check -> check.entity().isEmpty()).toList();
    if (!others.isEmpty()) {
      groups.put("", others);
    }
    return groups;
  }

  /** What a node found. */
  public CheckResult result(Check check) {
    return Objects.requireNonNull(run.byCheck().get(check.id()), check.id());
  }

  /** The nodes that have not passed, those of severity error first. */
  public List<Check> open() {
    return asked().stream()
        .filter(check -> result(check).state() != CheckState.PASSED)
        .sorted(Comparator.comparing(Check::severity))
        .toList();
  }

  /** How many nodes ended so. */
  public long count(CheckState state) {
    return asked().stream().filter(check -> result(check).state() == state).count();
  }

  /** Where the specification speaks of what a node is about. */
  Place place(Check check) {
    return Place.of(folder, location(check));
  }

  private @Nullable Location location(Check check) {
    if (check.kind() == CheckKind.TEST) {
      return locations.at(Locations.path("tests", check.id()));
    }
    return check.entity().isEmpty()
        ? locations.at("sources")
        : locations.at(Locations.path("entities", check.entity()));
  }

  /** Keys of rows, if they may be shown. */
  public List<String> keys(CheckResult result) {
    return masking == Masking.SHOWN ? result.keys() : List.of();
  }

  /** How many keys of rows are there, and not shown. */
  int masked(CheckResult result) {
    return masking == Masking.SHOWN ? 0 : result.keys().size();
  }

  /** One sentence with figures: what was found, and what should have been. */
  public static String sentence(CheckResult result) {
    String figures =
        result.expected().isEmpty()
            ? result.observed()
            : result.observed() + ", expected " + result.expected();
    return result.evidence().isEmpty() ? figures : String.join("; ", result.evidence());
  }

  /** Whether a run with this verdict is to be taken as a failure. */
  public boolean fails(FailOn when) {
    return switch (when) {
      case NEVER -> false;
      case ERROR -> !verdict().good();
      case WARN -> verdict() != CheckVerdict.PASSED;
    };
  }

  /** What ends a command as a failure. */
  public enum FailOn {
    ERROR,
    WARN,
    NEVER
  }

  /** The word for a severity. */
  static String word(Severity severity) {
    return severity == Severity.ERROR ? "error" : "warning";
  }
}
