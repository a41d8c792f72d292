package dev.crossfade.server.api;

import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.answer.ProblemDocument;
import dev.crossfade.server.store.Operations;
import dev.crossfade.server.store.Operations.Operation;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Long work, on record. What was asked of a migration is followed in its journal. Thread-safe. */
final class Works {

  static final String PLAN = "plan";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Operations operations;
  private final Clerk clerk;
  private final Steward steward;
  private final Clock clock;
  private final WorkProgress progress;

  Works(Operations operations, Clerk clerk, Steward steward, Clock clock) {
    this.operations = operations;
    this.clerk = clerk;
    this.steward = steward;
    this.clock = clock;
    this.progress = new WorkProgress(clerk, clock);
  }

  /**
   * Asks something of a migration, of the state that somebody saw, and answers that.
   *
   * @param expected version of the journal that he saw; empty for any
   */
  ResponseEntity<OperationDocument> ask(
      String name, Trigger what, String actor, OptionalLong expected) {
    MigrationState state = clerk.ask(name, what, actor, expected).state();
    steward.lookAfter(name);
    Operation asked =
        begin(MigrationDocument.word(what), name, actor, state.version(), Duration.ZERO);
    return accepted(asked, state.version());
  }

  /** How work is answered that has begun. */
  ResponseEntity<OperationDocument> accepted(Operation begun) {
    return answer(begun).body(document(begun));
  }

  /** The same of work on a migration whose journal is at this version. */
  ResponseEntity<OperationDocument> accepted(Operation begun, long version) {
    return answer(begun).eTag(Tags.of(version)).body(document(begun));
  }

  private static ResponseEntity.BodyBuilder answer(Operation begun) {
    return ResponseEntity.accepted().location(URI.create("/api/v1/operations/" + begun.id()));
  }

  /** Begins something that a process does, which has ended after a while whatever happens. */
  Operation begin(String kind, String migration, String actor, Duration most) {
    return begin(kind, migration, actor, 0, most);
  }

  private Operation begin(
      String kind, String migration, String actor, long version, Duration most) {
    Instant now = clock.instant();
    Operation operation =
        Operation.begun(
            UUID.randomUUID().toString(), kind, migration, actor, now, version, now.plus(most));
    operations.add(operation);
    return operation;
  }

  /** Puts work on record that has been done by now. */
  Operation done(String kind, String migration, String actor, Object result) {
    Operation begun = begin(kind, migration, actor, Duration.ZERO);
    ended(begun.id(), new WorkEnd.Done(result));
    return operations.find(begun.id()).orElse(begun);
  }

  /** Records how a piece of work ended. */
  void ended(String id, WorkEnd end) {
    if (end instanceof WorkEnd.Done done) {
      operations.finish(id, clock.instant(), JSON.writeValueAsString(done.result()), null);
    } else if (end instanceof WorkEnd.Refused refused) {
      failed(id, List.of(refused.why()), JSON.writeValueAsString(refused.found()));
    } else {
      operations.follow(id, ((WorkEnd.Asked) end).version());
    }
  }

  void failed(String id, List<Problem> problems) {
    failed(id, problems, null);
  }

  private void failed(String id, List<Problem> problems, @Nullable String found) {
    operations.finish(id, clock.instant(), found, text(id, problems));
  }

  private static String text(String id, List<Problem> problems) {
    return JSON.writeValueAsString(ProblemDocument.of(problems, "/api/v1/operations/" + id, ""));
  }

  /** Work of a kind that has neither ended nor asked anything of a migration, the latest first. */
  List<Operation> waiting(String migration, String kind) {
    return operations.waiting(migration, kind, clock.instant());
  }

  /**
   * Notes that work is about to ask something of a migration, with its id as that of the append.
   *
   * @return false when it has ended before, since somebody took it back or it took too long
   */
  boolean asks(String id) {
    return operations.ask(id, clock.instant());
  }

  /** Ends work that has asked nothing yet; false when it has, or has ended. */
  boolean takenBack(String id, Problem why) {
    return operations.takeBack(id, clock.instant(), text(id, List.of(why)));
  }

  OperationDocument find(String id) {
    return operations
        .find(id)
        .map(this::document)
        .orElseThrow(() -> Flaws.notFound("operation of this id"));
  }

  List<Operation> of(String migration, String after, int most) {
    return operations.of(migration, after, most);
  }

  OperationDocument document(Operation operation) {
    return progress.document(operation);
  }
}
