package dev.crossfade.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.cutover.MeantMove;
import dev.crossfade.server.http.TestServer;
import dev.crossfade.server.store.Operations;
import dev.crossfade.server.store.Operations.Operation;
import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which of several wishes to move the same clients counts, and what is known of each later. */
class CrossingLineTest {

  private static final TestServer SERVER = TestServer.shared();

  private final Clerk clerk = SERVER.part(Clerk.class);
  private final Works works = SERVER.part(Works.class);
  private final Operations operations = SERVER.part(Operations.class);
  private final Journal journal = SERVER.part(ControlStore.class).journal();
  private final CrossingLine line = SERVER.part(CrossingLine.class);

  private Clerk.Filed live(String name) {
    SERVER.begin(name);
    record(name, new Event.Entered(Phase.LIVE, Trigger.FINISHED));
    return clerk.file(name);
  }

  private void record(String name, Event event) {
    List<String> text = List.of(EventText.format(event));
    long version = journal.read(name, 0).size();
    String id = UUID.randomUUID().toString();
    journal.append(new Append(name, id, version, 0, Instant.now(), "owner", text));
  }

  private String wanted(String name, Instant until) {
    String id = UUID.randomUUID().toString();
    operations.add(Operation.begun(id, "cut-over", name, "anna", Instant.now(), 0, until));
    return id;
  }

  private String wanted(String name) {
    return wanted(name, Instant.now().plusSeconds(60));
  }

  private static CrossingLine.Wish wish(String operation) {
    return CrossingLine.Wish.of(Set.of(), "anna", OptionalLong.empty()).by(operation);
  }

  private static void refused(ThrowingCallable what, ApiProblem code) {
    assertThatThrownBy(what)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }

  @Test
  void whoDiedBeforeHeNotedItsWishIsFollowedInTheJournal() {
    Clerk.Filed filed = live("line-1");
    String id = wanted("line-1");
    assertThat(works.find(id).phase()).isNull();

    line.ask(filed, wish(id));

    assertThat(works.find(id).state()).isEqualTo(OperationDocument.State.RUNNING);
    assertThat(works.find(id).phase()).isEqualTo(Phase.CUTOVER);
    record("line-1", new Event.Entered(Phase.WINDOW, Trigger.FINISHED));
    assertThat(works.find(id).state()).isEqualTo(OperationDocument.State.SUCCEEDED);
  }

  @Test
  void whoHeardNoAnswerOfTheJournalIsToldWhatBecameOfIt() {
    Clerk.Filed filed = live("line-2");
    String id = wanted("line-2");
    line.ask(filed, wish(id));

    works.failed(id, List.of(Tags.changed("nobody knows").problem()));

    assertThat(works.find(id).state()).isEqualTo(OperationDocument.State.RUNNING);
    assertThat(works.find(id).phase()).isEqualTo(Phase.CUTOVER);
  }

  @Test
  void whatNeverCameIntoTheJournalHasFailed() {
    live("line-3");
    String id = wanted("line-3");
    assertThat(works.asks(id)).isTrue();
    works.failed(id, List.of(Tags.changed("nobody knows").problem()));
    String late = wanted("line-3", Instant.now().minusSeconds(1));

    assertThat(works.find(id).state()).isEqualTo(OperationDocument.State.FAILED);
    assertThat(works.find(late).state()).isEqualTo(OperationDocument.State.FAILED);
    assertThat(works.asks(late)).isFalse();
  }

  @Test
  void whatCameBeforeIsNotDoneTwice() {
    Clerk.Filed filed = live("line-4");
    String second = wanted("line-4");
    record("line-4", new Event.Entered(Phase.CUTOVER, Trigger.CUT_OVER));
    record("line-4", new Event.Entered(Phase.LIVE, Trigger.FAILURE));
    long version = clerk.file("line-4").state().version();

    refused(() -> line.ask(filed, wish(second)), ApiProblem.ASKED_BEFORE);

    assertThat(clerk.file("line-4").state().version()).isEqualTo(version);
  }

  @Test
  void whatElseHappenedMeanwhileKeepsNobodyBack() {
    Clerk.Filed filed = live("line-5");
    String id = wanted("line-5");
    record("line-5", new Event.Entered(Phase.PAUSED, Trigger.PAUSE));
    record("line-5", new Event.Entered(Phase.LIVE, Trigger.RESUME));

    assertThat(line.ask(filed, wish(id)).state().phase()).isEqualTo(Phase.CUTOVER);
  }

  @Test
  void whatWasTakenBackInLineIsNotAskedFor() {
    Clerk.Filed filed = live("line-6");
    String id = wanted("line-6");
    refused(() -> line.mustBeFree("line-6", id::equals), ApiProblem.ASKED_BEFORE);
    line.mustBeFree("line-6", other -> false);

    assertThat(line.takeBack("line-6", "bert")).containsExactly(id);

    line.mustBeFree("line-6", id::equals);
    refused(() -> line.ask(filed, wish(id)), ApiProblem.TAKEN_BACK);
    assertThat(clerk.file("line-6").state().phase()).isEqualTo(Phase.LIVE);
    assertThat(works.find(id).error().toString()).contains("CF-6128", "bert");
  }

  @Test
  void whatIsOnItsWayIntoTheJournalIsNotTakenBackInLine() {
    live("line-7");
    String id = wanted("line-7");
    assertThat(works.asks(id)).isTrue();

    assertThat(line.takeBack("line-7", "bert")).isEmpty();
    assertThat(line.moves("line-7")).isTrue();
    works.ended(id, new WorkEnd.Asked(1, () -> {}));
    assertThat(line.moves("line-7")).isFalse();
  }

  @Test
  void whoWantsAMoveTakenBackMeansNoLaterOne() {
    Clerk.Filed filed = live("line-8");
    String id = wanted("line-8");
    assertThat(works.asks(id)).isTrue();
    MeantMove meant = line.meant("line-8");

    clerk.ask("line-8", Trigger.CUT_OVER, "anna", OptionalLong.of(filed.state().version()), id);
    assertThat(objection("line-8", meant)).as("on its way").isEmpty();
    assertThat(objection("line-8", line.meant("line-8"))).as("under way").isEmpty();
    record("line-8", new Event.Entered(Phase.LIVE, Trigger.FAILURE));
    assertThat(objection("line-8", meant)).isEmpty();
    record("line-8", new Event.Entered(Phase.CUTOVER, Trigger.CUT_OVER));

    assertThat(objection("line-8", meant)).contains(ServerProblem.ANOTHER_MOVE);
    assertThat(objection("line-8", line.meant("line-8"))).as("asked for anew").isEmpty();
  }

  private Optional<ProblemCode> objection(String name, MeantMove meant) {
    return meant.objection(journal.read(name, 0)).map(Problem::code);
  }
}
