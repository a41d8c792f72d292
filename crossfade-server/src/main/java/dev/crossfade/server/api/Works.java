package dev.crossfade.server.api;

import dev.crossfade.core.phase.Course;
import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.answer.ProblemDocument;
import dev.crossfade.server.store.Operations;
import dev.crossfade.server.store.Operations.Operation;
import dev.crossfade.spi.journal.JournalEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Long work, on record. What was asked of a migration is followed in its journal. Thread-safe. */
final class Works {

  static final String PLAN = "plan";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Operations operations;
  private final Clerk clerk;
  private final Clock clock;

  Works(Operations operations, Clerk clerk, Clock clock) {
    this.operations = operations;
    this.clerk = clerk;
    this.clock = clock;
  }

  /** Begins something that a process does, which has ended after a while whatever happens. */
  Operation begin(String kind, String migration, String actor, Duration most) {
    return begin(kind, migration, actor, 0, most);
  }

  /** Records that something was asked of a migration, which led to a version of its journal. */
  Operation asked(Trigger what, MigrationState state, String actor) {
    String kind = MigrationDocument.word(what);
    return begin(kind, state.migration(), actor, state.version(), Duration.ZERO);
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
    ProblemDocument document = ProblemDocument.of(problems, "/api/v1/operations/" + id, "");
    operations.finish(id, clock.instant(), found, JSON.writeValueAsString(document));
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
    return operation.version() > 0 ? followed(operation) : done(operation);
  }

  private OperationDocument done(Operation operation) {
    OffsetDateTime finished = operation.finishedAt();
    if (finished == null && operation.deadline().toInstant().isBefore(clock.instant())) {
      return document(
          operation,
          operation.deadline().toInstant(),
          OperationDocument.State.FAILED,
          null,
          JSON.valueToTree(lost(operation)));
    }
    OperationDocument.State state =
        finished == null
            ? OperationDocument.State.RUNNING
            : operation.problem() == null
                ? OperationDocument.State.SUCCEEDED
                : OperationDocument.State.FAILED;
    return document(
        operation,
        finished == null ? null : finished.toInstant(),
        state,
        tree(operation.result()),
        tree(operation.problem()));
  }

  private static ProblemDocument lost(Operation operation) {
    Problem problem =
        Problem.of(
            ApiProblem.WORK_LOST,
            "The work has no end on record.",
            "The server that did it ended, or it took too long.",
            "Ask for it again.");
    String path = "/api/v1/operations/" + operation.id();
    return ProblemDocument.of(List.of(problem), path, "");
  }

  private static @Nullable JsonNode tree(@Nullable String json) {
    return json == null ? null : JSON.readTree(json);
  }

  private static OperationDocument document(
      Operation operation,
      @Nullable Instant finished,
      OperationDocument.State state,
      @Nullable JsonNode result,
      @Nullable JsonNode error) {
    return new OperationDocument(
        OperationDocument.API_VERSION,
        operation.id(),
        operation.kind(),
        operation.migration(),
        operation.actor(),
        operation.createdAt().toInstant(),
        finished,
        state,
        null,
        null,
        null,
        null,
        null,
        result,
        error,
        OperationDocument.nextSteps(
            operation.id(), operation.kind(), operation.migration(), state));
  }

  private OperationDocument followed(Operation operation) {
    MigrationState then = MigrationState.draft(operation.migration());
    List<Event> since = new ArrayList<>();
    for (JournalEntry entry : clerk.journal().read(operation.migration(), 0)) {
      Event event = EventText.parse(entry.event());
      if (entry.version() <= operation.version()) {
        then = then.after(event);
      } else {
        since.add(event);
      }
    }
    return followed(operation, Course.of(then, since));
  }

  private static OperationDocument followed(Operation operation, Course course) {
    if (course instanceof Course.UnderWay way) {
      return followed(
          operation,
          OperationDocument.State.RUNNING,
          way.phase(),
          way.done(),
          way.steps(),
          null,
          null);
    } else if (course instanceof Course.Arrived arrived) {
      return followed(
          operation, OperationDocument.State.SUCCEEDED, arrived.phase(), null, null, null, null);
    } else if (course instanceof Course.Failed failed) {
      return followed(
          operation, OperationDocument.State.FAILED, null, null, null, null, failed.why());
    }
    Trigger by = ((Course.Overtaken) course).by();
    return followed(operation, OperationDocument.State.OVERTAKEN, null, null, null, by, null);
  }

  private static OperationDocument followed(
      Operation operation,
      OperationDocument.State state,
      @Nullable Phase phase,
      @Nullable Integer done,
      @Nullable Integer steps,
      @Nullable Trigger by,
      @Nullable String why) {
    return new OperationDocument(
        OperationDocument.API_VERSION,
        operation.id(),
        operation.kind(),
        operation.migration(),
        operation.actor(),
        operation.createdAt().toInstant(),
        null,
        state,
        phase,
        done,
        steps,
        by,
        why,
        null,
        null,
        OperationDocument.nextSteps(
            operation.id(), operation.kind(), operation.migration(), state));
  }
}
