package dev.crossfade.server.api;

import dev.crossfade.server.security.Caller;
import dev.crossfade.server.store.Documents.Document;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far a migration is, and what was found when it was compared with its sources. */
@RestController
@RequestMapping("/api/v1/migrations/{name}")
@Tag(name = "Migrations")
class ProgressResource {

  private final Clerk clerk;
  private final Lookout lookout;

  ProgressResource(Clerk clerk, Lookout lookout) {
    this.clerk = clerk;
    this.lookout = lookout;
  }

  /** The latest verdict of every entity that has one. */
  record Verdicts(String apiVersion, String migration, List<VerdictDocument> verdicts) {}

  @GetMapping("/progress")
  @Operation(
      summary = "Shows how far a migration is: rows, lag, troubles.",
      description =
          "What the server that carries it out knows; else what the tables of the target have,"
              + " looked at once a second at most.")
  ProgressDocument progress(@MigrationName @PathVariable String name) {
    return lookout.progress(clerk.file(name));
  }

  @GetMapping("/verdicts")
  @Operation(
      summary = "Shows what the latest comparison of each entity found.",
      description = "Without keys and values of rows; `differences` has the keys.")
  Verdicts verdicts(@MigrationName @PathVariable String name) {
    List<VerdictDocument> verdicts =
        lookout.verdicts(clerk.document(name)).stream()
            .map(VerdictDocument::of)
            .sorted(Comparator.comparing(VerdictDocument::entity))
            .toList();
    return new Verdicts("crossfade.dev/verdicts/v1", name, verdicts);
  }

  @GetMapping("/differences")
  @Operation(
      summary = "Shows which rows differ by the latest comparison of each entity.",
      description =
          "The first of them, with their keys and without values, and keys of rows that checks found"
              + " which have not passed. Who looked is in the audit log.")
  DifferencesDocument differences(
      @AuthenticationPrincipal Caller caller, @MigrationName @PathVariable String name) {
    Document document = clerk.document(name);
    DifferencesDocument found =
        DifferencesDocument.of(name, lookout.verdicts(document), lookout.found(document));
    clerk.act(name, caller.actor(), Map.of("act", "show-differences", "rows", found.keys()));
    return found;
  }
}
