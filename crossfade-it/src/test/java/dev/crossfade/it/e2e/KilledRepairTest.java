package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run is killed by kill -9 again and again while it repairs under load; it goes on each time, and
 * in the end production is what the sources have.
 */
@Tag("long")
class KilledRepairTest {

  private static final List<String> ENTITIES = List.of("contact", "purchase", "customer", "label");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void killedWhileItRepairsItGoesOn() throws Exception {
    try (RepairedCompany company = new RepairedCompany(folder, 60_000)) {
      Crossfade run = company.company.started();
      company.corrupt();
      AtomicBoolean end = new AtomicBoolean();
      Thread writer = company.writer(end);
      writer.start();
      for (String entity : ENTITIES) {
        company.ask(8, entity, "--all", "--wait=0");
      }
      Random random = new Random(5);
      int kills = 0;
      while (open(company) > 0) {
        if (kills < 8) {
          awaitFurther(company);
          Thread.sleep(random.nextInt(400));
          run.kill();
          kills++;
          run = company.company.run();
        } else {
          Thread.sleep(500);
        }
      }
      end.set(true);
      writer.join();

      assertThat(kills).as("killed while it repaired").isGreaterThanOrEqualTo(3);
      assertThat(count(company, "sum(written)")).isPositive();
      assertThat(count(company, "sum(removed)")).isPositive();
      ENTITIES.forEach(company::equal);
      run.stop();
    }
  }

  /** Until a piece was done since now, or all is. */
  private static void awaitFurther(RepairedCompany company) throws Exception {
    long before = count(company, "sum(compared)");
    await("repairing")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> count(company, "sum(compared)") > before || open(company) == 0);
  }

  private static long open(RepairedCompany company) throws Exception {
    return count(company, "count(*) filter (where done_at is null)");
  }

  private static long count(RepairedCompany company, String what) throws Exception {
    return Long.parseLong(company.company.goal("select " + what + " from crossfade.repair"));
  }
}
