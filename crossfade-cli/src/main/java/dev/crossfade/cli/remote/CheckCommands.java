package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.UrlPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks of the data of a migration that a server carries out. */
final class CheckCommands {

  private static final Columns LINE =
      Columns.of("check", "severity", "state", "askedAt=asked", "finding");
  private static final Columns NODE =
      Columns.of("id=check", "severity", "owner", "everyMinutes=every");
  private static final Columns RUN =
      Columns.of("startedAt=at", "run", "trigger", "passed", "failed", "checks");
  private static final Columns RESULT = Columns.of("at", "state", "tookMillis=took", "finding");
  private static final Columns FOUND =
      Columns.of("check", "severity", "state", "observed", "expected", "limit");
  private static final Columns OVERRIDDEN = Columns.of("migration", "check", "entity");

  private CheckCommands() {}

  @Command(
      name = "check",
      description = "Checks of the data of a migration.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  static CommandLine of(Map<String, String> environment) {
    CommandLine group = new CommandLine(new Group());
    group.addSubcommand(new StatusCommand(environment));
    group.addSubcommand(new RunCommand(environment));
    group.addSubcommand(new HistoryCommand(environment));
    group.addSubcommand(new GraphCommand(environment));
    group.addSubcommand(new OverrideCommand(environment));
    return group;
  }

  private static String path(String migration) {
    return MigrationCommands.path(migration) + "/checks";
  }

  private static List<JsonNode> items(JsonNode of, String field) {
    List<JsonNode> items = new ArrayList<>();
    of.path(field).forEach(items::add);
    return items;
  }

  private static int end(String verdict) {
    return verdict.equals("PASSED") || verdict.equals("WARNED") ? Ends.OK : Ends.NOT_DONE;
  }

  @Command(
      name = "status",
      description = "Shows the latest result of every check, and what is held.",
      mixinStandardHelpOptions = true)
  private static final class StatusCommand extends RemoteCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    StatusCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      JsonNode status = api().get(path(name)).json();
      print(status, items(status, "checks"), LINE);
      status
          .path("held")
          .properties()
          .forEach(each -> note(each.getKey() + " is held: " + each.getValue().asText()));
      return end(status.path("verdict").asText());
    }
  }

  @Command(
      name = "plan",
      description = "Shows which checks there are.",
      mixinStandardHelpOptions = true)
  private static final class GraphCommand extends RemoteCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    GraphCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      JsonNode graph = api().get(path(name) + "/plan").json();
      print(graph, items(graph, "nodes"), NODE);
      return Ends.OK;
    }
  }

  @Command(
      name = "history",
      description = "Shows what was found before, newest first.",
      mixinStandardHelpOptions = true)
  private static final class HistoryCommand extends RemoteCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    @Option(names = "--check", paramLabel = "ID", description = "Only results of this check.")
    private @Nullable String check;

    HistoryCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      String which = check == null ? "" : "?check=" + UrlPath.value(check);
      JsonNode history = api().get(path(name) + "/history" + which).json();
      boolean one = check != null;
      print(history, items(history, one ? "results" : "runs"), one ? RESULT : RUN);
      return Ends.OK;
    }
  }

  @Command(
      name = "run",
      description = "Lets the server ask checks now, and waits for what they find.",
      mixinStandardHelpOptions = true)
  private static final class RunCommand extends ChangeCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    @Option(names = "--entity", paramLabel = "ENTITY", description = "Only those of this entity.")
    private @Nullable String entity;

    @Option(
        names = "--check",
        paramLabel = "ID",
        description = "Only this check and what it needs. Repeatable.")
    private List<String> checks = new ArrayList<>();

    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        defaultValue = "600",
        description = "How long to wait. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    RunCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Map<String, Object> wish = new LinkedHashMap<>();
      if (entity != null) {
        wish.put("entity", entity);
      }
      wish.put("checks", checks);
      if (dryRun()) {
        return would("POST", path(name) + ":run", wish);
      }
      Api api = api();
      JsonNode begun = api.post(path(name) + ":run", wish).json();
      JsonNode ended = Waiting.end(api, begun, Duration.ofSeconds(seconds), this::note);
      if (!ended.path("state").asText().equals("SUCCEEDED")) {
        return Waiting.failed(ended, err());
      }
      JsonNode report = ended.path("result");
      print(report, items(report, "checks"), FOUND);
      return end(report.path("verdict").asText());
    }
  }

  @Command(
      name = "override",
      description =
          "Lets an entity be published although a check of what is staged has not passed. Who did"
              + " so, and why, is on record for good.",
      mixinStandardHelpOptions = true)
  private static final class OverrideCommand extends ChangeCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "CHECK", description = "As in contact/counts.")
    private String check = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    OverrideCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Api api = api();
      JsonNode seen = api.get(MigrationCommands.path(name)).json();
      Map<String, Object> wish = new TreeMap<>(Map.of("check", check, "reason", reason));
      if (dryRun()) {
        return would("POST", path(name) + ":override", wish);
      }
      JsonNode done =
          api.with("If-Match", MigrationCommands.tag(seen))
              .post(path(name) + ":override", wish)
              .json();
      return show(done, OVERRIDDEN);
    }
  }
}
