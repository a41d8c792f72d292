package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.view.QuarantineView;
import dev.crossfade.server.view.QuarantineView.Masking;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineGroup;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.Replay;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rows in quarantine of a migration: how many, why, and what is to become of them. */
@RestController
@RequestMapping("/api/v1/migrations/{name}")
@Tag(name = "Quarantine")
class QuarantineResource {

  private static final String GROUP = "^[0-9a-f]{8}$";
  private static final int LONGEST_KEY = 2_000;

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

  /**
   * Rows that share entity, code and column.
   *
   * @param waitsFor the entity without whose rows the target refuses them; empty when it is another
   *     reason
   */
  record Group(
      String id,
      String entity,
      String code,
      String column,
      String message,
      long count,
      String waitsFor) {

    static Group of(QuarantineGroup group) {
      return new Group(
          group.id(),
          group.entity(),
          group.code(),
          group.column(),
          group.message(),
          group.count(),
          group.parent());
    }
  }

  /**
   * Which rows, and why.
   *
   * @param row source key of the only row of the group that is meant; null for all
   */
  record Wish(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = GROUP) String group,
      @Nullable String row,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.REASON) String reason) {

    Wish {
      Bodies.required("group", group, GROUP);
      Bodies.required("reason", reason, Bodies.REASON);
      if (row != null) {
        key("/row", row);
      }
    }
  }

  private static String key(String where, String text) {
    if (text.length() > LONGEST_KEY || text.indexOf('\0') >= 0) {
      throw Flaws.invalid(where, "It is at most " + LONGEST_KEY + " characters long, without NUL.");
    }
    return text;
  }

  /** Rows of a group, oldest first. */
  record ParkedItems(String apiVersion, String migration, String group, List<ParkedItem> items) {}

  /**
   * A row in quarantine.
   *
   * @param sourceKey masked, unless values were asked for
   * @param row as it was parked; only if values were asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ParkedItem(
      long id,
      Instant parkedAt,
      String entity,
      String source,
      String sourceKey,
      Op op,
      String position,
      String code,
      String column,
      String reason,
      String mappingVersion,
      @Nullable String row) {

    static ParkedItem of(QuarantineItem item, Masking masking) {
      ParkedChange change = item.change();
      Position position = change.position();
      return new ParkedItem(
          item.id(),
          item.parkedAt(),
          change.entity(),
          change.source(),
          masking.of(change.sourceKeyText()),
          change.op(),
          position == null ? "history" : position.encoded(),
          change.code(),
          change.column(),
          change.message(),
          change.mappingVersion(),
          masking == Masking.SHOWN ? change.payload() : null);
    }
  }

  /**
   * How far a replay is.
   *
   * @param written rows that passed
   * @param refused rows that were refused again
   * @param absent rows that were not found any more
   */
  record Replayed(
      String apiVersion,
      String migration,
      long act,
      String entity,
      boolean done,
      long written,
      long refused,
      long absent) {

    static Replayed of(String migration, List<Replay> parts) {
      Replay first = parts.get(0);
      String entity = first.what().entity();
      return new Replayed(
          "crossfade.dev/replay/v1",
          migration,
          first.act(),
          entity == null ? "" : entity,
          parts.stream().allMatch(part -> part.state() == Replay.State.DONE),
          parts.stream().mapToLong(Replay::passed).sum(),
          parts.stream().mapToLong(Replay::refused).sum(),
          parts.stream().mapToLong(Replay::absent).sum());
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

  @GetMapping("/quarantine/{group}/rows")
  @Operation(
      summary = "Shows some rows of a group in quarantine, oldest first.",
      description =
          "Source keys and rows are masked unless `values` is true; who looked is in the audit log"
              + " then.")
  ParkedItems rows(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @PathVariable String group,
      @RequestParam(name = "row", required = false) @Nullable String row,
      @RequestParam(name = "values", required = false, defaultValue = "false") boolean values,
      @PageSize @RequestParam(name = "page_size", required = false) @Nullable String size) {
    Masking masking = values ? Masking.SHOWN : Masking.MASKED;
    String key = row == null ? null : key("#row", row);
    List<QuarantineItem> items =
        lookout
            .parked(clerk.document(name), group, key, Page.size(size), masking, caller.actor())
            .orElseThrow(QuarantineResource::unknown);
    return new ParkedItems(
        "crossfade.dev/quarantine-rows/v1",
        name,
        group,
        items.stream().map(item -> ParkedItem.of(item, masking)).toList());
  }

  @GetMapping("/quarantine/replays/{act}")
  @Operation(summary = "Tells how far a replay is.", description = "Without keys of rows.")
  Replayed replayed(@MigrationName @PathVariable String name, @PathVariable String act) {
    List<Replay> parts =
        act.matches("[1-9][0-9]{0,17}")
            ? lookout.replay(clerk.document(name), Long.parseLong(act))
            : List.of();
    if (parts.isEmpty()) {
      throw Flaws.notFound("replay of this number");
    }
    return Replayed.of(name, parts);
  }

  private static RuntimeException unknown() {
    return Flaws.notFound("group of rows in quarantine of this name, or row in it");
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
            .decide(
                clerk.document(name), kind, wish.group(), wish.row(), caller.actor(), wish.reason())
            .orElseThrow(QuarantineResource::unknown);
    return new Decided(
        "crossfade.dev/act/v1", name, act.id(), act.kind(), wish.group(), act.rows());
  }
}
