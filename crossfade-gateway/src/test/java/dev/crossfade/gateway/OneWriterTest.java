package dev.crossfade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.traffic.Side;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways, writers that never stop, and switches to and fro: never do both sides write. */
class OneWriterTest {

  @Test
  void at_no_instant_do_both_sides_receive_writes(@TempDir Path folder) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Rig rig = new Rig(folder)) {
      rig.legacy.handler = OneWriterTest::takesAWhile;
      rig.fresh.handler = OneWriterTest::takesAWhile;
      List<Gateway> gateways = List.of(rig.start(), rig.start());
      AtomicBoolean stop = new AtomicBoolean();
      AtomicLong acknowledged = new AtomicLong();
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Gateway gateway = gateways.get(i % 2);
        writers.add(
            CompletableFuture.runAsync(
                () -> {
                  while (!stop.get()) {
                    HttpResponse<String> answer = rig.post(gateway, "/w", "x");
                    assertThat(answer.statusCode()).isEqualTo(200);
                    acknowledged.incrementAndGet();
                  }
                },
                threads));
      }
      for (int turn = 0; turn < 6; turn++) {
        Side to = turn % 2 == 0 ? Side.NEW : Side.LEGACY;
        long before = acknowledged.get();
        await().until(() -> acknowledged.get() > before + 50);
        rig.hold("turn-" + turn, Duration.ofSeconds(20));
        rig.obeyed(state -> state.writesTo(to));
      }
      stop.set(true);
      CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

      assertThat(overlaps(rig.legacy.seen, rig.fresh.seen)).isEmpty();
      assertThat(rig.legacy.writes() + rig.fresh.writes()).isEqualTo(acknowledged.get());
      assertThat(rig.fresh.writes()).isGreaterThan(100);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void takesAWhile(
      TestStack stack, com.sun.net.httpserver.HttpExchange exchange, byte[] body)
      throws java.io.IOException {
    ForwardingTest.sleep(ThreadLocalRandom.current().nextInt(1, 80));
    TestStack.answer(exchange, 200, "done");
  }

  /** Writes of one side during writes of the other. */
  static List<String> overlaps(List<TestStack.Seen> one, List<TestStack.Seen> other) {
    List<String> found = new ArrayList<>();
    for (TestStack.Seen mine : one) {
      for (TestStack.Seen yours : other) {
        if (mine.from() < yours.until() && yours.from() < mine.until()) {
          found.add(mine + " and " + yours);
        }
      }
    }
    return found;
  }
}
