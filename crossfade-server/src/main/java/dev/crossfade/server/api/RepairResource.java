package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rows of production that are not what the sources say, and are made right. */
@RestController
@RequestMapping("/api/v1/migrations/{name}/repairs")
@Tag(name = "Repair")
class RepairResource {

  private static final String ENTITY = "^[a-z][a-z0-9_]{0,62}$";
  private static final int MOST_KEYS = 1_000;
  private static final int LONGEST_KEY = 2_000;

  private final Clerk clerk;
  private final Lookout lookout;
  private final RepairOrders orders;
  private final Works works;

  RepairResource(Clerk clerk, Lookout lookout, RepairOrders orders, Works works) {
    this.clerk = clerk;
    this.lookout = lookout;
    this.orders = orders;
    this.works = works;
  }

  /** Which rows are meant. */
  enum Which {
    /** Every row of the entity. */
    ALL,
    /** Those that the latest verdict names. */
    DIFFERING,
    /** Those whose keys are given. */
    KEYS
  }

  /**
   * Which rows, and why.
   *
   * @param keys in production, as verdicts name them; only with KEYS
   */
  record RepairWish(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = ENTITY) String entity,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Which which,
      @Nullable List<String> keys,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.REASON) String reason) {

    RepairWish {
      Bodies.required("entity", entity, ENTITY);
      Bodies.present("which", which);
      Bodies.required("reason", reason, Bodies.REASON);
      keys = keys == null ? List.of() : List.copyOf(keys);
      if (keys.isEmpty() == (which == Which.KEYS)) {
        throw Flaws.invalid("/keys", "They belong to KEYS, at least one, and to nothing else.");
      }
      if (keys.size() > MOST_KEYS) {
        throw Flaws.invalid("/keys", "Name at most " + MOST_KEYS + ".");
      }
      if (keys.stream().anyMatch(key -> key.length() > LONGEST_KEY || key.indexOf('\0') >= 0)) {
        throw Flaws.invalid("/keys", "None is longer than " + LONGEST_KEY + ", or has a NUL.");
      }
    }
  }

  /** Repairs that are not over. */
  record Repairs(
      String apiVersion,
      String migration,
      List<RepairDocument> repairs,
      @JsonProperty("next_steps") List<String> nextSteps) {}

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Lets rows of an entity be compared with its sources, and made right.",
      description =
          "Needs that everything is published. Without a key all rows are compared, of one source"
              + " and not many. Whoever follows the"
              + " sources does it behind the stream; the operation waits half a minute for that."
              + " Its result says how far the repair is, and its number, by which it is looked at.")
  ResponseEntity<OperationDocument> repair(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @RequestBody RepairWish wish) {
    return works.accepted(orders.order(clerk.document(name), wish, caller.actor()));
  }

  @GetMapping
  @Operation(summary = "Tells which repairs are not over.", description = "Without keys of rows.")
  Repairs open(@MigrationName @PathVariable String name) {
    return new Repairs(
        "crossfade.dev/repairs/v1", name, lookout.repairs(clerk.document(name)), List.of());
  }

  @GetMapping("/{repair}")
  @Operation(summary = "Tells how far a repair is.", description = "Without keys of rows.")
  RepairDocument one(@MigrationName @PathVariable String name, @PathVariable String repair) {
    if (!repair.matches("[1-9][0-9]{0,17}")) {
      throw Flaws.notFound("repair of this number");
    }
    return lookout
        .repair(clerk.document(name), Long.parseLong(repair))
        .orElseThrow(() -> Flaws.notFound("repair of this number"));
  }
}
