package dev.crossfade.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/** What happens to one migration, as it happens: the stream of its journal. One thread. */
public final class Events {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A server says every quarter of a minute that it is alive. */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private final Duration silence;
  private final Api api;
  private final String migration;
  private long last;
  private boolean heard;

  Events(Api api, String migration, long after, Duration silence) {
    this.silence = silence;
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
    return new Events(api, migration, after, SILENCE);
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
   * Reads until one is wanted. A stream that says nothing for 45 s has ended.
   *
   * @param wanted looks at each line of the journal
   * @return false when the stream ended before; reading again goes on from there
   * @throws dev.crossfade.core.problem.ProblemException when what comes is no stream of events
   */
  public boolean until(Predicate<JsonNode> wanted) {
    heard = false;
    Api from = api.with("Last-Event-ID", Long.toString(last));
    String path = "/api/v1/events?migration=" + UrlPath.value(migration);
    Api.Opened opened = from.open(path);
    try (InputStream body = opened.body();
        Silence silent = new Silence(body, silence)) {
      if (!opened.headers().getOrDefault("content-type", "").startsWith("text/event-stream")) {
        throw Api.strange("it is no stream of events");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
      return read(lines, silent, wanted);
    } catch (IOException e) {
      // whoever reads again goes on from the last one
      return false;
    }
  }

  /** An event counts once it is whole, which an empty line says. */
  private boolean read(BufferedReader lines, Silence silent, Predicate<JsonNode> wanted)
      throws IOException {
    String id = "";
    String data = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      silent.broken();
      heard |= line.startsWith(":");
      if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("data:")) {
        data = line.substring(5);
      } else if (line.isEmpty() && !data.isEmpty()) {
        JsonNode event = event(data);
        last = version(id);
        heard = true;
        id = "";
        data = "";
        if (wanted.test(event)) {
          return true;
        }
      }
    }
    return false;
  }

  private static JsonNode event(String data) {
    try {
      return JSON.readTree(data);
    } catch (JsonProcessingException e) {
      throw Api.strange("an event is not JSON");
    }
  }

  private long version(String id) {
    try {
      return id.isEmpty() ? last : Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw Api.strange("an event has no number: " + id);
    }
  }
}
