package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.Context;
import dev.crossfade.cli.client.Contexts;
import dev.crossfade.cli.client.Refusal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The servers that one knows, and who one is there. */
final class ContextCommands {

  private ContextCommands() {}

  @Command(
      name = "context",
      description = "Servers that you know, in ~/.config/crossfade/contexts.json.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  static CommandLine of(Map<String, String> environment) {
    CommandLine group = new CommandLine(new Group());
    group.addSubcommand(new ListCommand(environment));
    group.addSubcommand(new UseCommand(environment));
    return group;
  }

  @Command(
      name = "list",
      description = "Lists the contexts; * marks the current one.",
      mixinStandardHelpOptions = true)
  private static final class ListCommand extends RemoteCommand {
    ListCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Contexts contexts = contexts();
      String current = contexts.current();
      for (Context context : contexts.all()) {
        String mark = context.name().equals(current) ? "* " : "  ";
        out().println(mark + context.name() + "  " + context.server());
      }
      return Ends.OK;
    }
  }

  @Command(
      name = "use",
      description = "Makes a context the current one.",
      mixinStandardHelpOptions = true)
  private static final class UseCommand extends ChangeCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the context.")
    private String name = "";

    UseCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      if (dryRun()) {
        contexts().use(name);
        note("would make " + name + " the current context");
        return Ends.OK;
      }
      contexts().choose(name);
      return Ends.OK;
    }
  }

  @Command(
      name = "logout",
      description = "Revokes the token of a context, and forgets the context.",
      mixinStandardHelpOptions = true)
  static final class LogoutCommand extends ChangeCommand {
    LogoutCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Contexts contexts = contexts();
      String name = contextName().isEmpty() ? contexts.current() : contextName();
      Context context = contexts.use(name);
      if (dryRun()) {
        note("would revoke the token at " + context.server() + ", and forget " + context.name());
        return Ends.OK;
      }
      try {
        revoke(Api.of(context));
      } catch (Refusal e) {
        note("the server does not know the token any more");
      }
      contexts.forget(context.name());
      note("signed out of " + context.server());
      return Ends.OK;
    }

    private static void revoke(Api api) {
      JsonNode self = api.get("/api/v1/session").json();
      String id = self.path("tokenId").asText("");
      if (!id.isEmpty()) {
        api.send("DELETE", "/api/v1/tokens/" + id, null);
      }
    }
  }

  @Command(
      name = "whoami",
      description = "Shows who you are on a server, and your roles.",
      mixinStandardHelpOptions = true)
  static final class WhoAmICommand extends RemoteCommand {
    WhoAmICommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      return show(
          api().get("/api/v1/session").json(), Columns.of("account", "token", "until", "roles"));
    }
  }
}
