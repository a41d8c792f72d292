package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.security.Role;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A target that takes connections and says nothing. */
@Timeout(60)
class SilentTargetTest {
  private static final String ALL = "/api/v1/migrations";

  /** More than the server has threads for. */
  private static final int POLLS = 80;

  private final Client operator = TestServer.shared().token("operator", Role.OPERATOR);
  private final ExecutorService threads = Executors.newFixedThreadPool(POLLS);

  @AfterEach
  void end() throws InterruptedException {
    threads.shutdown();
    assertThat(threads.awaitTermination(40, TimeUnit.SECONDS)).isTrue();
  }

  private void described(String name, ServerSocket silent) {
    Map<String, String> files = Shop.files(name);
    String target = "127.0.0.1:" + silent.getLocalPort() + "/unified";
    files.put("crossfade.yaml", files.get("crossfade.yaml").replace("127.0.0.1:1/unified", target));
    operator.post(ALL, Map.of("files", files)).is(201);
  }

  private CompletableFuture<Answer> asked(String method, String path, Object body) {
    return CompletableFuture.supplyAsync(() -> operator.send(method, path, body), threads);
  }

  @Test
  void doesNotTakeTheServerFromEverybodyElse() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"))) {
      described("silent-1", silent);
      List<CompletableFuture<Answer>> polls = new ArrayList<>();
      for (int i = 0; i < POLLS; i++) {
        polls.add(asked("GET", ALL + "/silent-1/progress", null));
      }
      TimeUnit.MILLISECONDS.sleep(500);
      Instant begun = Instant.now();

      operator.get("/api/v1/session").is(200);

      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
      for (CompletableFuture<Answer> poll : polls) {
        assertThat(poll.get(20, TimeUnit.SECONDS).is(200).text("seenBy")).isEqualTo("JOURNAL");
      }
    }
  }

  @Test
  void historiesOfRowsHaveFewPlacesAndTakeNoneOfOthers() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"))) {
      described("silent-2", silent);
      described("silent-3", silent);
      Map<String, Object> row = Map.of("entity", "lead", "key", List.of("1"));
      List<CompletableFuture<Answer>> asked = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        asked.add(asked("POST", ALL + "/silent-2:why", row));
      }
      TimeUnit.MILLISECONDS.sleep(500);

      operator.post(ALL + "/silent-2:why", row).problem(503, "CF-6117");
      String seen = operator.get(ALL + "/silent-3/progress").is(200).body();

      assertThat(seen).as("there is a place to look").contains("CF-3").doesNotContain("CF-6117");
      long busy = 0;
      for (CompletableFuture<Answer> each : asked) {
        busy += each.get(30, TimeUnit.SECONDS).text("code").equals("CF-6117") ? 1 : 0;
      }
      assertThat(busy).isEqualTo(7);
    }
  }
}
