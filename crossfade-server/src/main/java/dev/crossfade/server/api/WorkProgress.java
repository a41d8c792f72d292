package dev.crossfade.server.api;

import dev.crossfade.core.phase.Course;
import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.answer.ProblemDocument;
import dev.crossfade.server.store.Operations.Operation;
import dev.crossfade.spi.journal.JournalEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells how far long work is: by what is on record of it, and, once it has asked something of a
 * migration, by the journal. Thread-safe.
 */
final class WorkProgress {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Clerk clerk;
  private final Clock clock;

  WorkProgress(Clerk clerk, Clock clock) {
    this.clerk = clerk;
    this.clock = clock;
  }

  OperationDocument document(Operation operation) {
    List<JournalEntry> journal =
        operation.version() == 0 ? List.of() : clerk.journal().read(operation.migration(), 0);
    long version = operation.asks() ? asked(operation, journal) : operation.version();
    return version > 0 ? followed(operation, version, journal) : done(operation);
  }

  /** The version that its wish led to, which nobody may have lived to note; 0 if there is none. */
  private static long asked(Operation operation, List<JournalEntry> journal) {
    return journal.stream()
        .filter(entry -> entry.append().equals(operation.id()))
        .mapToLong(JournalEntry::version)
        .max()
        .orElse(0);
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

  private static OperationDocument followed(
      Operation operation, long version, List<JournalEntry> journal) {
    MigrationState then = MigrationState.draft(operation.migration());
    List<Event> since = new ArrayList<>();
    for (JournalEntry entry : journal) {
      Event event = EventText.parse(entry.event());
      if (entry.version() <= version) {
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
