package dev.crossfade.server.cutover;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.journal.JournalEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The move that somebody meant when he asked for it to be taken back: the latest one that was in
 * the journal by then, or one that was on its way there. Between that and the deed any time may
 * pass, and what began meanwhile was meant by nobody.
 *
 * @param seen version of the journal by then
 * @param awaited ids of the appends by which one may have come since
 */
public record MeantMove(long seen, Set<String> awaited) {

  public MeantMove {
    awaited = Set.copyOf(awaited);
  }

  /**
   * Why nothing is to be taken back any more; empty as long as it may be.
   *
   * @param since what came into the journal since
   */
  public Optional<Problem> objection(List<JournalEntry> since) {
    return Moves.in(since)
        .filter(move -> move.entry().version() > seen)
        .filter(move -> !awaited.contains(move.entry().append()))
        .findFirst()
        .map(MeantMove::other);
  }

  private static Problem other(Moves.Move move) {
    return Problem.of(
        ServerProblem.ANOTHER_MOVE,
        "What was to be taken back has ended, and another move of clients has begun since.",
        "%s asked for %s at %s, version %d of the journal; that goes on."
            .formatted(
                move.entry().actor(), move.by().word(), move.entry().at(), move.entry().version()),
        "Look with crossfade cutover status; take that back, too, if it is to be: ask again.");
  }
}
