package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.UrlPath;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** What there is to know of migrations on a server. */
final class MigrationCommands {

  static final String PATH = "/api/v1/migrations";
  static final Columns MIGRATION =
      Columns.of(
          "name",
          "phase",
          "version",
          "owner/name=owner",
          "signOff/state=sign-off",
          "trouble",
          "actions");

  private MigrationCommands() {}

  @Command(
      name = "migration",
      description = "Migrations on a server.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  static CommandLine of(Map<String, String> environment) {
    CommandLine group = new CommandLine(new Group());
    group.addSubcommand(new ListMigrations(environment));
    group.addSubcommand(new ProgressCommands.ShowCommand(environment));
    group.addSubcommand(new ProgressCommands.ProgressCommand(environment));
    group.addSubcommand(new ProgressCommands.VerdictsCommand(environment));
    group.addSubcommand(new ProgressCommands.DifferencesCommand(environment));
    group.addSubcommand(new CreateCommand(environment));
    group.addSubcommand(new DeleteCommand(environment));
    group.addSubcommand(new PlanCommand(environment));
    group.addSubcommand(new PreflightCommand(environment));
    group.addSubcommand(new AbortCommand(environment));
    group.addSubcommand(WindowCommands.of(environment));
    group.addSubcommand(CertificateCommands.of(environment));
    group.addSubcommand(ConflictCommands.of(environment));
    group.addSubcommand(CheckCommands.of(environment));
    group.addSubcommand(QuarantineCommands.of(environment));
    group.addSubcommand(new RepairCommand(environment));
    for (Action action : Action.values()) {
      CommandSpec spec = CommandSpec.forAnnotatedObject(command(environment, action));
      spec.name(action.word()).usageMessage().description(action.description());
      group.addSubcommand(action.word(), spec);
    }
    group.addSubcommand(new JournalCommand(environment));
    group.addSubcommand(new WhyCommand(environment));
    group.addSubcommand(new ProveCommand(environment));
    group.addSubcommand(new WatchCommand(environment));
    return group;
  }

  private static ActionCommand command(Map<String, String> environment, Action action) {
    return switch (action) {
      case CUT_OVER -> new CrossCommand.There(environment);
      case ROLL_BACK -> new CrossCommand.Back(environment);
      default -> new ActionCommand(environment, action);
    };
  }

  @Command(
      name = "list",
      description = "Lists the migrations that you may see.",
      mixinStandardHelpOptions = true)
  private static final class ListMigrations extends ListCommand {
    ListMigrations(Map<String, String> environment) {
      super(environment);
    }

    @Override
    String path() {
      return PATH;
    }

    @Override
    Columns columns() {
      return MIGRATION;
    }

    @Override
    List<String> next() {
      return List.of("crossfade migration show NAME", "crossfade apply DIR");
    }
  }

  @Command(
      name = "delete",
      description = "Deletes a migration that was not begun.",
      mixinStandardHelpOptions = true)
  private static final class DeleteCommand extends ChangeCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    DeleteCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Api api = api();
      JsonNode seen = api.get(path(name)).json();
      if (dryRun()) {
        return would("DELETE", path(name), null);
      }
      api.with("If-Match", tag(seen)).send("DELETE", path(name), null);
      note("deleted " + name);
      return done("delete", name);
    }
  }

  /** Where one is. */
  static String path(String name) {
    return UrlPath.of(PATH, name);
  }

  /** What names the state of a migration that was seen. */
  static String tag(JsonNode migration) {
    return "\"v" + migration.path("version").asLong() + "\"";
  }

  @Command(
      name = "journal",
      description = "Lists what happened to a migration, in order.",
      mixinStandardHelpOptions = true)
  private static final class JournalCommand extends ListCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    JournalCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    String path() {
      return MigrationCommands.path(name) + "/journal";
    }

    @Override
    Columns columns() {
      return Columns.of(
          "version", "at", "actor", "event/event", "event/phase", "event/step", "event/why");
    }

    @Override
    List<String> next() {
      return List.of("crossfade migration watch " + name);
    }
  }
}
