package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets the server make a plan, and waits for it. */
@Command(
    name = "plan",
    description = "Shows the exact steps that a migration will take.",
    mixinStandardHelpOptions = true)
final class PlanCommand extends RemoteCommand {

  static final Columns STEPS =
      Columns.of("number", "kind", "subject", "what", "estimatedRows=rows", "estimatedBytes=bytes");

  @Parameters(paramLabel = "NAME", description = "Name of the migration.")
  private String name = "";

  PlanCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() {
    Api api = api();
    JsonNode begun = api.post(MigrationCommands.path(name) + ":plan", null).json();
    JsonNode ended = Waiting.end(api, begun, Duration.ofMinutes(15), this::note);
    if (!ended.path("state").asText().equals("SUCCEEDED")) {
      return Waiting.failed(ended, err());
    }
    JsonNode plan = ended.path("result");
    List<JsonNode> steps = new ArrayList<>();
    plan.path("steps").forEach(steps::add);
    show(plan, steps);
    plan.path("leftOut").forEach(left -> note("left out: " + left.path("entity").asText()));
    return plan.path("blocked").asBoolean() ? Ends.BLOCKED : Ends.OK;
  }

  /** For people the steps, for programs the whole. */
  private void show(JsonNode plan, List<JsonNode> steps) {
    print(plan, steps, STEPS);
    if (shape() == Shape.TABLE) {
      plan.path("next_steps").forEach(step -> note("next: " + step.asText()));
    }
  }
}
