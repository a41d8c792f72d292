package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Events;
import dev.crossfade.cli.client.Refusal;
import dev.crossfade.core.problem.ProblemException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows what happens to a migration, as it happens. */
@Command(
    name = "watch",
    description = "Follows what happens to a migration until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class WatchCommand extends RemoteCommand {

  private static final Columns LINE =
      Columns.of(
          "at", "event/event", "event/phase", "event/step", "event/by", "event/why", "actor");

  @Parameters(paramLabel = "NAME", description = "Name of the migration.")
  private String name = "";

  @Option(
      names = "--until",
      paramLabel = "PHASE",
      defaultValue = "",
      description = "Ends once the migration enters this phase.")
  private String until = "";

  private Columns.Header header = Columns.Header.NAMES;

  WatchCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() {
    Events events = Events.of(api(), name, 0);
    Retries retries = new Retries();
    while (true) {
      try {
        if (events.until(this::wanted)) {
          return Ends.OK;
        }
        ended(events, retries);
      } catch (Refusal | ProblemException e) {
        retries.failed(e);
        note("the server cannot be reached; trying again from " + events.last());
      }
      retries.rest();
    }
  }

  private void ended(Events events, Retries retries) {
    if (events.heard()) {
      retries.well();
    } else {
      retries.silent();
    }
    note("the stream ended; following again from " + events.last());
  }

  private boolean wanted(JsonNode entry) {
    Columns shown = chosen(LINE, List.of());
    switch (shape()) {
      case JSON -> out().println(entry.toString());
      case YAML -> out().print("---\n" + Shape.yaml(entry));
      case CSV -> shown.csv(List.of(entry), header(header)).forEach(out()::println);
      case TABLE ->
          out()
              .println(
                  String.join(
                      "  ", shown.row(entry).stream().filter(part -> !part.isEmpty()).toList()));
    }
    header = Columns.Header.NONE;
    out().flush();
    return !until.isEmpty() && entry.at("/event/phase").asText("").equalsIgnoreCase(until);
  }
}
