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
  private boolean heard;

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

  /** Whether the stream that was read last has said anything, if only that it is alive. */
  public boolean heard() {
    return heard;
  }

  /**
   * Reads until one is wanted.
   *
   * @param wanted looks at each line of the journal
   * @return false when the stream ended before; reading again goes on from there
   */
  public boolean until(Predicate<JsonNode> wanted) {
    heard = false;
    Api from = api.with("Last-Event-ID", Long.toString(last));
    String path = "/api/v1/events?migration=" + UrlPath.value(migration);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(from.open(path).body(), StandardCharsets.UTF_8))) {
      return read(lines, wanted);
    } catch (IOException e) {
      // whoever reads again goes on from the last one
      return false;
    }
  }

  /** An event counts once it is whole, which an empty line says. */
  private boolean read(BufferedReader lines, Predicate<JsonNode> wanted) throws IOException {
    String id = "";
    String data = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      heard = true;
      if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("data:")) {
        data = line.substring(5);
      } else if (line.isEmpty() && !data.isEmpty()) {
        JsonNode event = JSON.readTree(data);
        last = id.isEmpty() ? last : Long.parseLong(id);
        id = "";
        data = "";
        if (wanted.test(event)) {
          return true;
        }
      }
    }
    return false;
  }
}
