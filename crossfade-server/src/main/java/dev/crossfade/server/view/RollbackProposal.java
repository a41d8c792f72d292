package dev.crossfade.server.view;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.mapping.CompiledMigration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What would make the mappings of a folder those of an earlier revision.
 *
 * @param revision in git
 * @param files what files become, by path; empty for one that goes away
 * @param diff the same as a unified diff
 * @param compiled the mappings then
 * @param problems why it cannot be done
 */
public record RollbackProposal(
    String revision,
    Map<String, String> files,
    List<String> diff,
    CompiledMigration compiled,
    List<Problem> problems) {

  public RollbackProposal {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    diff = List.copyOf(diff);
    problems = List.copyOf(problems);
  }
}
