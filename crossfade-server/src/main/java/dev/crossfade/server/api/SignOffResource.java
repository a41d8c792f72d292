package dev.crossfade.server.api;

import dev.crossfade.core.phase.Command;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Signer;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
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

/** What several people have to agree to. Who may sign what is decided where phases are. */
@RestController
@RequestMapping("/api/v1/migrations/{name}/sign-offs")
@Tag(name = "Sign-offs")
class SignOffResource {

  private static final String IF_MATCH = "ETag of the state that you saw, or *.";

  private final Clerk clerk;
  private final Steward steward;

  SignOffResource(Clerk clerk, Steward steward) {
    this.clerk = clerk;
    this.steward = steward;
  }

  /** Why somebody asks for something, or takes it back. */
  record Why(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.REASON) String reason) {

    Why {
      Bodies.required("reason", reason, Bodies.REASON);
    }
  }

  /**
   * Why somebody asks others, and for what.
   *
   * @param gate the phase behind the gate, where a migration stands before several; else the first
   */
  record Wish(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.REASON) String reason,
      @Schema(description = "The phase behind the gate, such as CUTOVER. Default: the first ahead.")
          @Nullable Phase gate) {

    Wish {
      Bodies.required("reason", reason, Bodies.REASON);
    }
  }

  /**
   * What somebody agrees to, and why.
   *
   * @param hash of what he saw
   */
  record Approval(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.REASON) String reason,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              pattern = Bodies.HASH,
              description = "Hash of the sign-off that you saw.")
          String hash) {

    Approval {
      Bodies.required("reason", reason, Bodies.REASON);
      Bodies.required("hash", hash, Bodies.HASH);
    }
  }

  @GetMapping
  @Operation(summary = "Lists the sign-offs of a migration, the latest first.")
  Page<SignOffDocument> list(
      @MigrationName @PathVariable String name,
      @PageSize @RequestParam(name = "page_size", required = false) @Nullable String size,
      @RequestParam(name = "page_token", required = false) @Nullable String token,
      @Filter @RequestParam(name = "filter", required = false) @Nullable String filter,
      @OrderBy @RequestParam(name = "order_by", required = false) @Nullable String order,
      @Fields @RequestParam(name = "fields", required = false) @Nullable String fields) {
    List<SignOffDocument> all = all(clerk.file(name));
    return new Listing(size, token, filter, order, fields)
        .page(
            SignOffDocument.class,
            (after, most) -> behind(all, after, most),
            SignOffDocument::id,
            one -> one);
  }

  private static List<SignOffDocument> behind(List<SignOffDocument> all, String id, int most) {
    int from = 0;
    while (!id.isEmpty() && from < all.size() && !all.get(from).id().equals(id)) {
      from++;
    }
    int first = Math.min(all.size(), id.isEmpty() ? 0 : from + 1);
    return all.subList(first, Math.min(all.size(), first + most));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Asks others to agree to what lies behind the gate ahead.",
      description =
          "It takes the place of an earlier request, with all that was agreed to. A migration that is"
              + " live stands before two gates: CUTOVER and COMPLETED.")
  ResponseEntity<SignOffDocument> request(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @Schema(description = IF_MATCH) @RequestHeader(name = "If-Match", required = false)
          @Nullable String ifMatch,
      @RequestBody Wish body) {
    String id = UUID.randomUUID().toString();
    Command wish = new Command.Request(signer(caller), id, body.reason(), body.gate());
    return sign(caller, name, wish, id, ifMatch);
  }

  @PostMapping("/{id}:approve")
  @Operation(
      summary = "Agrees to what a sign-off is about.",
      description =
          "Only in a session that began less than five minutes ago: sign in again for it. A token"
              + " cannot agree, nor can who asked for it.")
  ResponseEntity<SignOffDocument> approve(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
      @Schema(description = IF_MATCH) @RequestHeader(name = "If-Match", required = false)
          @Nullable String ifMatch,
      @RequestBody Approval body) {
    Command wish = new Command.Approve(signer(caller), Bodies.id(id), body.hash(), body.reason());
    return sign(caller, name, wish, id, ifMatch);
  }

  @PostMapping("/{id}:revoke")
  @Operation(summary = "Takes a sign-off back, with all that was agreed to.")
  ResponseEntity<SignOffDocument> revoke(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
      @Schema(description = IF_MATCH) @RequestHeader(name = "If-Match", required = false)
          @Nullable String ifMatch,
      @RequestBody Why body) {
    Command wish = new Command.Revoke(signer(caller), Bodies.id(id), body.reason());
    return sign(caller, name, wish, id, ifMatch);
  }

  private static Signer signer(Caller caller) {
    return new Signer(caller.account(), caller.provenAt());
  }

  private ResponseEntity<SignOffDocument> sign(
      Caller caller, String name, Command wish, String id, @Nullable String ifMatch) {
    Clerk.Filed filed = clerk.sign(name, wish, caller.actor(), Tags.expected(ifMatch));
    steward.lookAfter(name);
    SignOffDocument document =
        all(filed).stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(() -> Flaws.notFound("sign-off of this id"));
    HttpStatus status = wish instanceof Command.Request ? HttpStatus.CREATED : HttpStatus.OK;
    return ResponseEntity.status(status).eTag(Tags.of(filed.state().version())).body(document);
  }

  private List<SignOffDocument> all(Clerk.Filed filed) {
    return SignOffs.of(filed, clerk.journal().read(filed.document().name(), 0));
  }
}
