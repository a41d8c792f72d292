package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.UrlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens and users. */
final class AccessCommands {

  private static final String TOKENS = "/api/v1/tokens";
  private static final String USERS = "/api/v1/users";
  private static final Columns TOKEN =
      Columns.of("id", "account", "name", "role", "migration", "expiresAt=expires");
  private static final Columns USER =
      Columns.of("account", "grants", "createdAt=created", "createdBy=created-by");

  private AccessCommands() {}

  @Command(
      name = "token",
      description = "Tokens for programs.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class TokenGroup {}

  @Command(
      name = "user",
      description = "Users and their roles.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class UserGroup {}

  static CommandLine tokens(Map<String, String> environment) {
    CommandLine group = new CommandLine(new TokenGroup());
    group.addSubcommand(new ListTokens(environment));
    group.addSubcommand(new CreateToken(environment));
    group.addSubcommand(new RevokeToken(environment));
    return group;
  }

  static CommandLine users(Map<String, String> environment) {
    CommandLine group = new CommandLine(new UserGroup());
    group.addSubcommand(new ListUsers(environment));
    group.addSubcommand(new CreateUser(environment));
    group.addSubcommand(new GrantUser(environment));
    group.addSubcommand(new DeleteUser(environment));
    return group;
  }

  @Command(
      name = "list",
      description = "Lists your tokens; an administrator's list has everybody's.",
      mixinStandardHelpOptions = true)
  private static final class ListTokens extends ListCommand {
    ListTokens(Map<String, String> environment) {
      super(environment);
    }

    @Override
    String path() {
      return TOKENS;
    }

    @Override
    Columns columns() {
      return TOKEN;
    }

    @Override
    List<String> next() {
      return List.of("crossfade token revoke ID");
    }
  }

  @Command(
      name = "create",
      description = "Gives a token, and prints its secret, which is shown once.",
      mixinStandardHelpOptions = true)
  private static final class CreateToken extends ChangeCommand {
    @Parameters(paramLabel = "NAME", description = "What the token is for.")
    private String name = "";

    @Option(names = "--role", required = true, paramLabel = "ROLE", description = "Most it may do.")
    private String role = "";

    @Option(
        names = "--migration",
        paramLabel = "NAME",
        defaultValue = "*",
        description = "Where. Default: every migration.")
    private String migration = "";

    @Option(
        names = "--days",
        paramLabel = "N",
        defaultValue = "90",
        description = "How long it is good. Default: ${DEFAULT-VALUE}.")
    private long days;

    CreateToken(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Map<String, Object> wish =
          Map.of(
              "name",
              name,
              "role",
              role.toUpperCase(java.util.Locale.ROOT),
              "migration",
              migration,
              "seconds",
              days * 24 * 3600);
      if (dryRun()) {
        return would("POST", TOKENS, wish);
      }
      return show(
          api().send("POST", TOKENS, wish).json(), Columns.of("id", "expiresAt=expires", "secret"));
    }
  }

  @Command(
      name = "revoke",
      description = "Revokes a token at once.",
      mixinStandardHelpOptions = true)
  private static final class RevokeToken extends ChangeCommand {
    @Parameters(paramLabel = "ID", description = "Id of the token.")
    private String id = "";

    RevokeToken(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      if (dryRun()) {
        return would("DELETE", UrlPath.of(TOKENS, id), null);
      }
      api().send("DELETE", UrlPath.of(TOKENS, id), null);
      return done("revoke-token", id);
    }
  }

  @Command(name = "list", description = "Lists users.", mixinStandardHelpOptions = true)
  private static final class ListUsers extends ListCommand {
    ListUsers(Map<String, String> environment) {
      super(environment);
    }

    @Override
    String path() {
      return USERS;
    }

    @Override
    Columns columns() {
      return USER;
    }

    @Override
    List<String> next() {
      return List.of("crossfade user grant NAME --grant MIGRATION=ROLE");
    }
  }

  /** Roles as they are written on the command line. */
  private static final class Grants {
    @Option(
        names = "--grant",
        paramLabel = "MIGRATION=ROLE",
        description = "A role on a migration, or on every one by the name *; may be repeated.")
    private Map<String, String> grants = Map.of();

    List<Map<String, String>> body() {
      List<Map<String, String>> body = new ArrayList<>();
      grants.forEach(
          (migration, role) ->
              body.add(
                  Map.of("migration", migration, "role", role.toUpperCase(java.util.Locale.ROOT))));
      return body;
    }
  }

  @Command(name = "create", description = "Makes a user.", mixinStandardHelpOptions = true)
  private static final class CreateUser extends ChangeCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the user.")
    private String name = "";

    @Mixin private Grants grants = new Grants();
    @Mixin private PasswordOption password = new PasswordOption();

    CreateUser(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      if (dryRun()) {
        return would("POST", USERS, Map.of("account", name, "grants", grants.body()));
      }
      String secret = password.read(environment(), "Password of " + name + ": ");
      Map<String, Object> body =
          Map.of("account", name, "password", secret, "grants", grants.body());
      return show(api().post(USERS, body).json(), USER);
    }
  }

  @Command(
      name = "grant",
      description = "Gives a user exactly these roles.",
      mixinStandardHelpOptions = true)
  private static final class GrantUser extends ChangeCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the user.")
    private String name = "";

    @Mixin private Grants grants = new Grants();

    GrantUser(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Map<String, Object> body = Map.of("grants", grants.body());
      if (dryRun()) {
        return would("PUT", UrlPath.of(USERS, name) + "/grants", body);
      }
      return show(api().send("PUT", UrlPath.of(USERS, name) + "/grants", body).json(), USER);
    }
  }

  @Command(
      name = "delete",
      description = "Deletes a user with his tokens.",
      mixinStandardHelpOptions = true)
  private static final class DeleteUser extends ChangeCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the user.")
    private String name = "";

    DeleteUser(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      if (dryRun()) {
        api().get(UrlPath.of(USERS, name));
        return would("DELETE", UrlPath.of(USERS, name), null);
      }
      api().send("DELETE", UrlPath.of(USERS, name), null);
      return done("delete-account", name);
    }
  }
}
