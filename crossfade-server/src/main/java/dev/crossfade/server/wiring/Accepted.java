package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.HeldTable.State;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tables of which it is decided what they are, held against the mappings that a run has that is
 * started now.
 *
 * @param next those mappings; throws where no run can be started
 */
record Accepted(TargetDatabase target, Supplier<CompiledMigration> next) {

  /** Those of these tables of which somebody has to decide again: that run would not go on. */
  List<HeldTable> again(List<HeldTable> tables) {
    List<HeldTable> decided =
        tables.stream().filter(each -> each.state() == State.RELEASED).toList();
    if (decided.isEmpty()) {
      return List.of();
    }
    try {
      return otherwise(decided, next.get());
    } catch (ProblemException e) {
      if (e.problem().code().kind() == Kind.TRANSIENT) {
        throw e;
      }
      return decided;
    }
  }

  private List<HeldTable> otherwise(List<HeldTable> decided, CompiledMigration mappings) {
    if (target.acts().adopted().filter(mappings.version()::equals).isPresent()) {
      return List.of();
    }
    return decided.stream()
        .filter(each -> !each.mayGoOnBy(mappings.versions(each.source(), each.table())))
        .toList();
  }
}
