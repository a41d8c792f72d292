package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.Context;
import dev.crossfade.cli.client.SignIn;
import java.util.Map;
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

  @Option(names = "--user", required = true, paramLabel = "NAME", description = "Who you are.")
  private String user = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Name of the context. Default: ${DEFAULT-VALUE}.")
  private String name = "";

  @Mixin private PasswordOption password = new PasswordOption();

  LoginCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() {
    if (dryRun()) {
      return would("POST", "/api/v1/session", Map.of("account", user));
    }
    String secret = password.read(environment(), "Password of " + user + ": ");
    Context context = SignIn.to(name, server, user, secret);
    contexts().keep(context);
    note("signed in to " + server + " as " + user + "; context " + name);
    return Ends.OK;
  }
}
