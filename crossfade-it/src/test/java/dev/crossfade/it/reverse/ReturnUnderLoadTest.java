package dev.crossfade.it.reverse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.verify.Verifier;
import dev.crossfade.engine.verify.VerifySettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications write on the target without a rest, while Connect and a source die now and then. */
@Tag("long")
class ReturnUnderLoadTest {

  private static final long MILLIS = Long.getLong("crossfade.reverse.load.millis", 60_000);
  private static final int WRITERS = 4;

  @TempDir private Path folder;

  @Test
  void mappingsMakeOfTheSourcesWhatTheTargetHas() throws Exception {
    try (ReturningCompany company = new ReturningCompany(folder, 1_000).live()) {
      company.arm();
      company.follow();
      company.turnBack();
      killed(company);
      long written = write(company);
      company.returned();
      company.forwarded();
      assertThat(written).isGreaterThan(MILLIS / 100);
      assertThat(company.back.unrestored()).isZero();
      assertThat(verdict(company, "contact")).isEqualTo(Verdict.Result.EQUAL);
      assertThat(verdict(company, "campaign")).isEqualTo(Verdict.Result.EQUAL);
      nothingMovesAnyMore(company);
    }
  }

  private static void killed(ReturningCompany company) throws Exception {
    company.kafka.killForcibly();
    Sql.run(
        company.unified,
        "UPDATE marketing.contact SET full_name = 'While down' WHERE contact_id = 1",
        "INSERT INTO marketing.contact (contact_id, full_name, opted_in, created_at, _cf_load)"
            + " SELECT 910000 + i, 'Many', true, now(), 0 FROM generate_series(1, 3000) i");
    company.kafka.restart();
    company.returned();
    assertThat(Sql.one(company.crm, "SELECT full_name FROM contacts WHERE id = 1"))
        .isEqualTo("While down");
    assertThat(Sql.one(company.crm, "SELECT count(*) FROM contacts WHERE full_name = 'Many'"))
        .isEqualTo("3000");
  }

  private static long write(ReturningCompany company) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<Long>> all = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int number = i;
        all.add(writers.submit(() -> write(company, number, over)));
      }
      Thread.sleep(MILLIS / 4);
      company.kafka.killForcibly();
      company.kafka.restart();
      Thread.sleep(MILLIS / 4);
      company.crm.killForcibly();
      company.crm.restart();
      Thread.sleep(MILLIS / 4);
      company.kafka.killForcibly();
      company.kafka.restart();
      Thread.sleep(MILLIS / 4);
      over.set(true);
      long written = 0;
      for (Future<Long> each : all) {
        written += each.get();
      }
      return written;
    } finally {
      over.set(true);
      writers.shutdownNow();
    }
  }

  private static long write(ReturningCompany company, int number, AtomicBoolean over)
      throws Exception {
    Random random = new Random(number);
    long key = 100_000_000L * (number + 1);
    long written = 0;
    while (!over.get()) {
      Sql.run(company.unified, statement(random, key, written));
      written++;
    }
    return written;
  }

  private static String statement(Random random, long key, long written) {
    long some = key + random.nextInt(100);
    return switch (random.nextInt(6)) {
      case 0, 1 ->
          "INSERT INTO marketing.contact (contact_id, full_name, opted_in, created_at, _cf_load)"
              + " VALUES ("
              + some
              + ", 'New "
              + written
              + "', true, now(), 0) ON CONFLICT (contact_id) DO UPDATE SET full_name ="
              + " EXCLUDED.full_name";
      case 2 -> "DELETE FROM marketing.contact WHERE contact_id = " + some;
      case 3 ->
          "UPDATE marketing.contact SET contact_id = contact_id + 500000 + 200 * "
              + written
              + " WHERE contact_id = "
              + some;
      case 4 ->
          "UPDATE marketing.contact SET score = "
              + random.nextInt(1000)
              + ", notes = repeat('x', "
              + random.nextInt(9000)
              + ") WHERE contact_id = "
              + (1 + random.nextInt(100));
      default ->
          "UPDATE marketing.campaign SET budget = "
              + random.nextInt(1000)
              + " WHERE campaign_id = (SELECT campaign_id FROM marketing.campaign ORDER BY 1"
              + " OFFSET "
              + random.nextInt(20)
              + " LIMIT 1)";
    };
  }

  private static Verdict.Result verdict(ReturningCompany company, String entity)
      throws InterruptedException {
    return new Verifier(
            company.compiled,
            company.sources,
            company.target,
            VerifySettings.DEFAULTS,
            Clock.systemUTC(),
            Pause.REAL)
        .verify(entity)
        .result();
  }

  private static void nothingMovesAnyMore(ReturningCompany company) throws Exception {
    String target = "SELECT contact_id, xmin FROM marketing.contact ORDER BY 1";
    String source = "SELECT id, xmin FROM contacts ORDER BY 1";
    List<String> targetRows = Sql.rows(company.unified, target);
    List<String> sourceRows = Sql.rows(company.crm, source);
    Thread.sleep(5_000);
    company.returned();
    company.forwarded();
    assertThat(Sql.rows(company.unified, target)).isEqualTo(targetRows);
    assertThat(Sql.rows(company.crm, source)).isEqualTo(sourceRows);
  }
}
