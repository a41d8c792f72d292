package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.core.audit.RowOp;
import dev.crossfade.core.audit.RowState;
import dev.crossfade.core.audit.RowStep;
import dev.crossfade.core.change.Position;
import dev.crossfade.server.answer.Flaws;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What happened to single rows. The key is in the body, for addresses get into logs. */
@RestController
@Tag(name = "History")
class WhyResource {

  private static final int MOST_PARTS = 64;

  private final Clerk clerk;
  private final Lookout lookout;

  WhyResource(Clerk clerk, Lookout lookout) {
    this.clerk = clerk;
    this.lookout = lookout;
  }

  /** A row: its entity, and a text for each column of its key. */
  record Row(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String entity,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<String> key) {

    Row {
      Bodies.required("entity", entity);
      key = Bodies.present("key", key);
      if (key.isEmpty() || key.size() > MOST_PARTS || key.contains(null)) {
        throw Flaws.invalid("/key", "It has a text for each column of the key.");
      }
    }

    @Override
    public String toString() {
      return "Row[" + entity + "]";
    }
  }

  /** Everything that loads did to a row, oldest first. */
  record Why(
      String apiVersion,
      String migration,
      String entity,
      List<Step> history,
      @JsonProperty("next_steps") List<String> nextSteps) {}

  /**
   * One thing that was done to a row.
   *
   * @param kind of the load: CHUNK of history, STREAM of changes, DRAIN of held ones
   * @param key commitment to the key
   * @param row commitment to what was written
   * @param before what was on record until then
   * @param after what is since
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Step(
      Instant at,
      long load,
      String kind,
      RowOp op,
      @Nullable String source,
      @Nullable String mappingVersion,
      String run,
      String actor,
      @Nullable String position,
      String key,
      String row,
      State before,
      State after) {}

  /** What is on record of a row: commitments only. */
  record State(RowState.Kind known, List<String> digests) {

    static State of(RowState state) {
      return new State(state.kind(), state.digests());
    }
  }

  @PostMapping("/api/v1/migrations/{name}:why")
  @Operation(
      summary = "Tells everything that happened to a row.",
      description = "Looks into the records of loads in the target, by an index of their keys.")
  Why why(@MigrationName @PathVariable String name, @RequestBody Row row) {
    List<Step> history =
        lookout.why(clerk.document(name), row.entity(), row.key()).stream()
            .map(WhyResource::step)
            .toList();
    return new Why(
        "crossfade.dev/why/v1",
        name,
        row.entity(),
        history,
        List.of("crossfade migration journal " + name));
  }

  private static Step step(RowStep step) {
    Position position = step.record().position();
    return new Step(
        step.load().at(),
        step.load().id(),
        step.load().kind(),
        step.record().op(),
        step.load().source(),
        step.load().mappingVersion(),
        step.load().run(),
        step.load().actor(),
        position == null ? null : position.encoded(),
        step.record().key(),
        step.record().row(),
        State.of(step.before()),
        State.of(step.after()));
  }
}
