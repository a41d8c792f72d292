package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.ClientProblem;
import dev.crossfade.core.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What moves of clients rested on, signed. */
final class CertificateCommands {

  private CertificateCommands() {}

  @Command(
      name = "certificates",
      description = "What moves of clients rested on, signed.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  static CommandLine of(Map<String, String> environment) {
    CommandLine group = new CommandLine(new Group());
    group.addSubcommand(new ListCertificates(environment));
    group.addSubcommand(new FetchCommand(environment));
    return group;
  }

  private static String path(String migration) {
    return MigrationCommands.path(migration) + "/certificates";
  }

  @Command(
      name = "list",
      description = "Lists moves of clients that came across, the latest first.",
      mixinStandardHelpOptions = true)
  private static final class ListCertificates extends ListCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    ListCertificates(Map<String, String> environment) {
      super(environment);
    }

    @Override
    String path() {
      return CertificateCommands.path(name);
    }

    @Override
    Columns columns() {
      return Columns.of("version", "to", "begun", "at", "epoch", "pauseMillis=pause");
    }

    @Override
    List<String> next() {
      return List.of("crossfade migration certificates fetch " + name + " --file FILE");
    }
  }

  @Command(
      name = "fetch",
      description = {
        "Has the server sign what a move of clients rested on, and writes it into a file.",
        "crossfade cutover verify FILE --key KEY checks it with nothing else."
      },
      mixinStandardHelpOptions = true)
  private static final class FetchCommand extends RemoteCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    @Option(
        names = "--file",
        paramLabel = "FILE",
        required = true,
        description = "Where to write it.")
    private Path file = Path.of("");

    @Option(
        names = "--move",
        paramLabel = "N",
        defaultValue = "0",
        description = "Version of the journal that has the move. Default: the latest move.")
    private long move;

    FetchCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Api api = api();
      long wanted = move > 0 ? move : latest(api);
      BundleFile.write(file, api.open(path(name) + "/" + wanted).body());
      note("next: crossfade cutover verify " + file + " --key KEY");
      return Ends.OK;
    }

    private long latest(Api api) {
      JsonNode moves = api.get(path(name) + "?page_size=1").json().path("items");
      if (moves.isEmpty()) {
        throw Problem.of(
                ClientProblem.NOT_NOW,
                "there is no certificate of " + name,
                "nobody has moved its clients yet",
                "crossfade migration cut-over " + name)
            .raise();
      }
      return moves.path(0).path("version").asLong();
    }
  }
}
