package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.view.QuarantineView;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.QuarantineGroup;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rows in quarantine of a migration: how many, why, and what is to become of them. */
@RestController
@RequestMapping("/api/v1/migrations/{name}")
@Tag(name = "Quarantine")
class QuarantineResource {

  private static final String GROUP = "^[0-9a-f]{8}$";

  private final Clerk clerk;
  private final Lookout lookout;

  QuarantineResource(Clerk clerk, Lookout lookout) {
    this.clerk = clerk;
    this.lookout = lookout;
  }

  /** What is parked, without keys and values of rows. */
  record Quarantine(
      String apiVersion,
      String migration,
      long open,
      List<Group> groups,
      int replaysOpen,
      @JsonProperty("next_steps") List<String> nextSteps) {}

  /** Rows that share entity, code and column. */
  record Group(String id, String entity, String code, String column, String message, long count) {

    static Group of(QuarantineGroup group) {
      return new Group(
          group.id(), group.entity(), group.code(), group.column(), group.message(), group.count());
    }
  }

  /** Which rows, and why. */
  record Wish(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = GROUP) String group,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.REASON) String reason) {

    Wish {
      Bodies.required("group", group, GROUP);
      Bodies.required("reason", reason, Bodies.REASON);
    }
  }

  /** What was asked for or decided, and about how many rows. */
  record Decided(
      String apiVersion, String migration, long act, Act.Kind kind, String group, long rows) {}

  @GetMapping("/quarantine")
  @Operation(
      summary = "Shows what is in quarantine, by groups.",
      description = "Without keys and values of rows.")
  Quarantine quarantine(@MigrationName @PathVariable String name) {
    QuarantineView view = lookout.quarantine(clerk.document(name));
    List<Group> groups = view.groups().stream().map(Group::of).toList();
    return new Quarantine(
        "crossfade.dev/quarantine/v1",
        name,
        groups.stream().mapToLong(Group::count).sum(),
        groups,
        view.replays().size(),
        List.of());
  }

  @PostMapping("/quarantine:replay")
  @Operation(
      summary = "Lets a group of rows in quarantine be mapped and written again.",
      description =
          "Whoever follows the sources does it soon; `replaysOpen` tells whether it is done.")
  Decided replay(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @RequestBody Wish wish) {
    return decide(Act.Kind.REPLAY, caller, name, wish);
  }

  @PostMapping("/quarantine:discard")
  @Operation(
      summary = "Decides that a group of rows in quarantine will not be written as they are.",
      description = "They do not count any more; verdicts count them by name.")
  Decided discard(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @RequestBody Wish wish) {
    return decide(Act.Kind.DISCARD, caller, name, wish);
  }

  private Decided decide(Act.Kind kind, Caller caller, String name, Wish wish) {
    Act act =
        lookout
            .decide(clerk.document(name), kind, wish.group(), caller.actor(), wish.reason())
            .orElseThrow(() -> Flaws.notFound("group of rows in quarantine of this name"));
    return new Decided(
        "crossfade.dev/act/v1", name, act.id(), act.kind(), wish.group(), act.rows());
  }
}
