package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.core.audit.BundleLine;
import dev.crossfade.core.audit.Checkpoint;
import dev.crossfade.core.audit.LeafKind;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.audit.StoreAudit;
import dev.crossfade.server.audit.StoreAudit.Found;
import dev.crossfade.spi.audit.AuditSearch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log of the control store: all migrations, accounts and tokens. */
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Audit")
class AuditResource {

  /** A bundle is a JSON object a line. */
  private static final String LINES = "application/jsonl";

  private static final int LONGEST = 500;

  private final StoreAudit audit;

  AuditResource(StoreAudit audit) {
    this.audit = audit;
  }

  /** A leaf of the log. */
  record LeafDocument(
      long index,
      String id,
      @Schema(allowableValues = {"log", "key", "journal", "load", "act"}) String kind,
      Instant at,
      String actor,
      String subject,
      Map<String, @Nullable Object> body) {

    static LeafDocument of(Found found) {
      return new LeafDocument(
          found.index(),
          found.leaf().id(),
          found.leaf().kind().text(),
          found.leaf().at(),
          found.leaf().actor(),
          found.leaf().subject(),
          found.leaf().body());
    }
  }

  /**
   * A signed checkpoint.
   *
   * @param size how many leaves it has
   * @param note the text to keep, as C2SP signed notes have it
   */
  record CheckpointDocument(
      String apiVersion,
      String origin,
      long size,
      String note,
      @JsonProperty("next_steps") List<String> nextSteps) {

    static CheckpointDocument of(SignedNote note) {
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      return new CheckpointDocument(
          "crossfade.dev/checkpoint/v1",
          checkpoint.origin(),
          checkpoint.size(),
          note.format(),
          List.of("crossfade audit remote export --bundle log.bundle"));
    }
  }

  @GetMapping("/leaves")
  @Operation(
      summary = "Lists leaves of the audit log, the newest first.",
      description =
          "Of all that fits, `kind`, `actor` and `subject` are looked up, others are read.")
  Page<LeafDocument> leaves(
      @Parameter(
              schema =
                  @Schema(
                      type = "string",
                      allowableValues = {"log", "key", "journal", "load", "act"}))
          @RequestParam(name = "kind", required = false)
          @Nullable String kind,
      @RequestParam(name = "actor", required = false) @Nullable String actor,
      @Parameter(description = "A migration, account/NAME, token/ID or the log's own name.")
          @RequestParam(name = "subject", required = false)
          @Nullable String subject,
      @Parameter(
              description = "Not earlier.",
              schema = @Schema(type = "string", format = "date-time"))
          @RequestParam(name = "from", required = false)
          @Nullable String from,
      @Parameter(description = "Earlier.", schema = @Schema(type = "string", format = "date-time"))
          @RequestParam(name = "until", required = false)
          @Nullable String until,
      @PageSize @RequestParam(name = "page_size", required = false) @Nullable String size,
      @RequestParam(name = "page_token", required = false) @Nullable String token,
      @Filter @RequestParam(name = "filter", required = false) @Nullable String filter,
      @OrderBy @RequestParam(name = "order_by", required = false) @Nullable String order,
      @Fields @RequestParam(name = "fields", required = false) @Nullable String fields) {
    LeafKind only = kind(kind);
    text("#actor", actor);
    text("#subject", subject);
    Instant earliest = time("#from", from);
    Instant latest = time("#until", until);
    return new Listing(size, token, filter, order, fields)
        .page(
            LeafDocument.class,
            (cursor, most) ->
                audit.search(
                    new AuditSearch(only, actor, subject, earliest, latest, before(cursor), most)),
            found -> Long.toString(found.index()),
            LeafDocument::of);
  }

  private static @Nullable LeafKind kind(@Nullable String text) {
    try {
      return text == null ? null : LeafKind.of(text);
    } catch (IllegalArgumentException e) {
      throw Flaws.invalid("#kind", "It is log, key, journal, load or act.");
    }
  }

  private static void text(String name, @Nullable String text) {
    if (text != null && (text.length() > LONGEST || text.indexOf('\0') >= 0)) {
      throw Flaws.invalid(name, "It has at most " + LONGEST + " characters, and none is NUL.");
    }
  }

  private static @Nullable Instant time(String name, @Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw Flaws.invalid(name, "It is a time such as 2026-11-26T08:00:00Z.");
    }
  }

  private static long before(String cursor) {
    if (cursor.isEmpty()) {
      return Long.MAX_VALUE;
    } else if (cursor.matches("[0-9]{1,18}")) {
      return Long.parseLong(cursor);
    }
    throw Flaws.invalid("#page_token", "It is not a token that this server gave.");
  }

  @GetMapping("/checkpoint")
  @Operation(summary = "Shows what was signed last.")
  CheckpointDocument checkpoint() {
    return audit
        .last()
        .map(CheckpointDocument::of)
        .orElseThrow(() -> Flaws.notFound("checkpoint, for nothing was signed yet"));
  }

  @PostMapping("/checkpoint")
  @Operation(
      summary = "Signs the audit log as it is now.",
      description = "It is signed every minute as well. Keep the note where nobody can change it.")
  CheckpointDocument seal() {
    return CheckpointDocument.of(audit.seal());
  }

  @GetMapping("/bundle")
  @Operation(
      summary = "Gives the whole log as a bundle for audit verify.",
      description =
          "As far as it is signed, which is done first. If it is not what was signed, all of it, and"
              + " the header Crossfade-Problem says so.")
  @ApiResponse(
      responseCode = "200",
      description = "The bundle, a JSON object a line.",
      content = @Content(mediaType = LINES, schema = @Schema(type = "string")))
  void bundle(HttpServletResponse response) throws IOException {
    StoreAudit.Extent extent = audit.extent();
    Problem problem = extent.problem();
    if (problem != null) {
      response.setHeader("Crossfade-Problem", problem.code().text());
    }
    response.setContentType(LINES);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    try (BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
      audit.export(extent, line -> write(out, line));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(BufferedWriter out, BundleLine line) {
    try {
      out.write(line.format());
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
