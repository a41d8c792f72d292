package dev.crossfade.server.api;

import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.security.Together;
import dev.crossfade.server.store.Documents;
import dev.crossfade.server.store.Documents.Document;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Migrations: what there is, and new ones. */
@RestController
@RequestMapping("/api/v1/migrations")
@Tag(name = "Migrations")
class MigrationResource {

  private final Clerk clerk;
  private final Documents documents;
  private final Specifications specifications;
  private final Together together;
  private final Clock clock;

  MigrationResource(
      Clerk clerk,
      Documents documents,
      Specifications specifications,
      Together together,
      Clock clock) {
    this.clerk = clerk;
    this.documents = documents;
    this.specifications = specifications;
    this.together = together;
    this.clock = clock;
  }

  /**
   * A new migration.
   *
   * @param files texts of the specification by their paths in its folder
   * @param environment whose overlay is laid over them
   */
  record NewMigration(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              description = "Texts of the specification by their paths in its folder.")
          Map<String, String> files,
      @Schema(pattern = Bodies.ENVIRONMENT, description = "Whose overlay is laid over them.")
          @Nullable String environment) {

    NewMigration {
      files = new TreeMap<>(Bodies.present("files", files));
      if (files.containsValue(null)) {
        throw dev.crossfade.server.answer.Flaws.invalid("/files", "A file has no text.");
      }
      if (environment != null) {
        Bodies.form("/environment", environment, Bodies.ENVIRONMENT);
      }
    }
  }

  @GetMapping
  @Operation(summary = "Lists the migrations that you may see, by name.")
  Page<MigrationDocument> list(
      @AuthenticationPrincipal Caller caller,
      @PageSize @RequestParam(name = "page_size", required = false) @Nullable String size,
      @RequestParam(name = "page_token", required = false) @Nullable String token,
      @Filter @RequestParam(name = "filter", required = false) @Nullable String filter,
      @OrderBy @RequestParam(name = "order_by", required = false) @Nullable String order,
      @Fields @RequestParam(name = "fields", required = false) @Nullable String fields) {
    return new Listing(size, token, filter, order, fields)
        .page(MigrationDocument.class, new MigrationRows(caller, clerk, documents));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Describes a new migration.",
      description =
          "Its name is that of its specification. Nothing is begun. A dry run tells with 200 what"
              + " would be made.")
  @ApiResponse(responseCode = "200", description = "What would be made.")
  ResponseEntity<MigrationDocument> create(
      @AuthenticationPrincipal Caller caller,
      @DryRun @RequestParam(name = "dry_run", required = false) @Nullable String dryRun,
      @RequestBody NewMigration body) {
    Document document = specifications.accept(body.files(), body.environment(), caller.actor());
    if (DryRun.Value.of(dryRun)) {
      if (documents.find(document.name()).isPresent()) {
        throw taken(document.name());
      }
      return ResponseEntity.ok(MigrationDocument.of(clerk.file(document)));
    }
    together.run(
        () -> {
          if (!documents.add(document)) {
            throw taken(document.name());
          }
          clerk.act(
              document.name(),
              caller.actor(),
              Map.of("act", "describe", "contentHash", document.contentHash()));
          return document;
        });
    return ResponseEntity.created(URI.create("/api/v1/migrations/" + document.name()))
        .eTag(Tags.of(0))
        .body(MigrationDocument.of(clerk.file(document.name())));
  }

  @GetMapping("/{name}")
  @Operation(summary = "Shows where a migration is.")
  ResponseEntity<MigrationDocument> show(@MigrationName @PathVariable String name) {
    return answer(clerk.file(name));
  }

  static ResponseEntity<MigrationDocument> answer(Clerk.Filed filed) {
    return ResponseEntity.ok()
        .eTag(Tags.of(filed.state().version()))
        .body(MigrationDocument.of(filed));
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Deletes a migration that was not begun.")
  void delete(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @Schema(description = "ETag of the state that you saw, or *.")
          @RequestHeader(name = "If-Match", required = false)
          @Nullable String ifMatch) {
    Clerk.Filed filed = clerk.file(name);
    OptionalLong expected = Tags.expected(ifMatch);
    long version = filed.state().version();
    if (expected.isPresent() && expected.getAsLong() != version) {
      throw Tags.changed(Tags.of(version));
    }
    if (filed.state().phase() != Phase.DRAFT) {
      throw begun(name);
    }
    together.run(
        () -> {
          if (!documents.delete(name, clock.instant())) {
            throw begun(name);
          }
          String hash = filed.document().contentHash();
          clerk.act(name, caller.actor(), Map.of("act", "delete", "contentHash", hash));
          return name;
        });
  }

  private static ProblemException taken(String name) {
    return Problem.of(
            ApiProblem.NAME_TAKEN,
            "There is a migration " + name + " already.",
            "Names are unique on a server.",
            "Give the specification another name, or delete the draft.")
        .raise();
  }

  private static ProblemException begun(String name) {
    return Problem.of(
            ApiProblem.NOT_A_DRAFT,
            name + " was begun, so it cannot be deleted.",
            "Its journal is kept.",
            "Stop it, or let it be.")
        .raise();
  }
}
