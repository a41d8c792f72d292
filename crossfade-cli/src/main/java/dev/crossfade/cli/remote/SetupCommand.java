package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.ClientProblem;
import dev.crossfade.cli.client.Context;
import dev.crossfade.cli.client.SignIn;
import dev.crossfade.core.problem.Problem;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the first administrator of a server. */
@Command(
    name = "setup",
    description =
        "Makes the first administrator, with the link that the server printed, and signs in. The link"
            + " is asked for, or taken from CROSSFADE_SETUP_LINK: others could see it on the command"
            + " line.",
    mixinStandardHelpOptions = true)
final class SetupCommand extends ChangeCommand {

  private static final String MARK = "/setup?link=";

  @Parameters(paramLabel = "LINK", arity = "0..1", hidden = true, description = "Refused.")
  private String seen = "";

  @Option(
      names = "--link-stdin",
      description = "Reads the link from standard input, in a line before that of the password.")
  private boolean linkFromInput;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "admin",
      description = "Name of the administrator. Default: ${DEFAULT-VALUE}.")
  private String user = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Name of the context. Default: ${DEFAULT-VALUE}.")
  private String name = "";

  @Mixin private PasswordOption password = new PasswordOption();

  @Mixin private RootOption root = new RootOption();

  SetupCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() {
    if (!seen.isEmpty()) {
      throw Problem.of(
              ClientProblem.LINK_SEEN,
              "the one-time link was given on the command line",
              "whoever lists the processes of this machine, or reads the shell's history, has seen it",
              "start the server again, which makes it void and prints another one; give that when"
                  + " crossfade setup asks for it, or in CROSSFADE_SETUP_LINK")
          .raise();
    }
    String link = link();
    int mark = link.indexOf(MARK);
    if (mark < 0) {
      throw Problem.of(
              ClientProblem.NO_SERVER,
              "that is not a one-time link",
              "a link ends in " + MARK + "…",
              "copy it from what the server printed when it started")
          .raise();
    }
    String server = link.substring(0, mark);
    if (dryRun()) {
      return would("POST", "/api/v1/setup", Map.of("account", user));
    }
    String secret = password.read(environment(), "New password of " + user + ": ");
    String proof = link.substring(mark + MARK.length());
    String believed = root.file(environment());
    Api.at(server, believed)
        .send("POST", "/api/v1/setup", Map.of("link", proof, "account", user, "password", secret));
    Context where = new Context(name, server, "", believed);
    SignIn.Kept kept = SignIn.keep(where, SignIn.Proof.password(user, secret), "");
    contexts().keep(kept.context());
    note(user + " is the first administrator of " + server + "; context " + name);
    return kept(kept);
  }

  private String link() {
    String given = environment().getOrDefault("CROSSFADE_SETUP_LINK", "");
    if (linkFromInput) {
      return PasswordOption.line().strip();
    }
    return given.isEmpty()
        ? PasswordOption.ask(
            "One-time link: ", "no link is given", "CROSSFADE_SETUP_LINK or --link-stdin")
        : given;
  }
}
