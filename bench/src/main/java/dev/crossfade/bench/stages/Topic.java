package dev.crossfade.bench.stages;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The source's topic and its connector, from outside. */
final class Topic implements AutoCloseable {

  private static final TopicPartition PARTITION = new TopicPartition(Migration.TOPIC, 0);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String connect;
  private final Admin admin;

  Topic(Stack stack) {
    this.connect = stack.kafka.endpoint().connectUrl();
    this.admin = Admin.create(Map.of("bootstrap.servers", stack.kafka.endpoint().bootstrap()));
  }

  long end() throws Exception {
    return admin
        .listOffsets(Map.of(PARTITION, OffsetSpec.latest()))
        .partitionResult(PARTITION)
        .get()
        .offset();
  }

  void awaitEnd(long offset) throws Exception {
    while (end() < offset) {
      Thread.sleep(5);
    }
  }

  void pause() throws Exception {
    ask("PUT", "pause");
    while (!ask("GET", "status").contains("\"tasks\":[{\"id\":0,\"state\":\"PAUSED\"")) {
      Thread.sleep(50);
    }
  }

  void resume() throws Exception {
    ask("PUT", "resume");
  }

  private String ask(String method, String what) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(connect + "/connectors/" + Migration.CONNECTOR + "/" + what))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    admin.close();
  }
}
