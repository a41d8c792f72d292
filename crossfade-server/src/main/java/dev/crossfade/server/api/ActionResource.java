package dev.crossfade.server.api;

import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.store.Documents.Document;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people ask of a migration. It is recorded at once, and carried out by whoever owns it. */
@RestController
@Tag(name = "Actions")
class ActionResource {

  private final Clerk clerk;
  private final Works works;
  private final PlanDesk plans;
  private final Steward steward;

  ActionResource(Clerk clerk, Works works, PlanDesk plans, Steward steward) {
    this.clerk = clerk;
    this.works = works;
    this.plans = plans;
    this.steward = steward;
  }

  @PostMapping(
      "/api/v1/migrations/{name}:{action:start|pause|resume|stop|retry|verify|reload|extend|complete}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Asks something of a migration.",
      description =
          "The wish is in the journal when this answers; whoever owns the migration carries it out."
              + " The operation tells how far that is. `complete` needs the role APPROVER.")
  ResponseEntity<OperationDocument> ask(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @Parameter(
              schema =
                  @Schema(
                      type = "string",
                      allowableValues = {
                        "start",
                        "pause",
                        "resume",
                        "stop",
                        "retry",
                        "verify",
                        "reload",
                        "extend",
                        "complete"
                      }))
          @PathVariable
          String action,
      @Schema(description = "ETag of the state that you saw, or *.")
          @RequestHeader(name = "If-Match", required = false)
          @Nullable String ifMatch) {
    Document document = clerk.document(name);
    if (trigger(action) == Trigger.EXTEND) {
      mustWorkBy(document);
    }
    return works.ask(name, trigger(action), caller.actor(), Tags.expected(ifMatch));
  }

  /** What was asked too early would find nothing to take in. */
  private void mustWorkBy(Document document) {
    boolean other =
        steward
            .sight(document.name())
            .filter(sight -> !sight.contentHash().equals(document.contentHash()))
            .isPresent();
    if (other) {
      throw Problem.of(
              ApiProblem.BUSY,
              "The new specification is being taken over.",
              "The migration goes on by it within seconds.",
              "Ask again in a moment.")
          .raise();
    }
  }

  @PostMapping("/api/v1/migrations/{name}:plan")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Lets a plan be made, of the exact steps that will be taken.",
      description = "Reads the databases of the migration and changes nothing in them.")
  ResponseEntity<OperationDocument> plan(
      @AuthenticationPrincipal Caller caller, @MigrationName @PathVariable String name) {
    Document document = clerk.document(name);
    return works.accepted(plans.order(document, caller.actor()));
  }

  private static Trigger trigger(String action) {
    return Arrays.stream(Trigger.values())
        .filter(Trigger::asked)
        .filter(trigger -> MigrationDocument.word(trigger).equals(action))
        .findFirst()
        .orElseThrow(() -> Flaws.notFound("action " + action));
  }
}
