package dev.crossfade.server.api;

import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.view.Conflict;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rows about which both stacks have something to say; nobody is moved while any waits. */
@RestController
@RequestMapping("/api/v1/migrations/{name}")
@Tag(name = "Cutover")
class ConflictResource {

  private static final String ID = "^[A-Za-z0-9_.-]{1,100}$";
  private static final int MOST = 500;

  private final Clerk clerk;
  private final Lookout lookout;

  ConflictResource(Clerk clerk, Lookout lookout) {
    this.clerk = clerk;
    this.lookout = lookout;
  }

  /**
   * One of them.
   *
   * @param kind {@code stray}, written past a fence, or {@code unrestored}, not brought back
   * @param key of the row, as text; empty where none can be read
   * @param what happened to it, or why it could not be brought back
   */
  record ConflictItem(
      String id, String kind, String source, String entity, String key, String what) {

    static ConflictItem of(Conflict conflict) {
      return new ConflictItem(
          conflict.id(),
          conflict.kind(),
          conflict.source(),
          conflict.entity(),
          conflict.key(),
          conflict.what());
    }
  }

  /** Which somebody has seen to, and how. */
  record Settlement(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<String> ids,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.REASON) String reason) {

    Settlement {
      ids = List.copyOf(named(Bodies.present("ids", ids)));
      Bodies.required("reason", reason, Bodies.REASON);
    }

    private static List<String> named(List<@Nullable String> ids) {
      if (ids.isEmpty() || ids.size() > MOST || ids.contains(null)) {
        throw Flaws.invalid("/ids", "Name from one to " + MOST + ".");
      }
      ids.forEach(id -> Bodies.form("/ids", String.valueOf(id), ID));
      return ids;
    }
  }

  /**
   * What was settled.
   *
   * @param rows how many were settled by this
   * @param conflicts which of those that were named waited
   */
  record Settled(String apiVersion, String migration, long rows, List<ConflictItem> conflicts) {}

  @GetMapping("/conflicts")
  @Operation(
      summary = "Lists writes that passed a fence, and rows that could not be brought back.",
      description =
          "With keys of rows and without their values; who looked is in the audit log. It asks the"
              + " target and every source; 10,000 of each source and kind at most.")
  Page<ConflictItem> conflicts(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @PageSize @RequestParam(name = "page_size", required = false) @Nullable String size,
      @RequestParam(name = "page_token", required = false) @Nullable String token,
      @Filter @RequestParam(name = "filter", required = false) @Nullable String filter,
      @OrderBy @RequestParam(name = "order_by", required = false) @Nullable String order,
      @Fields @RequestParam(name = "fields", required = false) @Nullable String fields) {
    Document document = clerk.document(name);
    AtomicReference<@Nullable List<Conflict>> seen = new AtomicReference<>();
    return new Listing(size, token, filter, order, fields)
        .page(
            ConflictItem.class,
            (after, most) -> behind(once(seen, document, caller), after, most),
            Conflict::id,
            ConflictItem::of);
  }

  /** Databases are asked once, and only for what was asked well. */
  private List<Conflict> once(
      AtomicReference<@Nullable List<Conflict>> seen, Document document, Caller caller) {
    List<Conflict> known = seen.get();
    if (known != null) {
      return known;
    }
    List<Conflict> all = lookout.conflicts(document);
    clerk.act(document.name(), caller.actor(), Map.of("act", "show-conflicts", "rows", all.size()));
    seen.set(all);
    return all;
  }

  /** Where a row was that waits no more nobody can tell: its list is a new one. */
  static List<Conflict> behind(List<Conflict> all, String id, int most) {
    int from = id.isEmpty() ? 0 : all.stream().map(Conflict::id).toList().indexOf(id) + 1;
    if (from == 0 && !id.isEmpty()) {
      throw Flaws.invalid(
          "#page_token", "What it is behind waits no more; ask for the first page.");
    }
    return all.subList(from, Math.min(all.size(), from + most));
  }

  @PostMapping("/conflicts:settle")
  @Operation(
      summary = "Decides that somebody has seen to rows that wait.",
      description =
          "Who and why is in the audit log. No data is changed: a write past a fence is brought into"
              + " the target by `crossfade conflicts settle --apply`.")
  Settled settle(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @RequestBody Settlement settlement) {
    Lookout.Settled done =
        lookout.settle(clerk.document(name), settlement.ids(), caller.actor(), settlement.reason());
    return new Settled(
        "crossfade.dev/conflicts-settled/v1",
        name,
        done.rows(),
        done.conflicts().stream().map(ConflictItem::of).toList());
  }
}
