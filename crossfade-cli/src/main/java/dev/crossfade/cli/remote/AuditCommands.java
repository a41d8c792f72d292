package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.UrlPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The audit log of a server: all migrations, accounts and tokens. */
final class AuditCommands {

  private static final String PATH = "/api/v1/audit";

  private AuditCommands() {}

  @Command(
      name = "remote",
      description = "The audit log of a server: its migrations, accounts and tokens.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  static CommandLine of(Map<String, String> environment) {
    CommandLine group = new CommandLine(new Group());
    group.addSubcommand(new SearchCommand(environment));
    group.addSubcommand(new CheckpointCommand(environment));
    group.addSubcommand(new ExportCommand(environment));
    return group;
  }

  @Command(
      name = "search",
      description = "Lists what is in the audit log, newest first.",
      mixinStandardHelpOptions = true)
  private static final class SearchCommand extends RemoteCommand {
    private static final Columns LEAF =
        Columns.of("index=leaf", "at", "kind", "actor", "subject", "body=what");

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        description = "Only log, key, journal, load or act.")
    private @Nullable String kind;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only what this one did.")
    private @Nullable String actor;

    @Option(
        names = "--subject",
        paramLabel = "NAME",
        description = "Only about this migration, account/NAME or token/ID.")
    private @Nullable String subject;

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "Not earlier, as ISO 8601 with an offset.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "Earlier than this.")
    private @Nullable String until;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "Most leaves listed. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Mixin private ListOption wanted = new ListOption();

    SearchCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      List<String> query = new ArrayList<>();
      add(query, "kind", kind);
      add(query, "actor", actor);
      add(query, "subject", subject);
      add(query, "from", from);
      add(query, "until", until);
      String path = PATH + "/leaves" + (query.isEmpty() ? "" : "?" + String.join("&", query));
      return list(
          wanted.on(path),
          LEAF,
          List.of("crossfade audit remote export --bundle FILE"),
          Math.max(1, limit));
    }

    private static void add(List<String> query, String name, @Nullable String value) {
      if (value != null) {
        query.add(name + "=" + UrlPath.value(value));
      }
    }
  }

  @Command(
      name = "checkpoint",
      description = {
        "Has the audit log signed as it is now, and prints the signed checkpoint: keep it where",
        "nobody who runs the server can change it."
      },
      mixinStandardHelpOptions = true)
  private static final class CheckpointCommand extends ChangeCommand {

    CheckpointCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      if (dryRun()) {
        return would("POST", PATH + "/checkpoint", null);
      }
      JsonNode checkpoint = api().post(PATH + "/checkpoint", null).json();
      if (shape() == Shape.TABLE) {
        out().print(checkpoint.path("note").asText());
        out().flush();
        return Ends.OK;
      }
      return show(checkpoint, Columns.of("origin", "size", "note"));
    }
  }

  @Command(
      name = "export",
      description =
          "Has the audit log signed and writes all of it into a bundle for audit verify. Exit code 3"
              + " when it is not what was signed.",
      mixinStandardHelpOptions = true)
  private static final class ExportCommand extends RemoteCommand {

    @Option(
        names = "--bundle",
        paramLabel = "FILE",
        required = true,
        description = "Where to write it.")
    private Path bundle = Path.of("");

    ExportCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Api.Opened log = api().open(PATH + "/bundle");
      BundleFile.write(bundle, log.body());
      String problem = log.headers().getOrDefault("crossfade-problem", "");
      if (!problem.isEmpty()) {
        err().println("error[" + problem + "]: the log is not what was signed");
        err().println("  why: the server could not sign it; all that is there was exported");
        err().println("  fix: crossfade audit verify " + bundle + " names what was done to it");
        return Ends.NOT_DONE;
      }
      note("next: crossfade audit verify " + bundle);
      return Ends.OK;
    }
  }
}
