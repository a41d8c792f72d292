package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.Context;
import dev.crossfade.cli.client.Contexts;
import dev.crossfade.cli.client.Refusal;
import dev.crossfade.cli.client.UrlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The servers that one knows, and who one is there. */
final class ContextCommands {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Columns CONTEXT = Columns.of("current", "name", "server");

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
      ObjectNode document = JSON.createObjectNode().put("apiVersion", "crossfade.dev/list/v1");
      ArrayNode items = document.putArray("items");
      List<JsonNode> rows = new ArrayList<>();
      for (Context context : contexts.all()) {
        boolean chosen = context.name().equals(current);
        ObjectNode item = items.addObject().put("name", context.name());
        item.put("server", context.server()).put("root", context.root()).put("current", chosen);
        rows.add(item.deepCopy().put("current", chosen ? "*" : ""));
      }
      document.putArray("next_steps").add("crossfade context use NAME");
      print(document, rows, CONTEXT);
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
        return done("use-context", name);
      }
      contexts().choose(name);
      return done("use-context", name);
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
        return done("logout", context.name());
      }
      try {
        revoke(Api.of(context));
      } catch (Refusal e) {
        note("the server does not know the token any more");
      }
      contexts.forget(context.name());
      note("signed out of " + context.server());
      return done("logout", context.name());
    }

    private static void revoke(Api api) {
      JsonNode self = api.get("/api/v1/session").json();
      String id = self.path("tokenId").asText("");
      if (!id.isEmpty()) {
        api.send("DELETE", UrlPath.of("/api/v1/tokens", id), null);
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
