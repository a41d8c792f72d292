package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.UrlPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rows in quarantine of a migration that a server carries out. */
final class QuarantineCommands {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Columns GROUP =
      Columns.of(
          "id=group",
          "count=rows",
          "entity",
          "code",
          "column",
          "waitsFor=waits for",
          "message=reason");
  private static final Columns ROW =
      Columns.of(
          "id",
          "parkedAt=parked at",
          "entity",
          "sourceKey=source key",
          "op",
          "code",
          "column",
          "reason");
  private static final Columns REPLAY =
      Columns.of("act", "entity", "done", "written", "refused", "absent=not found");
  private static final Columns DECIDED = Columns.of("act", "group", "rows");

  private QuarantineCommands() {}

  @Command(
      name = "quarantine",
      description = "Rows in quarantine of a migration.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  static CommandLine of(Map<String, String> environment) {
    CommandLine group = new CommandLine(new Group());
    group.addSubcommand(new ListGroups(environment));
    group.addSubcommand(new ShowCommand(environment));
    group.addSubcommand(new ReplayCommand(environment));
    group.addSubcommand(new DiscardCommand(environment));
    return group;
  }

  private static String path(String migration) {
    return MigrationCommands.path(migration) + "/quarantine";
  }

  private static List<JsonNode> items(JsonNode of, String field) {
    List<JsonNode> items = new ArrayList<>();
    of.path(field).forEach(items::add);
    return items;
  }

  /** The groups that are meant. */
  private static List<String> groups(Api api, String migration, ParkedRowsOption which) {
    String one = which.group();
    return one != null
        ? List.of(one)
        : items(api.get(path(migration)).json(), "groups").stream()
            .map(group -> group.path("id").asText())
            .toList();
  }

  /** Documents of one kind together. */
  private static ObjectNode together(
      String version, String migration, String field, List<JsonNode> all) {
    ObjectNode document = JSON.createObjectNode().put("apiVersion", version);
    document.put("migration", migration).putArray(field).addAll(all);
    return document;
  }

  @Command(
      name = "list",
      description = "Lists rows in quarantine, grouped by reason.",
      mixinStandardHelpOptions = true)
  private static final class ListGroups extends RemoteCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    @Option(names = "--entity", paramLabel = "ENTITY", description = "Only this entity.")
    private @Nullable String entity;

    ListGroups(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      JsonNode found = api().get(path(name)).json();
      List<JsonNode> groups =
          items(found, "groups").stream()
              .filter(group -> entity == null || group.path("entity").asText().equals(entity))
              .toList();
      ObjectNode document = found.deepCopy();
      document.putArray("groups").addAll(groups);
      document.put("open", groups.stream().mapToLong(group -> group.path("count").asLong()).sum());
      print(document, groups, GROUP);
      if (found.path("replaysOpen").asInt() > 0) {
        note(found.path("replaysOpen").asInt() + " replays asked for and not done yet");
      }
      return Ends.OK;
    }
  }

  @Command(
      name = "show",
      description = "Shows some rows in quarantine. Showing their values is recorded.",
      mixinStandardHelpOptions = true)
  private static final class ShowCommand extends RemoteCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    @Mixin private ParkedRowsOption which = new ParkedRowsOption();
    @Mixin private SampleOption sample = new SampleOption();

    ShowCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Api api = api();
      List<JsonNode> rows = new ArrayList<>();
      for (String group : groups(api, name, which)) {
        int most = sample.limit() - rows.size();
        if (most > 0) {
          rows.addAll(items(api.get(wanted(group, most)).json(), "items"));
        }
      }
      print(together("crossfade.dev/quarantine-rows/v1", name, "items", rows), rows, ROW);
      return Ends.OK;
    }

    private String wanted(String group, int most) {
      String row = which.row();
      return UrlPath.of(path(name), group)
          + "/rows?page_size="
          + Math.min(most, LARGEST_PAGE)
          + "&values="
          + sample.values()
          + (row == null ? "" : "&row=" + UrlPath.value(row));
    }
  }

  /** Decides about rows, group by group. */
  private abstract static class DecidingCommand extends ChangeCommand {
    private final String verb;

    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    @Mixin private ParkedRowsOption which = new ParkedRowsOption();

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why, for the record.")
    private String reason = "";

    DecidingCommand(Map<String, String> environment, String verb) {
      super(environment);
      this.verb = verb;
    }

    /** Shows what was decided; returns the exit code. */
    abstract int decided(Api api, String migration, List<JsonNode> acts);

    @Override
    final int run() {
      Api api = api();
      List<String> groups = groups(api, name, which);
      String path = path(name) + ":" + verb;
      if (dryRun()) {
        return would("POST", path, groups.stream().map(this::wish).toList());
      }
      List<JsonNode> acts = new ArrayList<>();
      groups.forEach(group -> acts.add(api.post(path, wish(group)).json()));
      return decided(api, name, acts);
    }

    private Map<String, Object> wish(String group) {
      Map<String, Object> wish = new TreeMap<>(Map.of("group", group, "reason", reason));
      String row = which.row();
      if (row != null) {
        wish.put("row", row);
      }
      return wish;
    }
  }

  @Command(
      name = "replay",
      description = {
        "Maps rows in quarantine again, as their sources have them now, and writes those that pass.",
        "Whoever follows the sources does it."
      },
      mixinStandardHelpOptions = true)
  private static final class ReplayCommand extends DecidingCommand {
    @Option(
        names = "--wait",
        paramLabel = "SECONDS",
        defaultValue = "10",
        description = "How long to wait until it is carried out. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    ReplayCommand(Map<String, String> environment) {
      super(environment, "replay");
    }

    @Override
    int decided(Api api, String migration, List<JsonNode> acts) {
      long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
      List<JsonNode> replays = new ArrayList<>();
      for (JsonNode act : acts) {
        replays.add(ended(api, path(migration) + "/replays/" + act.path("act").asLong(), end));
      }
      print(together("crossfade.dev/replays/v1", migration, "replays", replays), replays, REPLAY);
      if (replays.stream().allMatch(replay -> replay.path("done").asBoolean())) {
        return Ends.OK;
      }
      if (!api.get(MigrationCommands.path(migration)).json().has("owner")) {
        note("nobody follows the sources now; whoever does next carries it out");
        return Ends.OK;
      }
      return Ends.TIMEOUT;
    }

    private static JsonNode ended(Api api, String path, long end) {
      JsonNode replay = api.get(path).json();
      while (!replay.path("done").asBoolean() && System.nanoTime() < end) {
        Waiting.rest();
        replay = Waiting.look(api, path).orElse(replay);
      }
      return replay;
    }
  }

  @Command(
      name = "discard",
      description = {
        "Decides that rows in quarantine will not be written as they are. They do not count against",
        "the limit any more; verdicts count them by name. A newer image of such a row is news."
      },
      mixinStandardHelpOptions = true)
  private static final class DiscardCommand extends DecidingCommand {
    DiscardCommand(Map<String, String> environment) {
      super(environment, "discard");
    }

    @Override
    int decided(Api api, String migration, List<JsonNode> acts) {
      print(together("crossfade.dev/discards/v1", migration, "acts", acts), acts, DECIDED);
      note(acts.stream().mapToLong(act -> act.path("rows").asLong()).sum() + " rows discarded");
      return Ends.OK;
    }
  }
}
