package dev.crossfade.server.api;

import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.security.Callers;
import dev.crossfade.server.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Events as they happen. */
@RestController
@Tag(name = "History")
class EventResource {

  private final Clerk clerk;
  private final Feed feed;
  private final Callers callers;

  EventResource(Clerk clerk, Feed feed, Callers callers) {
    this.clerk = clerk;
    this.feed = feed;
    this.callers = callers;
  }

  @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Follows what happens to a migration.",
      description =
          "Server-sent events named `journal`: their ids are versions of the journal, their data are"
              + " its lines. Without Last-Event-ID it begins with the first. A comment every 15"
              + " seconds is a sign of life.")
  SseEmitter events(
      @AuthenticationPrincipal Caller caller,
      @MigrationName @RequestParam String migration,
      @Schema(pattern = "^[0-9]{1,18}$") @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String last,
      @Parameter(hidden = true) HttpMethod method)
      throws HttpRequestMethodNotSupportedException {
    if (method.equals(HttpMethod.HEAD)) {
      // nothing is ever written to it, so that it is not seen when whoever asked has gone
      throw new HttpRequestMethodNotSupportedException(method.name(), List.of("GET"));
    }
    clerk.document(migration);
    if (last != null && !last.matches("[0-9]{1,18}")) {
      throw Flaws.invalid("#Last-Event-ID", "It is the id of an event of this migration.");
    }
    long after = last == null ? 0 : Long.parseLong(last);
    if (after > 0 && clerk.journal().read(migration, after - 1, 1).isEmpty()) {
      throw Flaws.invalid("#Last-Event-ID", "The journal has no event of this id yet.");
    }
    return feed.open(
        caller.account(),
        migration,
        after,
        () -> callers.again(caller).filter(now -> now.may(Role.VIEWER, migration)).isPresent());
  }
}
