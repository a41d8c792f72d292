package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossfade.cli.client.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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

  private static final JsonMapper JSON = JsonMapper.builder().build();
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

  private String last = "0";

  WatchCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() {
    int failures = 0;
    while (true) {
      String before = last;
      if (follow(api().with("Last-Event-ID", last))) {
        return Ends.OK;
      }
      failures = before.equals(last) ? failures + 1 : 0;
      if (failures > MOST_FAILURES) {
        return Ends.UNREACHABLE;
      }
      err().println("the stream ended; following again from " + last);
    }
  }

  /** Whether the wanted phase was entered before the stream ended. */
  private boolean follow(Api api) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                api.events("/api/v1/events?migration=" + name), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id:")) {
          last = line.substring(3).strip();
        } else if (line.startsWith("data:") && wanted(JSON.readTree(line.substring(5)))) {
          return true;
        }
      }
    } catch (IOException e) {
      // followed again
    }
    return false;
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
