package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.security.Role;
import dev.crossfade.server.security.TokenDesk;
import dev.crossfade.server.store.Tokens;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens for programs. */
@RestController
@RequestMapping("/api/v1/tokens")
@Tag(name = "Tokens")
class TokenResource {

  private static final long SHORTEST = 60;
  private static final long LONGEST = Duration.ofDays(366).toSeconds();

  private final TokenDesk desk;

  TokenResource(TokenDesk desk) {
    this.desk = desk;
  }

  /**
   * A new token.
   *
   * @param role most that it may do, and never more than whoever asks for it
   * @param migration where; {@code *} for everywhere
   */
  record NewToken(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.LABEL) String name,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Role role,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.MIGRATION_OR_EVERY)
          String migration,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              minimum = "60",
              maximum = "31622400",
              description =
                  "How long it is good; never longer than the token it is asked for with.")
          Long seconds) {

    NewToken {
      Bodies.required("name", name, Bodies.LABEL);
      Bodies.present("role", role);
      Bodies.required("migration", migration, Bodies.MIGRATION_OR_EVERY);
      Bodies.present("seconds", seconds);
      if (seconds < SHORTEST || seconds > LONGEST) {
        throw Flaws.invalid("/seconds", "It is between " + SHORTEST + " and " + LONGEST + ".");
      }
    }
  }

  /**
   * A token.
   *
   * @param account whose rights it has, as far as role and migration go
   * @param secret shown once, when it is given
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TokenDocument(
      String apiVersion,
      String id,
      String account,
      String name,
      Role role,
      String migration,
      Instant createdAt,
      Instant expiresAt,
      @Nullable String secret) {

    static TokenDocument of(Tokens.Token token, @Nullable String secret) {
      return new TokenDocument(
          "crossfade.dev/token/v1",
          token.id(),
          token.account(),
          token.name(),
          Role.valueOf(token.role()),
          token.migration(),
          token.createdAt().toInstant(),
          token.expiresAt().toInstant(),
          secret);
    }

    @Override
    public String toString() {
      return "TokenDocument[" + id + "]";
    }
  }

  @GetMapping
  @Operation(summary = "Lists your tokens; an administrator's list has everybody's.")
  Page<TokenDocument> list(
      @AuthenticationPrincipal Caller caller,
      @PageSize @RequestParam(name = "page_size", required = false) @Nullable String size,
      @RequestParam(name = "page_token", required = false) @Nullable String token,
      @Filter @RequestParam(name = "filter", required = false) @Nullable String filter,
      @OrderBy @RequestParam(name = "order_by", required = false) @Nullable String order,
      @Fields @RequestParam(name = "fields", required = false) @Nullable String fields) {
    return new Listing(size, token, filter, order, fields)
        .page(
            TokenDocument.class,
            (after, most) -> desk.visible(caller, after, most),
            Tokens.Token::id,
            one -> TokenDocument.of(one, null));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Gives a token.",
      description = "Its secret is in this answer and nowhere else.")
  TokenDocument give(@AuthenticationPrincipal Caller caller, @RequestBody NewToken body) {
    TokenDesk.Given given =
        desk.give(
            caller, body.name(), body.role(), body.migration(), Duration.ofSeconds(body.seconds()));
    return TokenDocument.of(given.token(), given.secret());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Revokes a token.")
  void revoke(
      @AuthenticationPrincipal Caller caller,
      @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id) {
    desk.revoke(caller, Bodies.id(id));
  }
}
