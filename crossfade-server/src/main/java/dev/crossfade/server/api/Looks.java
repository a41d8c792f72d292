package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.wiring.ConflictDesk;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.StatusReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks into targets, each for a bounded time and only so many at once: a target that does not
 * answer must not take the threads that answer everybody else. Thread-safe.
 */
final class Looks {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration ROWS_PATIENCE = Duration.ofSeconds(30);

  private final ReleasedSecrets released;
  private final Map<String, String> environment;

  Looks(ReleasedSecrets released, Map<String, String> environment) {
    this.released = released;
    this.environment = Map.copyOf(environment);
  }

  /** What is looked for; each kind has places of its own, so that none is in the way of another. */
  enum Kind {
    /** How far something is. */
    STATE(8),
    /** The same where this process works; the target may be reached by another way. */
    OWN_STATE(8),
    /** What happened to a row, for which much is read. */
    ROWS(2),
    /** What waits for people, for which sources are asked, too. */
    CONFLICTS(2),
    /** By which rules rows are written, for which sources are asked, too. */
    RULES(2),
    /** What moves of clients rested on. */
    CERTIFICATES(2);

    private final int atOnce;

    Kind(int atOnce) {
      this.atOnce = atOnce;
    }
  }

  private final Map<Kind, Semaphore> places =
      Map.of(
          Kind.STATE, new Semaphore(Kind.STATE.atOnce),
          Kind.OWN_STATE, new Semaphore(Kind.OWN_STATE.atOnce),
          Kind.ROWS, new Semaphore(Kind.ROWS.atOnce),
          Kind.CONFLICTS, new Semaphore(Kind.CONFLICTS.atOnce),
          Kind.RULES, new Semaphore(Kind.RULES.atOnce),
          Kind.CERTIFICATES, new Semaphore(Kind.CERTIFICATES.atOnce));

  /** How long a look for what happened to a row may take. */
  static Duration rowsPatience() {
    return ROWS_PATIENCE;
  }

  /** Looks if there is a place. */
  <T> T look(Kind kind, Supplier<T> look) {
    Semaphore place = places.get(kind);
    if (place == null || !place.tryAcquire()) {
      throw busy(kind.atOnce + " are, at this moment.");
    }
    try {
      return look.get();
    } finally {
      place.release();
    }
  }

  /** Reads a target if there is a place. */
  <T> T reading(Kind kind, Document document, Function<StatusReader, T> look) {
    return look(kind, () -> read(document, look));
  }

  /** Looks at what waits for people if there is a place. */
  <T> T conflicts(Document document, Function<ConflictDesk, T> look) {
    return look(
        Kind.CONFLICTS,
        () ->
            laid(
                document,
                (folder, variables) -> {
                  try (ConflictDesk desk =
                      ConflictDesk.open(folder, variables, released::read, PATIENCE)) {
                    return look.apply(desk);
                  }
                }));
  }

  /** Which of these entities have rows that are written by other rules than the document's. */
  List<String> otherwise(Document document, List<String> entities) {
    return connected(
        Kind.RULES,
        document,
        connected -> entities.stream().filter(each -> !connected.uses(each)).toList());
  }

  /** Looks with everything open that a specification names, if there is a place. */
  <T> T connected(Kind kind, Document document, Function<Connected, T> look) {
    return look(
        kind,
        () ->
            laid(
                document,
                (folder, variables) -> {
                  try (Connected connected = Connected.open(folder, variables, released::read)) {
                    return look.apply(connected);
                  }
                }));
  }

  private <T> T read(Document document, Function<StatusReader, T> look) {
    return laid(
        document,
        (folder, variables) -> {
          try (StatusReader reader =
              StatusReader.open(folder, variables, released::read, PATIENCE)) {
            return look.apply(reader);
          }
        });
  }

  private <T> T laid(Document document, BiFunction<Path, Map<String, String>, T> look) {
    try {
      Path folder = Files.createTempDirectory("crossfade-look-");
      try {
        SpecificationFolder.lay(document, folder);
        Map<String, String> variables =
            SpecificationFolder.variables(document, released, environment);
        return look.apply(folder, variables);
      } finally {
        SpecificationFolder.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ProblemException busy(String why) {
    return Problem.of(
            ApiProblem.BUSY, "Too many targets are being looked at.", why, "Ask again in a second.")
        .raise();
  }
}
