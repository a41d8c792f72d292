package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.security.Permission;
import dev.crossfade.server.security.Together;
import dev.crossfade.server.store.Documents;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.store.Documents.Stage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a migration is by its specification. Its content hash is its entity tag. */
@RestController
@RequestMapping("/api/v1/migrations/{name}/specification")
@Tag(name = "Migrations")
class SpecificationResource {

  private final Clerk clerk;
  private final Documents documents;
  private final Specifications specifications;
  private final Together together;
  private final Steward steward;
  private final Lookout lookout;

  SpecificationResource(
      Clerk clerk,
      Documents documents,
      Specifications specifications,
      Together together,
      Steward steward,
      Lookout lookout) {
    this.clerk = clerk;
    this.documents = documents;
    this.specifications = specifications;
    this.together = together;
    this.steward = steward;
    this.lookout = lookout;
  }

  /**
   * A specification as it was given.
   *
   * @param contentHash of what comes out of it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SpecificationDocument(
      String apiVersion,
      String name,
      Map<String, String> files,
      @Nullable String environment,
      String contentHash) {

    static SpecificationDocument of(Document document) {
      return new SpecificationDocument(
          "crossfade.dev/specification/v1",
          document.name(),
          new TreeMap<>(document.files()),
          document.environment(),
          document.contentHash());
    }
  }

  @GetMapping
  @Operation(summary = "Shows a migration's specification as it was given.")
  ResponseEntity<SpecificationDocument> show(@MigrationName @PathVariable String name) {
    return answer(clerk.document(name));
  }

  private static ResponseEntity<SpecificationDocument> answer(Document document) {
    return ResponseEntity.ok().eTag(tag(document)).body(SpecificationDocument.of(document));
  }

  private static String tag(Document document) {
    return "\"" + document.contentHash() + "\"";
  }

  @PutMapping
  @Operation(
      summary = "Gives a migration another specification.",
      description =
          "A draft may become anything of the same name, so that needs the role OPERATOR on all"
              + " migrations, as describing a new one. What was begun can gain entities, which"
              + " `extend` takes in, have other settings, and have other rules once rows are"
              + " written by them. It can protect its connections otherwise,"
              + " which needs the role OPERATOR on all migrations as well.")
  ResponseEntity<SpecificationDocument> replace(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @DryRun @RequestParam(name = "dry_run", required = false) @Nullable String dryRun,
      @Schema(description = "ETag of the specification that you saw, or *.")
          @RequestHeader(name = "If-Match", required = false)
          @Nullable String ifMatch,
      @RequestBody MigrationResource.NewMigration body) {
    Clerk.Filed filed = clerk.file(name);
    boolean begun = filed.state().version() > 0;
    if (!begun) {
      mustDescribeAnything(caller, "A draft may become anything, so it");
    }
    Document before = filed.document();
    mustBeSeen(before, ifMatch);
    Document after = specifications.accept(body.files(), body.environment(), caller.actor());
    if (!after.name().equals(name)) {
      throw Flaws.invalid("/files/crossfade.yaml", "It describes " + after.name() + ".");
    }
    if (begun) {
      mustBeReadable(filed);
      List<String> otherRules = Specifications.mustOnlyGain(before, after);
      if (!Specifications.reachedAlike(before, after)) {
        mustDescribeAnything(caller, "How connections are protected changes, which");
      }
      mustBeAdopted(after, otherRules);
      clerk.mayDescribe(filed, after);
    }
    if (DryRun.Value.of(dryRun)) {
      return answer(after);
    }
    if (begun) {
      clerk.describe(filed, after, caller.actor());
    }
    if (!same(before, after)) {
      put(caller, before, after, begun ? Stage.ANY : Stage.DRAFT);
      if (begun) {
        steward.lookAfter(name);
      }
    }
    return answer(after);
  }

  /** Rules are adopted where the specification is; a server only follows. */
  private void mustBeAdopted(Document after, List<String> entities) {
    if (entities.isEmpty()) {
      return;
    }
    List<String> otherwise;
    try {
      otherwise = lookout.otherwise(after, entities);
    } catch (ProblemException e) {
      throw Specifications.notAdopted(
          entities,
          ", and by which rules its rows are written is not known: " + e.problem().what());
    }
    if (!otherwise.isEmpty()) {
      throw Specifications.notAdopted(otherwise, "");
    }
  }

  /**
   * A draft can be pointed at any host, with any released secret, and at the databases of other
   * migrations: that is to describe a new one. Whoever says that a server need not prove itself, or
   * to whom, decides who gets released secrets.
   */
  private static void mustDescribeAnything(Caller caller, String why) {
    Permission needed = Permission.MIGRATION_CREATE;
    if (!caller.may(needed.role(), Caller.EVERY)) {
      throw Problem.of(
              ApiProblem.NOT_ALLOWED,
              "You may not do this.",
              why
                  + " needs the role "
                  + needed.role()
                  + " ("
                  + needed.text()
                  + ") on all migrations.",
              "Ask an administrator for the role, or somebody who has it to describe it.")
          .raise();
    }
  }

  /** Whatever is there in the end counts: it may have been begun, or somebody else was faster. */
  private void put(Caller caller, Document before, Document after, Stage stage) {
    try {
      together.run(
          () -> {
            if (!documents.replace(after, before.contentHash(), stage)) {
              throw Tags.changed("another specification, or begun,");
            }
            record(caller, before, after);
            return after;
          });
    } finally {
      clerk.described(after.name(), caller.actor());
    }
  }

  private void record(Caller caller, Document before, Document after) {
    Map<String, @Nullable Object> act =
        Map.of(
            "act", "describe", "contentHash", after.contentHash(), "before", before.contentHash());
    clerk.act(after.name(), caller.actor(), act);
  }

  private static boolean same(Document before, Document after) {
    return before.contentHash().equals(after.contentHash())
        && before.files().equals(after.files())
        && java.util.Objects.equals(before.environment(), after.environment());
  }

  private static void mustBeReadable(Clerk.Filed filed) {
    if (!filed.flaw().isEmpty()) {
      throw Problem.of(
              ApiProblem.NOT_A_DRAFT,
              "What was begun can gain entities, and have other settings, but not change.",
              "Nobody can tell, because the present one cannot be read: " + filed.flaw(),
              "Describe a new migration, or go on with the version that accepted it.")
          .raise();
    }
  }

  private static void mustBeSeen(Document before, @Nullable String ifMatch) {
    if (ifMatch == null) {
      throw unnamed();
    }
    String seen = ifMatch.strip();
    if (!seen.equals(Tags.ANY) && !seen.equals(tag(before))) {
      throw Tags.changed(tag(before));
    }
  }

  private static ProblemException unnamed() {
    return Problem.of(
            ApiProblem.STATE_NOT_NAMED,
            "The request does not say which specification it is meant to replace.",
            "Two people might change the same one at once.",
            "Send the ETag of what you saw as If-Match, or If-Match: * for any.")
        .raise();
  }
}
