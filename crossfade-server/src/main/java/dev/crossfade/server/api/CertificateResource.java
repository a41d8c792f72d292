package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.cutover.Certificates.Moved;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.store.Documents.Document;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What moves of clients rested on, signed. */
@RestController
@RequestMapping("/api/v1/migrations/{name}/certificates")
@Tag(name = "Cutover")
class CertificateResource {

  private static final String NOTE = "text/plain";

  private final Clerk clerk;
  private final Notary notary;

  CertificateResource(Clerk clerk, Notary notary) {
    this.clerk = clerk;
    this.notary = notary;
  }

  /**
   * A move that came across, of which there is a certificate.
   *
   * @param version of the journal that has it, by which the certificate is fetched
   * @param to the stack to which clients were moved: {@code legacy} or {@code new}
   * @param begun when the attempt was begun
   * @param at when it was on record that they are there
   * @param epoch of the route record by which writes went on
   * @param pauseMillis how long writes waited; absent where whoever moved them was interrupted
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MoveItem(
      long version, String to, Instant begun, Instant at, long epoch, @Nullable Long pauseMillis) {

    static MoveItem of(Moved moved) {
      return new MoveItem(
          moved.version(),
          moved.crossing().passage().to().word(),
          moved.crossing().begun(),
          moved.at(),
          moved.crossing().epoch(),
          moved.crossing().pauseMillis());
    }
  }

  @GetMapping
  @Operation(
      summary = "Lists the moves of clients of which there is a certificate, the latest first.",
      description = "Attempts that went back have none.")
  Page<MoveItem> moves(
      @MigrationName @PathVariable String name,
      @PageSize @RequestParam(name = "page_size", required = false) @Nullable String size,
      @RequestParam(name = "page_token", required = false) @Nullable String token,
      @Filter @RequestParam(name = "filter", required = false) @Nullable String filter,
      @OrderBy @RequestParam(name = "order_by", required = false) @Nullable String order,
      @Fields @RequestParam(name = "fields", required = false) @Nullable String fields) {
    clerk.document(name);
    return new Listing(size, token, filter, order, fields)
        .page(
            MoveItem.class,
            (after, most) -> before(notary.moves(name), after, most),
            moved -> Long.toString(moved.version()),
            MoveItem::of);
  }

  private static List<Moved> before(List<Moved> all, String cursor, int most) {
    if (!cursor.matches("[0-9]{0,18}")) {
      throw Flaws.invalid("#page_token", "It is not a token of this list.");
    }
    long version = cursor.isEmpty() ? Long.MAX_VALUE : Long.parseLong(cursor);
    return all.stream().filter(each -> each.version() < version).limit(most).toList();
  }

  @GetMapping("/{version}")
  @Operation(
      summary = "Gives the certificate of a move, signed now by the key of the audit log.",
      description =
          "Positions and verdicts are those that were proven at the switch; what is looked up when it"
              + " is signed says so by its name. `crossfade cutover verify` checks it with nothing but"
              + " the public key. The target is asked for results of checks, and the audit log is signed"
              + " first.")
  @ApiResponse(
      responseCode = "200",
      description = "A signed note, as C2SP has it.",
      content = @Content(mediaType = NOTE, schema = @Schema(type = "string")))
  void certificate(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @Schema(type = "integer", format = "int64", minimum = "1") @PathVariable String version,
      HttpServletResponse response)
      throws IOException {
    if (!version.matches("[1-9][0-9]{0,17}")) {
      throw Flaws.notFound("move of clients in this version of the journal");
    }
    Document document = clerk.document(name);
    String note = notary.sign(document, Long.parseLong(version), caller.actor()).format();
    response.setContentType(NOTE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getWriter().write(note);
  }
}
