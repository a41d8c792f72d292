package dev.crossfade.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** What happens to one migration, as it happens: the stream of its journal. One thread. */
public final class Events {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Api api;
  private final String migration;
  private long last;

  private Events(Api api, String migration, long after) {
    this.api = api;
    this.migration = migration;
    this.last = after;
  }

  /**
   * Those of a migration.
   *
   * @param after version of the last one that is known, 0 for all
   */
  public static Events of(Api api, String migration, long after) {
    return new Events(api, migration, after);
  }

  /** Version of the last one that was read. */
  public long last() {
    return last;
  }

  /**
   * Reads until one is wanted.
   *
   * @param wanted looks at each line of the journal
   * @return false when the stream ended before; reading again goes on from there
   */
  public boolean until(Predicate<JsonNode> wanted) {
    Api from = api.with("Last-Event-ID", Long.toString(last));
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                from.open("/api/v1/events?migration=" + migration), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id:")) {
          last = Long.parseLong(line.substring(3).strip());
        } else if (line.startsWith("data:") && wanted.test(JSON.readTree(line.substring(5)))) {
          return true;
        }
      }
    } catch (IOException e) {
      // whoever reads again goes on from the last one
    }
    return false;
  }
}
