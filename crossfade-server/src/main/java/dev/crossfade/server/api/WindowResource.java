package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.core.phase.Command;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** How long the way back is kept open. */
@RestController
@Tag(name = "Cutover")
class WindowResource {

  private static final int MOST_HOURS = 8_760;

  private final Clerk clerk;

  WindowResource(Clerk clerk) {
    this.clerk = clerk;
  }

  /** By how much it is kept open for longer. */
  record Extension(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minimum = "1", maximum = "8760")
          Integer hours,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.REASON) String reason) {

    Extension {
      int wanted = Bodies.present("hours", hours);
      if (wanted < 1 || wanted > MOST_HOURS) {
        throw Flaws.invalid("/hours", "It is from 1 to " + MOST_HOURS + ".");
      }
      Bodies.required("reason", reason, Bodies.REASON);
    }
  }

  /**
   * What was decided.
   *
   * @param hours by which it is kept open for longer
   * @param version of the journal that has it
   */
  record WindowExtended(
      String apiVersion,
      String migration,
      int hours,
      long version,
      @JsonProperty("next_steps") List<String> nextSteps) {}

  @PostMapping("/api/v1/migrations/{name}/window:extend")
  @Operation(
      summary = "Keeps the way back open for longer.",
      description =
          "Only while the new stack takes the writes. Who, and why, is an entry of the journal, and so"
              + " in the audit log; whoever owns the migration goes by it.")
  ResponseEntity<WindowExtended> extend(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @Schema(description = "ETag of the state that you saw, or *.")
          @RequestHeader(name = "If-Match", required = false)
          @Nullable String ifMatch,
      @RequestBody Extension extension) {
    OptionalLong seen = Tags.expected(ifMatch);
    Command.Extend wanted =
        new Command.Extend(extension.hours(), caller.actor(), extension.reason());
    long version = clerk.sign(name, wanted, caller.actor(), seen).state().version();
    List<String> next = List.of("crossfade migration show " + name);
    return ResponseEntity.ok()
        .eTag(Tags.of(version))
        .body(
            new WindowExtended(
                "crossfade.dev/window-extended/v1", name, extension.hours(), version, next));
  }
}
