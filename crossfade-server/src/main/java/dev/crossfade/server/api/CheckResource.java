package dev.crossfade.server.api;

import dev.crossfade.core.phase.Command;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.api.CheckDocument.CheckHistory;
import dev.crossfade.server.api.CheckDocument.CheckOverridden;
import dev.crossfade.server.api.CheckDocument.CheckPlan;
import dev.crossfade.server.api.CheckDocument.CheckStatus;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.store.Documents.Document;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The checks of a migration's data: which there are, what they found, and asking them. */
@RestController
@RequestMapping("/api/v1/migrations/{name}")
@Tag(name = "Checks")
class CheckResource {

  private static final String CHECK = "^[a-z0-9][A-Za-z0-9_/-]{0,199}$";
  private static final int MOST_CHECKS = 200;

  private final Clerk clerk;
  private final Lookout lookout;
  private final CheckOrders orders;
  private final Works works;

  CheckResource(Clerk clerk, Lookout lookout, CheckOrders orders, Works works) {
    this.clerk = clerk;
    this.lookout = lookout;
    this.orders = orders;
    this.works = works;
  }

  /**
   * Which checks are asked.
   *
   * @param entity only those of this entity; null for all
   * @param checks only these, and what they need; empty for all
   */
  record CheckWish(@Nullable String entity, @Nullable List<String> checks) {
    CheckWish {
      checks = checks == null ? List.of() : List.copyOf(checks);
      if (checks.size() > MOST_CHECKS) {
        throw Flaws.invalid("/checks", "Name at most " + MOST_CHECKS + ".");
      }
      checks.forEach(each -> Bodies.form("/checks", each, CHECK));
    }
  }

  /** A check that somebody answers for. */
  record CheckAnswer(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = CHECK) String check,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.REASON) String reason) {
    CheckAnswer {
      Bodies.required("check", check, CHECK);
      Bodies.required("reason", reason, Bodies.REASON);
    }
  }

  @GetMapping("/checks")
  @Operation(
      summary = "Shows the latest result of every check, and what is held before it is published.",
      description = "Without keys of rows.")
  CheckStatus status(@MigrationName @PathVariable String name) {
    return lookout.checks(clerk.document(name));
  }

  @GetMapping("/checks/plan")
  @Operation(summary = "Tells which checks there are, and in which order they are asked.")
  CheckPlan plan(@MigrationName @PathVariable String name) {
    return CheckDocument.graph(name, CheckOrders.graph(clerk.document(name)));
  }

  @GetMapping("/checks/history")
  @Operation(
      summary = "Tells what was found before, newest first.",
      description = "Runs of all checks, or the results of one.")
  CheckHistory history(
      @MigrationName @PathVariable String name,
      @RequestParam(name = "check", required = false) @Nullable String check,
      @PageSize @RequestParam(name = "page_size", required = false) @Nullable String size) {
    Document document = clerk.document(name);
    if (check != null) {
      CheckOrders.mustKnow(document, check);
    }
    return lookout.checkHistory(document, check, Page.size(size));
  }

  @PostMapping("/checks:run")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Lets checks be asked now.",
      description =
          "Needs that everything is published and followed. The operation's result is the report,"
              + " without keys of rows.")
  ResponseEntity<OperationDocument> run(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @RequestBody CheckWish wish) {
    return works.accepted(orders.order(clerk.document(name), wish, caller.actor()));
  }

  @PostMapping("/checks:override")
  @Operation(
      summary = "Answers for a check that keeps an entity from being published.",
      description =
          "Who, and why, is an entry of the journal, and so in the audit log. Needs the role"
              + " APPROVER.")
  ResponseEntity<CheckOverridden> override(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @Schema(description = "ETag of the state that you saw, or *.")
          @RequestHeader(name = "If-Match", required = false)
          @Nullable String ifMatch,
      @RequestBody CheckAnswer answered) {
    Document document = clerk.document(name);
    CheckOrders.mustKnow(document, answered.check());
    OptionalLong seen = Tags.expected(ifMatch);
    String entity = lookout.held(document, answered.check());
    Clerk.Filed filed =
        clerk.sign(
            name,
            new Command.Override(answered.check(), caller.actor(), answered.reason()),
            caller.actor(),
            seen);
    return ResponseEntity.ok()
        .eTag(Tags.of(filed.state().version()))
        .body(
            new CheckOverridden(CheckDocument.OVERRIDE, name, answered.check(), entity, List.of()));
  }
}
