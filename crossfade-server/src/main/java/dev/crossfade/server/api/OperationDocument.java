package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.server.answer.ProblemDocument;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Long work: what was asked for, and how far it is.
 *
 * @param kind the action, or {@code plan} and the like
 * @param state how far it is
 * @param phase where the migration is, while the work is under way or once it has arrived
 * @param done steps of the phase that are done
 * @param steps all steps of the phase
 * @param overtakenBy what somebody asked for before it was there
 * @param why it failed, in words
 * @param result what came out; of a move of clients that was refused the list that says go or no go
 * @param error the problem because of which nothing did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OperationDocument(
    String apiVersion,
    String id,
    String kind,
    String migration,
    String actor,
    Instant createdAt,
    @Nullable Instant finishedAt,
    State state,
    @Nullable Phase phase,
    @Nullable Integer done,
    @Nullable Integer steps,
    @Nullable Trigger overtakenBy,
    @Nullable String why,
    @Nullable JsonNode result,
    @Schema(implementation = ProblemDocument.class) @Nullable JsonNode error,
    @JsonProperty("next_steps") List<String> nextSteps) {

  static final String API_VERSION = "crossfade.dev/operation/v1";

  /** Commands to go on with. */
  static List<String> nextSteps(String id, String kind, String migration, State state) {
    return switch (state) {
      case RUNNING ->
          List.of(
              "crossfade operation show " + id + " --wait",
              "crossfade migration show " + migration);
      case SUCCEEDED ->
          kind.equals(Works.PLAN)
              ? List.of("crossfade migration start " + migration)
              : List.of("crossfade migration show " + migration);
      case FAILED -> List.of("crossfade migration show " + migration);
      case OVERTAKEN -> List.of("crossfade operation list " + migration);
    };
  }

  /** How far work can be. */
  enum State {
    /** It is under way, or waits for whoever carries the migration out. */
    RUNNING,
    /** It is done. */
    SUCCEEDED,
    /** It could not be done. */
    FAILED,
    /** Somebody asked for something else before it was there. */
    OVERTAKEN
  }
}
