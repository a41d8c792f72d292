package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets rows of production be made right by those who follow the sources. */
@Command(
    name = "repair",
    description =
        "Compares rows of an entity with its sources, and makes right what differs in production;"
            + " waits until that is done.",
    mixinStandardHelpOptions = true)
final class RepairCommand extends ChangeCommand {

  private static final Columns LINE =
      Columns.of("repair", "entity", "done", "compared", "written", "removed", "refused");

  @Parameters(paramLabel = "NAME", description = "Name of the migration.")
  private String name = "";

  @Option(
      names = "--entity",
      paramLabel = "ENTITY",
      required = true,
      description = "Rows of this entity.")
  private String entity = "";

  @ArgGroup(multiplicity = "1")
  private RepairRows rows = new RepairRows();

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  RepairCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() {
    String path = MigrationCommands.path(name) + "/repairs";
    if (dryRun()) {
      return would("POST", path, wish());
    }
    Api api = api();
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    JsonNode begun = api.post(path, wish()).json();
    JsonNode ended = Waiting.end(api, begun, Duration.ofSeconds(seconds), this::note);
    if (!ended.path("state").asText().equals("SUCCEEDED")) {
      return Waiting.failed(ended, err());
    }
    JsonNode repair = ended.path("result");
    String one = path + "/" + repair.path("repair").asLong();
    while (!repair.path("done").asBoolean() && System.nanoTime() < end) {
      Waiting.rest();
      repair = Waiting.look(api, one).orElse(repair);
    }
    show(repair, LINE);
    return repair.path("done").asBoolean() ? Ends.OK : Ends.TIMEOUT;
  }

  private Map<String, Object> wish() {
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("entity", entity);
    wish.put("which", rows.which());
    if (!rows.named().isEmpty()) {
      wish.put("keys", rows.named());
    }
    wish.put("reason", reason);
    return wish;
  }
}
