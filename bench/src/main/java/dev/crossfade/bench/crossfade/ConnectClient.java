package dev.crossfade.bench.crossfade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the harness asks of Connect's REST interface. */
public final class ConnectClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int NOT_FOUND = 404;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  ConnectClient(String url) {
    this.url = url;
  }

  /** Address of the interface. */
  public String url() {
    return url;
  }

  /** Creates a connector. */
  public void create(String name, Map<String, String> settings)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher body =
        HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(settings));
    send(
        request("/connectors/" + name + "/config")
            .header("Content-Type", "application/json")
            .PUT(body));
  }

  /** Stops a connector's tasks; a paused one would go on reading the log into its queue. */
  public void stop(String name) throws IOException, InterruptedException {
    send(request("/connectors/" + name + "/stop").PUT(HttpRequest.BodyPublishers.noBody()));
  }

  /** Lets it go on. */
  public void resume(String name) throws IOException, InterruptedException {
    send(request("/connectors/" + name + "/resume").PUT(HttpRequest.BodyPublishers.noBody()));
  }

  /** Names of all connectors. */
  public List<String> names() throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    JSON.readTree(send(request("/connectors").GET())).forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Removes a connector. */
  public void remove(String name) throws IOException, InterruptedException {
    send(request("/connectors/" + name).DELETE());
  }

  /** Removes all connectors. */
  public void removeAll() throws IOException, InterruptedException {
    for (String name : names()) {
      remove(name);
    }
  }

  /** Fails when a task of the connector has failed; one that just begins is not known yet. */
  public void mustBeWell(String name) throws IOException, InterruptedException {
    HttpResponse<String> answer = ask(request("/connectors/" + name + "/status").GET());
    if (answer.statusCode() == NOT_FOUND) {
      return;
    }
    for (JsonNode task : JSON.readTree(answer.body()).path("tasks")) {
      if (task.path("state").asText().equals("FAILED")) {
        throw new IOException(
            name + " failed: " + task.path("trace").asText().lines().limit(3).toList());
      }
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = ask(request);
    if (answer.statusCode() >= 300) {
      throw new IOException("Connect answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  private HttpResponse<String> ask(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
