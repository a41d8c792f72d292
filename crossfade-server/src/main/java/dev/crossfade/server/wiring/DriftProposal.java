package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.mapping.CompiledMigration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What accepting altered tables would change.
 *
 * @param files the texts of the files that would be others, by path
 * @param diff the same, to be read
 * @param statements what would be done to the target
 * @param mappings those that would take the place of others
 * @param problems why it cannot be accepted; empty when it can
 * @param compiled all mappings as they would be; null when they would not compile
 */
public record DriftProposal(
    Map<String, String> files,
    List<String> diff,
    List<String> statements,
    List<String> mappings,
    List<Problem> problems,
    @Nullable CompiledMigration compiled) {

  /**
   * Makes sure that it can be accepted.
   *
   * @throws ProblemException with why it cannot
   */
  public void require() {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }
}
