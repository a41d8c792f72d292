package dev.crossfade.server.api;

import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.preflight.Item;
import dev.crossfade.server.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Moves clients to the new stack, and back. */
@RestController
@Tag(name = "Cutover")
class CrossingResource {

  private static final String SEEN = "ETag of the state that you saw, or *.";

  private final Clerk clerk;
  private final Works works;
  private final CrossingDesk desk;
  private final AbortDesk aborts;

  CrossingResource(Clerk clerk, Works works, CrossingDesk desk, AbortDesk aborts) {
    this.clerk = clerk;
    this.works = works;
    this.desk = desk;
    this.aborts = aborts;
  }

  /**
   * How clients are to be moved.
   *
   * @param unrehearsed whether they are although item {@code rehearsal} does not pass
   */
  record Cutover(@Nullable Boolean unrehearsed) {

    Set<Item> despite() {
      return Boolean.TRUE.equals(unrehearsed) ? Set.of(Item.REHEARSAL) : Set.of();
    }
  }

  @PostMapping("/api/v1/migrations/{name}:cut-over")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Moves the clients to the new stack, unless something of the list does not pass.",
      description =
          "The list that says go or no go is made first, as by `:preflight`. Where an item does not"
              + " pass, the operation is `FAILED` with `CF-6090`, its result is the list, and nothing"
              + " was asked for. Else the wish is in the journal, and the operation tells how far"
              + " whoever owns the migration is with it. While the list of another wish is being made"
              + " this is refused with `CF-6127`, and so, by the time its own list is made, where"
              + " anybody has asked for a move since, whatever state If-Match names. Needs the role"
              + " APPROVER.")
  ResponseEntity<OperationDocument> cutOver(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @Schema(description = SEEN) @RequestHeader(name = "If-Match", required = false)
          @Nullable String ifMatch,
      @RequestBody(required = false) @Nullable Cutover cutover) {
    Set<Item> despite = cutover == null ? Set.of() : cutover.despite();
    Clerk.Filed filed = clerk.file(name);
    CrossingLine.Wish wish = CrossingLine.Wish.of(despite, caller.actor(), Tags.expected(ifMatch));
    return works.accepted(desk.order(filed, wish), filed.state().version());
  }

  @PostMapping("/api/v1/migrations/{name}:roll-back")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Moves the clients back.",
      description =
          "The list is not made for that: what has to be healthy for it may be why clients are to go"
              + " back. Whoever moves them looks at what keeps data safe, and lets them go on as"
              + " they are where that does not hold. Needs the role APPROVER.")
  ResponseEntity<OperationDocument> rollBack(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @Schema(description = SEEN) @RequestHeader(name = "If-Match", required = false)
          @Nullable String ifMatch) {
    return works.ask(name, Trigger.ROLL_BACK, caller.actor(), Tags.expected(ifMatch));
  }

  @PostMapping("/api/v1/migrations/{name}:abort")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Takes back a move of clients that is under way.",
      description =
          "There, or back, as long as the record in force does not name the other stack; after that"
              + " the operation is `FAILED` with `CF-6094`, and where nobody is being moved with"
              + " `CF-6093`. A wish whose list is still being made is taken back at once"
              + " (`withdrawn`). What began after this was asked for goes on (`CF-6097`). The"
              + " operation ends once writes go on where they were.")
  ResponseEntity<OperationDocument> abort(
      @AuthenticationPrincipal Caller caller, @MigrationName @PathVariable String name) {
    return works.accepted(aborts.order(clerk.document(name), caller.actor()));
  }
}
