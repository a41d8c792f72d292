package dev.crossfade.server.api;

import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.security.People;
import dev.crossfade.server.security.Role;
import dev.crossfade.server.store.Accounts;
import dev.crossfade.server.store.Accounts.Account;
import dev.crossfade.server.store.Accounts.Granted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users, and who may do what. */
@RestController
@RequestMapping("/api/v1/users")
@Tag(name = "Users")
class UserResource {

  private final People people;
  private final Accounts accounts;

  UserResource(People people, Accounts accounts) {
    this.people = people;
    this.accounts = accounts;
  }

  /** A role on a migration; {@code *} stands for every one. */
  record Grant(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.MIGRATION_OR_EVERY)
          String migration,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Role role) {

    Grant {
      Bodies.required("migration", migration, Bodies.MIGRATION_OR_EVERY);
      Bodies.present("role", role);
    }
  }

  /** All roles of somebody. */
  record Grants(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<Grant> grants) {

    private static final int MOST = 1_000;

    Grants {
      grants = checked(Bodies.present("grants", grants));
    }

    static List<Grant> checked(List<Grant> grants) {
      boolean hole = grants.stream().anyMatch(grant -> grant == null);
      long different = hole ? 0 : grants.stream().map(Grant::migration).distinct().count();
      if (hole || grants.size() > MOST || different < grants.size()) {
        throw Flaws.invalid("/grants", "Each migration occurs once, and none is null.");
      }
      return List.copyOf(grants);
    }

    static List<Granted> rows(List<Grant> grants) {
      return grants.stream().map(one -> new Granted(one.migration(), one.role().name())).toList();
    }
  }

  /** A new user. */
  record NewUser(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = Bodies.ACCOUNT) String account,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              format = "password",
              minLength = 12,
              maxLength = 256)
          String password,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<Grant> grants) {

    NewUser {
      Bodies.required("account", account, Bodies.ACCOUNT);
      Bodies.required("password", password);
      grants = Grants.checked(Bodies.present("grants", grants));
    }

    @Override
    public String toString() {
      return "NewUser[" + account + "]";
    }
  }

  /**
   * A new password.
   *
   * @param present the one that it replaces, when it is one's own
   */
  record NewPassword(
      @Nullable @Schema(format = "password") String present,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              format = "password",
              minLength = 12,
              maxLength = 256)
          String password) {

    NewPassword {
      Bodies.required("password", password);
    }

    @Override
    public String toString() {
      return "NewPassword[]";
    }
  }

  /** A user. */
  record UserDocument(
      String apiVersion, String account, List<Grant> grants, Instant createdAt, String createdBy) {}

  @GetMapping
  @Operation(summary = "Lists users, by name.")
  Page<UserDocument> list(
      @PageSize @RequestParam(name = "page_size", required = false) @Nullable String size,
      @RequestParam(name = "page_token", required = false) @Nullable String token,
      @Filter @RequestParam(name = "filter", required = false) @Nullable String filter,
      @OrderBy @RequestParam(name = "order_by", required = false) @Nullable String order,
      @Fields @RequestParam(name = "fields", required = false) @Nullable String fields) {
    return new Listing(size, token, filter, order, fields)
        .page(UserDocument.class, accounts::after, Account::name, this::document);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Makes a user.")
  ResponseEntity<UserDocument> add(
      @AuthenticationPrincipal Caller caller, @RequestBody NewUser body) {
    people.add(body.account(), body.password(), Grants.rows(body.grants()), caller.actor());
    return ResponseEntity.created(URI.create("/api/v1/users/" + body.account()))
        .body(find(body.account()));
  }

  @GetMapping("/{account}")
  @Operation(summary = "Shows a user and his roles.")
  UserDocument show(@AccountName @PathVariable String account) {
    return find(account);
  }

  @DeleteMapping("/{account}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Deletes a user with his tokens.")
  void delete(@AuthenticationPrincipal Caller caller, @AccountName @PathVariable String account) {
    people.delete(known(account), caller.actor());
  }

  @PutMapping("/{account}/grants")
  @Operation(summary = "Gives a user exactly these roles.")
  UserDocument grant(
      @AuthenticationPrincipal Caller caller,
      @AccountName @PathVariable String account,
      @RequestBody Grants body) {
    people.grant(known(account), Grants.rows(body.grants()), caller.actor());
    return find(account);
  }

  @PutMapping("/{account}/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Sets a password.",
      description =
          "One's own, with the present one; or, as an administrator, anybody's. Sessions of the user"
              + " end; his tokens stay.")
  void password(
      @AuthenticationPrincipal Caller caller,
      @AccountName @PathVariable String account,
      @RequestBody NewPassword body,
      HttpServletRequest request) {
    String present = body.present() == null ? "" : body.present();
    people.password(caller, known(account), present, body.password(), request.getRemoteAddr());
  }

  private static String known(String name) {
    if (!name.matches(Bodies.ANY_ACCOUNT)) {
      throw Flaws.notFound("user of this name");
    }
    return name;
  }

  private UserDocument find(String name) {
    return accounts
        .find(known(name))
        .map(this::document)
        .orElseThrow(() -> Flaws.notFound("user " + name));
  }

  private UserDocument document(Account account) {
    List<Grant> grants =
        accounts.grants(account.name()).stream()
            .map(row -> new Grant(row.migration(), Role.valueOf(row.role())))
            .toList();
    return new UserDocument(
        "crossfade.dev/user/v1",
        account.name(),
        grants,
        account.createdAt().toInstant(),
        account.createdBy());
  }
}
