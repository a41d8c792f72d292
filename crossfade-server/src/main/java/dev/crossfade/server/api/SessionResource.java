package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.security.People;
import dev.crossfade.server.security.Role;
import dev.crossfade.server.security.Sessions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in, and who one is. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Sessions")
class SessionResource {

  private final Sessions sessions;
  private final People people;

  SessionResource(Sessions sessions, People people) {
    this.sessions = sessions;
    this.people = people;
  }

  /** User and password. */
  record Credentials(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = MOST) String account,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, format = "password") String password) {

    private static final int MOST = 63;

    Credentials {
      // attempts are counted by it, so it must not be as long as anybody likes
      Bodies.atMost("account", Bodies.required("account", account), MOST);
      Bodies.required("password", password);
    }

    @Override
    public String toString() {
      return "Credentials[" + account + "]";
    }
  }

  /** The first administrator, by the link that the server printed when it started. */
  record Beginning(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              description = "The secret at the end of the link.")
          String link,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.ACCOUNT) String account,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              format = "password",
              minLength = 12,
              maxLength = 256)
          String password) {

    Beginning {
      Bodies.required("link", link);
      Bodies.required("account", account, Bodies.ACCOUNT);
      Bodies.required("password", password);
    }

    @Override
    public String toString() {
      return "Beginning[" + account + "]";
    }
  }

  /**
   * Who one is.
   *
   * @param token name of the token that was used; null in a session
   * @param tokenId its id
   * @param roles by migration; {@code *} stands for every one
   * @param until when the token runs out
   * @param csrfToken to be sent as X-CSRF-TOKEN with changes in this session
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SessionDocument(
      String apiVersion,
      String account,
      @Nullable String token,
      @Nullable String tokenId,
      Map<String, Role> roles,
      @Nullable Instant until,
      @Nullable String csrfToken) {}

  @PostMapping("/setup")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Makes the first administrator, with the one-time link.",
      security = {})
  void begin(@RequestBody Beginning body) {
    people.begin(body.link(), body.account(), body.password());
  }

  @PostMapping("/session")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Signs in and begins a session.",
      description = "Afterwards GET /session tells the token that changes need.",
      security = {})
  void signIn(@RequestBody Credentials body, HttpServletRequest request) {
    sessions.begin(body.account(), body.password(), request);
  }

  /** What somebody was given who signed in with his browser, and what only the command knows. */
  record Redemption(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = 200) String code,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = 200) String verifier) {

    Redemption {
      Bodies.required("code", code);
      Bodies.required("verifier", verifier);
    }

    @Override
    public String toString() {
      return "Redemption[]";
    }
  }

  @PostMapping("/session:redeem")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Begins a session of who signed in with his browser at an identity provider.",
      description =
          "A command draws a verifier, opens /oauth2/authorization/oidc?terminal=PORT&challenge=HASH"
              + " in a browser, where HASH is the SHA-256 of the verifier in base64url, and gets the"
              + " code at PORT of this machine, or pasted with port 0.",
      security = {})
  void redeem(@RequestBody Redemption body, HttpServletRequest request) {
    sessions.redeem(body.code(), body.verifier(), request);
  }

  @GetMapping("/session")
  @Operation(summary = "Shows who is signed in, and with which roles.")
  SessionDocument whoAmI(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
    CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    boolean session = caller.token() == null;
    return new SessionDocument(
        "crossfade.dev/session/v1",
        caller.account(),
        caller.token(),
        caller.tokenId(),
        new TreeMap<>(caller.roles()),
        caller.until(),
        session && csrf != null ? csrf.getToken() : null);
  }

  @DeleteMapping("/session")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Signs out.")
  void signOut(HttpServletRequest request) {
    sessions.end(request);
  }
}
