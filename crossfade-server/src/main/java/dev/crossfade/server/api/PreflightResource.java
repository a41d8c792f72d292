package dev.crossfade.server.api;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The list that says go or no go before clients are moved. */
@RestController
@Tag(name = "Cutover")
class PreflightResource {

  private static final String TO = "^(new|legacy)$";

  private final Clerk clerk;
  private final Works works;
  private final PreflightDesk desk;

  PreflightResource(Clerk clerk, Works works, PreflightDesk desk) {
    this.clerk = clerk;
    this.works = works;
    this.desk = desk;
  }

  /**
   * Where clients would be moved.
   *
   * @param to the stack: {@code new}, unless it is said, or {@code legacy}
   */
  record Passage(@Schema(pattern = TO) @Nullable String to) {

    Passage {
      to = Bodies.form("/to", to == null ? Side.NEW.word() : to, TO);
    }

    Side side() {
      return Side.NEW.word().equals(to) ? Side.NEW : Side.LEGACY;
    }
  }

  @PostMapping("/api/v1/migrations/{name}:preflight")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Looks at everything that has to hold before clients are moved.",
      description =
          "The operation's result is the list that says go or no go, as `crossfade cutover preflight"
              + " -o json` prints it. It changes nothing, but that of a way back writes a mark into the"
              + " target's log.")
  ResponseEntity<OperationDocument> preflight(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @PathVariable String name,
      @RequestBody Passage passage) {
    return works.accepted(desk.order(clerk.document(name), passage.side(), caller.actor()));
  }
}
