package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells everything that happened to a row of a migration that a server carries out. */
@Command(
    name = "why",
    description =
        "Lists everything that ever happened to a row, with what is on record of it before and"
            + " after.",
    mixinStandardHelpOptions = true)
final class WhyCommand extends RemoteCommand {

  private static final Columns STEP =
      Columns.of(
          "at",
          "load",
          "kind",
          "op=done",
          "source",
          "mappingVersion=mapping",
          "position",
          "actor",
          "before/digests=before",
          "after/digests=after");

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the migration.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "ENTITY", description = "Entity of the row.")
  private String entity = "";

  @Parameters(
      index = "2..*",
      arity = "1..*",
      paramLabel = "KEY",
      description = "Its key, a value for each column.")
  private List<String> key = new ArrayList<>();

  WhyCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() {
    Map<String, Object> row = Map.of("entity", entity, "key", key);
    JsonNode why = api().post(MigrationCommands.path(name) + ":why", row).json();
    List<JsonNode> steps = new ArrayList<>();
    why.path("history").forEach(steps::add);
    print(why, steps, STEP);
    return steps.isEmpty() ? Ends.NOT_FOUND : Ends.OK;
  }
}
