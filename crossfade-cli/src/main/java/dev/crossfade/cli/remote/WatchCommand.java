package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Events;
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
  private static final int MOST_FAILURES = 10;

  @Parameters(paramLabel = "NAME", description = "Name of the migration.")
  private String name = "";

  @Option(
      names = "--until",
      paramLabel = "PHASE",
      defaultValue = "",
      description = "Ends once the migration enters this phase.")
  private String until = "";

  private long last;

  WatchCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() {
    int failures = 0;
    while (true) {
      long before = last;
      if (follow()) {
        return Ends.OK;
      }
      failures = before == last ? failures + 1 : 0;
      if (failures > MOST_FAILURES) {
        return Ends.UNREACHABLE;
      }
      note("the stream ended; following again from " + last);
    }
  }

  /** Whether the wanted phase was entered before the stream ended. */
  private boolean follow() {
    Events events = Events.of(api(), name, last);
    boolean reached = events.until(this::wanted);
    last = events.last();
    return reached;
  }

  private boolean wanted(JsonNode entry) {
    out()
        .println(
            shape() == Shape.JSON
                ? entry.toString()
                : String.join(
                    "  ", LINE.row(entry).stream().filter(part -> !part.isEmpty()).toList()));
    out().flush();
    return !until.isEmpty() && entry.at("/event/phase").asText("").equalsIgnoreCase(until);
  }
}
