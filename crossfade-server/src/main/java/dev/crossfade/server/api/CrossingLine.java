package dev.crossfade.server.api;

import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.preflight.Item;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.cutover.MeantMove;
import dev.crossfade.server.cutover.Moves;
import dev.crossfade.server.store.Operations.Operation;
import dev.crossfade.spi.journal.JournalEntry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The order in which wishes to move the same clients count. Between a wish and its place in the
 * journal lie the seconds in which its list is made; what somebody else asks for meanwhile comes
 * first, and whoever wanted the same decides again. Thread-safe.
 */
final class CrossingLine {

  private static final String KIND = Trigger.CUT_OVER.word();
  private static final int MOST_RACES = 20;

  private final Clerk clerk;
  private final Works works;

  CrossingLine(Clerk clerk, Works works) {
    this.clerk = clerk;
    this.works = works;
  }

  /**
   * What somebody wants.
   *
   * @param despite items that need not pass
   * @param actor who wants it
   * @param expected version of the journal that it is meant for; empty for any
   * @param operation by which it is followed; empty before there is one
   */
  record Wish(Set<Item> despite, String actor, OptionalLong expected, String operation) {

    Wish {
      despite = Set.copyOf(despite);
    }

    static Wish of(Set<Item> despite, String actor, OptionalLong expected) {
      return new Wish(despite, actor, expected, "");
    }

    Wish by(String id) {
      return new Wish(despite, actor, expected, id);
    }
  }

  /**
   * Makes sure that nobody else's wish is in line. One that a server left when it died keeps nobody
   * back; one of another server that lives comes first by the journal.
   *
   * @param alive whether the list of an operation is being made
   * @throws ProblemException when one is
   */
  void mustBeFree(String migration, Predicate<String> alive) {
    List<Operation> before =
        works.waiting(migration, KIND).stream().filter(each -> alive.test(each.id())).toList();
    if (!before.isEmpty()) {
      Operation first = before.get(before.size() - 1);
      throw Problem.of(
              ApiProblem.ASKED_BEFORE,
              "The clients of " + migration + " are to be moved already.",
              first.actor()
                  + " asked for that at "
                  + first.createdAt().toInstant()
                  + "; the list is being made.",
              "Look at it with crossfade operation show "
                  + first.id()
                  + ", or take it back: crossfade migration abort "
                  + migration)
          .raise();
    }
  }

  /**
   * Asks for it, if it was not taken back and nobody has asked for a move since.
   *
   * @param filed the migration as it was when somebody wanted it
   */
  Clerk.Filed ask(Clerk.Filed filed, Wish wish) {
    String name = filed.document().name();
    if (!works.asks(wish.operation())) {
      throw takenBack(name, "somebody").raise();
    }
    for (int race = 0; race < MOST_RACES; race++) {
      long now = mustBeFirst(filed);
      OptionalLong expected = wish.expected().isPresent() ? wish.expected() : OptionalLong.of(now);
      try {
        return clerk.ask(name, Trigger.CUT_OVER, wish.actor(), expected, wish.operation());
      } catch (ProblemException e) {
        if (wish.expected().isPresent() || e.problem().code() != ApiProblem.CHANGED_MEANWHILE) {
          throw e;
        }
      }
    }
    throw Tags.changed("another one every time");
  }

  /** The version up to which nobody has asked for a move since. */
  private long mustBeFirst(Clerk.Filed filed) {
    long version = filed.state().version();
    for (JournalEntry entry : clerk.journal().read(filed.document().name(), version)) {
      Optional<Moves.Move> move = Moves.in(List.of(entry)).findFirst();
      if (move.isPresent()) {
        throw overtaken(filed.document().name(), entry, move.get().by());
      }
      version = entry.version();
    }
    return version;
  }

  private static ProblemException overtaken(String migration, JournalEntry entry, Trigger move) {
    return Problem.of(
            ApiProblem.ASKED_BEFORE,
            "Somebody else asked first for the clients of " + migration + " to be moved.",
            entry.actor()
                + " asked for "
                + move.word()
                + " at "
                + entry.at()
                + ", version "
                + entry.version()
                + " of the journal.",
            "Look where they are with crossfade migration show "
                + migration
                + ", then decide again.")
        .raise();
  }

  /** The move that somebody means who wants one to be taken back now. */
  MeantMove meant(String migration) {
    Set<String> awaited =
        works.waiting(migration, KIND).stream()
            .map(Operation::id)
            .collect(Collectors.toUnmodifiableSet());
    return new MeantMove(clerk.file(migration).state().version(), awaited);
  }

  /**
   * Takes back what has not come into the journal yet.
   *
   * @return ids of the operations
   */
  List<String> takeBack(String migration, String actor) {
    return works.waiting(migration, KIND).stream()
        .map(Operation::id)
        .filter(id -> works.takenBack(id, takenBack(migration, actor)))
        .toList();
  }

  /** Whether a wish is about to come into the journal, or nobody has noted yet that it did. */
  boolean moves(String migration) {
    return works.waiting(migration, KIND).stream().anyMatch(Operation::asks);
  }

  private static Problem takenBack(String migration, String actor) {
    return Problem.of(
        ApiProblem.TAKEN_BACK,
        "The clients of " + migration + " were not moved.",
        actor + " took that back while the list was being made.",
        "Ask again, if they are still to be moved.");
  }
}
