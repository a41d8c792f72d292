package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.ClientProblem;
import dev.crossfade.cli.client.Context;
import dev.crossfade.cli.client.SignIn;
import dev.crossfade.cli.client.UrlPath;
import dev.crossfade.core.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What several people have to agree to. */
final class SignOffCommands {

  private static final Columns SIGN_OFF =
      Columns.of(
          "id",
          "gate",
          "state",
          "requestedBy=requested by",
          "reason",
          "expiresAt=expires at",
          "approvals=approvals",
          "about/broughtBack=brought back",
          "about/lost=but for");

  private SignOffCommands() {}

  @Command(
      name = "signoff",
      description = "Sign-offs, which gates of migrations wait for.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  static CommandLine of(Map<String, String> environment) {
    CommandLine group = new CommandLine(new Group());
    group.addSubcommand(new ListSignOffs(environment));
    group.addSubcommand(new RequestCommand(environment));
    group.addSubcommand(new ApproveCommand(environment));
    group.addSubcommand(new RevokeCommand(environment));
    return group;
  }

  private static String path(String migration) {
    return MigrationCommands.path(migration) + "/sign-offs";
  }

  /** On condition of the state in which the migration is at this moment. */
  private static Api now(Api api, String migration) {
    JsonNode seen = api.get(MigrationCommands.path(migration)).json();
    return api.with("If-Match", MigrationCommands.tag(seen));
  }

  @Command(
      name = "list",
      description = "Lists the sign-offs of a migration, the latest first.",
      mixinStandardHelpOptions = true)
  private static final class ListSignOffs extends ListCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    ListSignOffs(Map<String, String> environment) {
      super(environment);
    }

    @Override
    String path() {
      return SignOffCommands.path(name);
    }

    @Override
    Columns columns() {
      return SIGN_OFF;
    }

    @Override
    List<String> next() {
      return List.of("crossfade signoff approve NAME ID");
    }
  }

  @Command(
      name = "request",
      description = "Asks others to agree to what lies behind the gate ahead.",
      mixinStandardHelpOptions = true)
  private static final class RequestCommand extends ChangeCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    @Option(
        names = "--gate",
        paramLabel = "PHASE",
        defaultValue = "",
        description =
            "The phase behind the gate, where there are several ahead: cutover or completed."
                + " Default: the first.")
    private String gate = "";

    RequestCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Map<String, String> wish = new TreeMap<>(Map.of("reason", reason));
      if (!gate.isEmpty()) {
        wish.put("gate", gate.toUpperCase(Locale.ROOT));
      }
      if (dryRun()) {
        return would("POST", path(name), wish);
      }
      JsonNode signOff = now(api(), name).post(path(name), wish).json();
      show(signOff, SIGN_OFF);
      note(
          "next: others than you: crossfade signoff approve "
              + name
              + " "
              + signOff.path("id").asText());
      return Ends.OK;
    }
  }

  @Command(
      name = "approve",
      description = "Agrees to what a sign-off is about. Asks you to sign in again.",
      mixinStandardHelpOptions = true)
  private static final class ApproveCommand extends ChangeCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    @Parameters(paramLabel = "ID", description = "Id of the sign-off.")
    private String id = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    @Option(
        names = "--hash",
        paramLabel = "HASH",
        defaultValue = "",
        description =
            "Hash of what you agree to, as you saw it. Default: that of the sign-off as it is.")
    private String hash = "";

    @Mixin private PasswordOption password = new PasswordOption();
    @Mixin private BrowserOption browser = new BrowserOption();

    ApproveCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      if (dryRun()) {
        return would("POST", approval(), wish(find(api())));
      }
      String account = api().get("/api/v1/session").json().path("account").asText();
      Context where = contexts().use(contextName());
      return SignIn.during(
          where,
          proof(where.server(), account),
          (session, self) -> approve(session, account, self));
    }

    private SignIn.Proof proof(String server, String account) {
      if (account.startsWith(BrowserOption.ELSEWHERE)) {
        return browser.proof(server, err());
      }
      String secret = password.read(environment(), "Password of " + account + ": ");
      return SignIn.Proof.password(account, secret);
    }

    private int approve(Api session, String account, JsonNode self) {
      if (!self.path("account").asText().equals(account)) {
        throw Problem.of(
                ClientProblem.NOT_DONE,
                "nothing was signed",
                "in the browser somebody else is signed in: " + self.path("account").asText(),
                "sign in as " + account + ", or choose another context")
            .raise();
      }
      JsonNode seen = find(session);
      tell(seen.path("about"));
      JsonNode signed = now(session, name).post(approval(), wish(seen)).json();
      return show(signed, SIGN_OFF);
    }

    private String approval() {
      return UrlPath.of(path(name), id) + ":approve";
    }

    private Map<String, String> wish(JsonNode seen) {
      String agreed = hash.isEmpty() ? seen.path("hash").asText() : hash;
      return new TreeMap<>(Map.of("reason", reason, "hash", agreed));
    }

    private JsonNode find(Api session) {
      for (JsonNode one : session.get(path(name) + "?page_size=500").json().path("items")) {
        if (one.path("id").asText().equals(id)) {
          return one;
        }
      }
      throw Problem.of(
              ClientProblem.NOT_DONE,
              "there is no sign-off " + id + " of " + name,
              "it was never there, or belongs to another migration",
              "crossfade signoff list " + name)
          .raise();
    }

    private void tell(JsonNode about) {
      err().println("specification " + about.path("specification").asText());
      about.path("steps").forEach(step -> err().println("step " + step.asText()));
      about
          .path("overridden")
          .forEach(check -> err().println("answered for: check " + check.asText()));
      about
          .path("evidence")
          .forEach(
              proof ->
                  err()
                      .println(
                          "done "
                              + proof.path("step").asText()
                              + " (journal "
                              + proof.path("version").asText()
                              + "): "
                              + proof.path("result").asText()));
      String back = about.path("broughtBack").asText();
      if (!back.isEmpty()) {
        err().println("brought back by a rollback: " + back.toLowerCase(Locale.ROOT));
      }
      about.path("lost").forEach(column -> err().println("not brought back: " + column.asText()));
    }
  }

  @Command(
      name = "revoke",
      description = "Takes a sign-off back, with all that was agreed to.",
      mixinStandardHelpOptions = true)
  private static final class RevokeCommand extends ChangeCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    @Parameters(paramLabel = "ID", description = "Id of the sign-off.")
    private String id = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    RevokeCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      String path = UrlPath.of(path(name), id) + ":revoke";
      Map<String, String> wish = Map.of("reason", reason);
      if (dryRun()) {
        return would("POST", path, wish);
      }
      return show(now(api(), name).post(path, wish).json(), SIGN_OFF);
    }
  }
}
