package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.cutover.Abort;
import dev.crossfade.server.cutover.MeantMove;
import dev.crossfade.server.cutover.Moves;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.store.Operations.Operation;
import dev.crossfade.server.view.ActView;
import dev.crossfade.server.wiring.Recall;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes back moves of clients. What is under way is waited for by nobody else. Thread-safe. */
final class AbortDesk implements AutoCloseable {

  static final String KIND = "abort";

  private static final int AT_ONCE = 4;
  private static final int MOST_WAITING = 20;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** How long whoever moves clients may take until writes go on. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a wish may take from its list into the journal. */
  private static final Duration WRITTEN = Duration.ofSeconds(3);

  private static final long LOOK_MILLIS = 20;

  private static final Problem BUSY =
      Problem.of(
          ApiProblem.BUSY,
          "Moves of too many migrations are being taken back.",
          AT_ONCE + " are, and " + MOST_WAITING + " wait.",
          "Ask again at once.");

  private static final Problem LATE =
      Problem.of(
          ApiProblem.WORK_LOST,
          "It took too long until a move of clients could be taken back.",
          "More than " + LONGEST.toMinutes() + " minutes have passed since it was asked for.",
          "Ask again, if it is still to be taken back.");

  private final Clerk clerk;
  private final Works works;
  private final CrossingLine line;
  private final ControlStore control;
  private final CrossingMeans means;
  private final Clock clock;
  private final Workroom room;

  AbortDesk(
      Clerk clerk,
      Works works,
      CrossingLine line,
      ControlStore control,
      CrossingMeans means,
      Clock clock,
      CrossingDesk.Rooms rooms) {
    this.clerk = clerk;
    this.works = works;
    this.line = line;
    this.control = control;
    this.means = means;
    this.clock = clock;
    this.room =
        rooms.open(
            new Workroom.Terms(KIND, "Taking it back", AT_ONCE, MOST_WAITING, LONGEST, BUSY));
  }

  /** Takes back what waits in line at once, and begins to take back what is under way. */
  Operation order(Document document, String actor) {
    String name = document.name();
    Instant latest = clock.instant().plus(LONGEST);
    clerk.act(name, actor, Map.of("act", KIND));
    MeantMove meant = line.meant(name);
    List<String> withdrawn = line.takeBack(name, actor);
    if (!withdrawn.isEmpty() && !line.moves(name) && !underWay(name)) {
      // that needs no database, and one of them may be away
      return works.done(KIND, name, actor, document(name, Side.LEGACY, 0, withdrawn));
    }
    Wanted wanted = new Wanted(meant, latest, withdrawn, actor);
    return room.beginLaid(document, actor, laid -> takenBack(name, laid, wanted));
  }

  private boolean underWay(String migration) {
    return Moves.to(clerk.file(migration).state().phase()).isPresent();
  }

  /**
   * What somebody wants to be taken back.
   *
   * @param meant the move that he means
   * @param latest when he is told that nobody has done it, if nobody has by then
   * @param withdrawn operations that were taken back at once
   * @param actor who wants it
   */
  private record Wanted(MeantMove meant, Instant latest, List<String> withdrawn, String actor) {}

  private Object takenBack(String name, Recall.Meant laid, Wanted wanted)
      throws InterruptedException {
    List<String> withdrawn = wanted.withdrawn();
    long end = System.nanoTime() + WRITTEN.toNanos();
    while (line.moves(name) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    try (Recall crossings = means.recall(laid, control, wanted.actor())) {
      Optional<Side> to = Abort.underWay(crossings);
      if (to.isEmpty() && !withdrawn.isEmpty()) {
        return document(name, Side.LEGACY, 0, withdrawn);
      }
      if (to.isEmpty() && crossings.signer().isEmpty()) {
        // without a key nobody was ever moved, and there is no record to look at
        throw Abort.nothing(name, crossings.state().phase()).raise();
      }
      // where nobody is being moved it says so, or that the latest move came across
      Side towards = to.orElseGet(() -> latest(crossings));
      long epoch =
          new Abort(crossings, crossings.mustSign(), towards, () -> objection(crossings, wanted))
              .now(PATIENCE);
      return document(name, towards.other(), epoch, withdrawn);
    }
  }

  private static Side latest(Recall crossings) {
    return Moves.latest(crossings.journal()).map(Moves.Move::to).orElse(Side.NEW);
  }

  private Optional<Problem> objection(Recall crossings, Wanted wanted) {
    return clock.instant().isAfter(wanted.latest())
        ? Optional.of(LATE)
        : wanted.meant().objection(crossings.journal(wanted.meant().seen()));
  }

  /** As the command of a folder prints it, with what was in line. */
  private static Object document(String name, Side writes, long epoch, List<String> withdrawn) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    String sentence =
        epoch == 0
            ? "It was taken back before anybody was asked to move clients."
            : "It was taken back by epoch " + epoch + "; writes go on where they were.";
    facts.put("migration", name);
    facts.put("summary", sentence);
    facts.put("writes", writes.word());
    facts.put("epoch", epoch);
    facts.put("withdrawn", withdrawn);
    return new ActView(
            "crossing-abort", sentence, facts, List.of("crossfade migration show " + name))
        .document();
  }

  @Override
  public void close() {
    room.close();
  }
}
