package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.Context;
import dev.crossfade.cli.client.SignIn;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs in to a server and remembers it. */
@Command(
    name = "login",
    description = "Signs in to a server, and keeps a token for thirty days as a context.",
    mixinStandardHelpOptions = true)
final class LoginCommand extends ChangeCommand {

  @Parameters(paramLabel = "URL", description = "Address of the server.")
  private String server = "";

  @ArgGroup(multiplicity = "1")
  private Who who = new Who();

  /** A user of the server, or somebody whom its identity provider knows. */
  private static final class Who {
    @Option(names = "--user", required = true, paramLabel = "NAME", description = "Who you are.")
    private String user = "";

    @Option(
        names = "--oidc",
        required = true,
        description = "Sign in with a browser at the server's identity provider.")
    private boolean elsewhere;
  }

  @Mixin private BrowserOption browser = new BrowserOption();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Name of the context. Default: ${DEFAULT-VALUE}.")
  private String name = "";

  @Option(
      names = "--migration",
      paramLabel = "NAME",
      defaultValue = "",
      description =
          "Keeps a token of your role on this migration. Default: of the role that you have on every"
              + " one, or of your only one.")
  private String migration = "";

  @Mixin private PasswordOption password = new PasswordOption();

  @Mixin private RootOption root = new RootOption();

  LoginCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() {
    if (dryRun()) {
      return who.elsewhere
          ? would("POST", "/api/v1/session:redeem", Map.of())
          : would("POST", "/api/v1/session", Map.of("account", who.user));
    }
    Context where = new Context(name, server, "", root.file(environment()));
    SignIn.Kept kept = SignIn.keep(where, proof(), migration);
    contexts().keep(kept.context());
    String who = kept.account() + ", " + kept.given();
    note("signed in to " + server + " as " + who + "; context " + name);
    kept.wider().forEach(more -> note("not in its token: " + more + " (--migration)"));
    return kept(kept);
  }

  private SignIn.Proof proof() {
    if (who.elsewhere) {
      return browser.proof(server, err());
    }
    String secret = password.read(environment(), "Password of " + who.user + ": ");
    return SignIn.Proof.password(who.user, secret);
  }
}
