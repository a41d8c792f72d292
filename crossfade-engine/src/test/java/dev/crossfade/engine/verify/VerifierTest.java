package dev.crossfade.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.engine.simulation.Setting;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Verdicts over a company whose streams go on. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class VerifierTest {

  private static final VerifySettings QUICK =
      new VerifySettings(2, 10, Duration.ofSeconds(5), 3, 12, Duration.ofMillis(1));

  private static final TableId EVENT = new TableId("public", "event");

  private final Setting setting = new Setting();
  private MigrationRun run;

  @BeforeEach
  void publish() throws InterruptedException {
    for (long id = 0; id < 60; id++) {
      setting.contact(id, "e" + id);
      setting.event(id % 40, "click");
      setting.ad("c" + id, "t" + id);
    }
    run = setting.run(List::of, RunListener.SILENT);
    Setting.settle(run);
  }

  @AfterEach
  void close() {
    run.close();
  }

  private Verdict verify(String entity) throws InterruptedException {
    return verify(entity, QUICK);
  }

  private Verdict verify(String entity, VerifySettings settings) throws InterruptedException {
    return verifier(settings).verify(entity);
  }

  private Verifier verifier(VerifySettings settings) {
    return new Verifier(
        Setting.compiled(),
        Map.of("crm", setting.crm, "ads", setting.ads),
        setting.target,
        settings,
        Clock.systemUTC(),
        Pause.REAL);
  }

  private void tamper(String entity, Consumer<List<Object[]>> corruption) {
    setting.target.tamper(
        entity,
        rows -> {
          List<Object[]> copy = new ArrayList<>();
          rows.forEach(row -> copy.add(row.clone()));
          corruption.accept(copy);
          return copy;
        });
  }

  private void finds(String entity, Mismatch... mismatches) throws InterruptedException {
    Verdict verdict = verify(entity);
    assertThat(verdict.mismatches()).containsExactlyInAnyOrder(mismatches);
    assertThat(verdict.mismatchCount()).isEqualTo(mismatches.length);
    assertThat(verdict.result()).isEqualTo(Verdict.Result.DIFFERENT);
  }

  private static Object[] row(List<Object[]> rows, Object key) {
    return rows.stream().filter(row -> row[0].equals(key)).findFirst().orElseThrow();
  }

  @Test
  void what_was_migrated_is_equal() throws InterruptedException {
    for (String entity : List.of("active_contact", "mixed_contact", "event", "ad")) {
      Verdict verdict = verify(entity);
      assertThat(verdict.result()).as(entity).isEqualTo(Verdict.Result.EQUAL);
      assertThat(verdict.rowsCompared()).isEqualTo(60);
      assertThat(verdict.asOf()).hasSize(1);
    }
    assertThat(setting.target.progress().latestVerdicts()).hasSize(4);
  }

  @Test
  void what_production_holds_has_a_digest_until_a_row_changes() throws InterruptedException {
    String before = verify("active_contact").coverage().digest();
    assertThat(before).hasSize(32).isEqualTo(verify("active_contact").coverage().digest());
    tamper("active_contact", rows -> rows.remove(0));
    assertThat(verify("active_contact").coverage().digest()).isNotEqualTo(before);
  }

  @Test
  void a_missing_row_is_found() throws InterruptedException {
    tamper("ad", rows -> rows.remove(row(rows, "c7")));

    finds("ad", new Mismatch("ad", MismatchKind.MISSING, "code=c7", List.of()));
  }

  @Test
  void an_extra_row_is_found() throws InterruptedException {
    tamper("ad", rows -> rows.add(new Object[] {"c60", "t60", "bio"}));

    finds("ad", new Mismatch("ad", MismatchKind.EXTRA, "code=c60", List.of()));
  }

  @Test
  void a_changed_value_is_found_with_its_column() throws InterruptedException {
    tamper("ad", rows -> row(rows, "c7")[1] = "T7");
    tamper("active_contact", rows -> row(rows, 3L)[2] = null);

    finds("ad", new Mismatch("ad", MismatchKind.CHANGED, "code=c7", List.of("title")));
    finds(
        "active_contact",
        new Mismatch("active_contact", MismatchKind.CHANGED, "id=3", List.of("bio")));
  }

  /** The key of contacts is a number, that of ads is not. */
  @Test
  void a_single_row_is_found_without_reading_its_table_again() throws InterruptedException {
    tamper("active_contact", rows -> row(rows, 3L)[2] = null);
    tamper("ad", rows -> row(rows, "c7")[1] = "T7");
    Verifier numbers = verifier(QUICK);
    Verifier texts = verifier(QUICK);

    assertThat(numbers.verify("active_contact").mismatchCount()).isEqualTo(1);
    assertThat(texts.verify("ad").mismatchCount()).isEqualTo(1);

    assertThat(numbers.rowsRead()).isEqualTo(60 + 60 + 1);
    assertThat(texts.rowsRead()).isGreaterThanOrEqualTo(2 * (60 + 60));
  }

  /** The sums of its bucket tell another number, which is in the same bucket of 1,024. */
  @Test
  void a_row_whose_number_is_beyond_what_sums_can_tell_is_found() throws InterruptedException {
    long snowflake = 1_900_000_002_520_776_704L;
    setting.contact(snowflake, "x");
    assertThat(verify("active_contact").result()).isEqualTo(Verdict.Result.EQUAL);
    tamper("active_contact", rows -> row(rows, snowflake)[2] = null);

    finds(
        "active_contact",
        new Mismatch("active_contact", MismatchKind.CHANGED, "id=" + snowflake, List.of("bio")));
  }

  @Test
  void swapped_values_are_found_on_both_rows() throws InterruptedException {
    tamper(
        "ad",
        rows -> {
          row(rows, "c1")[1] = "t2";
          row(rows, "c2")[1] = "t1";
        });

    finds(
        "ad",
        new Mismatch("ad", MismatchKind.CHANGED, "code=c1", List.of("title")),
        new Mismatch("ad", MismatchKind.CHANGED, "code=c2", List.of("title")));
  }

  @Test
  void a_stale_row_is_found() throws InterruptedException {
    setting.ads.write(
        tx -> tx.update(new TableId("ads", "ad"), Key.of("c5"), "c5", "new title", "bio"));
    assertThat(verify("ad").result()).isEqualTo(Verdict.Result.EQUAL);
    tamper("ad", rows -> row(rows, "c5")[1] = "t5");

    finds("ad", new Mismatch("ad", MismatchKind.CHANGED, "code=c5", List.of("title")));
  }

  @Test
  void rows_without_key_are_compared_as_often_as_they_occur() throws InterruptedException {
    tamper(
        "event",
        rows -> {
          rows.add(row(rows, 39L).clone());
          rows.remove(row(rows, 1L));
        });

    Verdict verdict = verify("event");
    assertThat(verdict.result()).isEqualTo(Verdict.Result.DIFFERENT);
    assertThat(verdict.mismatches())
        .extracting(Mismatch::kind)
        .containsExactlyInAnyOrder(MismatchKind.MISSING, MismatchKind.EXTRA);
  }

  @Test
  void writes_in_flight_raise_no_alarm_and_hide_no_corruption() throws InterruptedException {
    Writer writer = new Writer();
    writer.start();
    try {
      for (int i = 0; i < 15; i++) {
        for (String entity : List.of("active_contact", "mixed_contact", "event", "ad")) {
          Verdict verdict = verify(entity);
          assertThat(verdict.mismatches()).as(entity).isEmpty();
          assertThat(verdict.result()).isNotEqualTo(Verdict.Result.DIFFERENT);
        }
      }
      tamper("ad", rows -> rows.add(new Object[] {"rogue", "rogue", "bio"}));
      finds("ad", new Mismatch("ad", MismatchKind.EXTRA, "code=rogue", List.of()));
    } finally {
      writer.interrupt();
      writer.join();
    }
    assertThat(writer.failure).isNull();
  }

  @Test
  void a_row_that_never_rests_is_decided_all_the_same() throws InterruptedException {
    TableId ad = new TableId("ads", "ad");
    Thread restless =
        new Thread(
            () -> {
              for (int n = 0; !Thread.currentThread().isInterrupted(); n++) {
                String title = "hot" + n;
                setting.ads.write(tx -> tx.update(ad, Key.of("c0"), "c0", title, "bio"));
                LockSupport.parkNanos(200_000);
              }
            });
    restless.start();
    try {
      for (int i = 0; i < 10; i++) {
        Verdict verdict = verify("ad");
        assertThat(verdict.result()).isEqualTo(Verdict.Result.EQUAL);
        assertThat(verdict.unsettled()).isZero();
      }
      tamper("ad", rows -> row(rows, "c1")[1] = "rogue");
      finds("ad", new Mismatch("ad", MismatchKind.CHANGED, "code=c1", List.of("title")));
    } finally {
      restless.interrupt();
      restless.join();
    }
  }

  @Test
  void copies_that_go_away_one_by_one_raise_no_alarm() throws InterruptedException {
    for (int i = 0; i < 3_000; i++) {
      setting.event(7, "new");
    }
    Thread purge =
        new Thread(
            () -> {
              for (int i = 0; i < 3_000 && !Thread.currentThread().isInterrupted(); i++) {
                setting.crm.write(tx -> tx.delete(EVENT, new Object[] {7L, "new", "bio"}));
                LockSupport.parkNanos(300_000);
              }
            });
    purge.start();
    try {
      for (int i = 0; i < 5 && purge.isAlive(); i++) {
        assertThat(verify("event").mismatches()).isEmpty();
      }
    } finally {
      purge.interrupt();
      purge.join();
    }
    assertThat(verify("event").result()).isEqualTo(Verdict.Result.EQUAL);
  }

  @Test
  void a_parked_row_is_left_out_and_counted() throws InterruptedException {
    setting.contact(100, "too long for the target");
    while (setting.target.quarantine().open() == 0) {
      Thread.sleep(1);
    }

    Verdict verdict = verify("active_contact");
    assertThat(verdict.result()).isEqualTo(Verdict.Result.EQUAL);
    assertThat(verdict.parked()).isEqualTo(1);
  }

  @Test
  void rows_without_key_that_the_target_refused_are_left_out_and_counted()
      throws InterruptedException {
    setting.target.forbid("event", "kind", "bad");
    setting.event(100, "bad");
    setting.event(100, "bad");
    setting.event(101, "fine");
    while (setting.target.quarantine().open() < 2) {
      Thread.sleep(1);
    }

    Verdict verdict = verify("event");
    assertThat(verdict.result()).isEqualTo(Verdict.Result.EQUAL);
    assertThat(verdict.parked()).isEqualTo(2);

    setting.event(100, "bad");
    tamper("event", rows -> rows.remove(row(rows, 101L)));
    assertThat(verify("event").mismatches())
        .singleElement()
        .satisfies(mismatch -> assertThat(mismatch.kind()).isEqualTo(MismatchKind.MISSING));
  }

  @Test
  void without_a_stream_a_difference_is_not_a_verdict() throws InterruptedException {
    run.close();
    setting.ad("later", "later");
    VerifySettings impatient =
        new VerifySettings(2, 10, Duration.ofMillis(50), 3, 12, Duration.ofMillis(1));

    assertThat(verify("ad", impatient).result()).isEqualTo(Verdict.Result.UNKNOWN);
    assertThat(verify("event", impatient).result())
        .as("equal, but nobody knows as of when")
        .isEqualTo(Verdict.Result.UNKNOWN);
  }

  /** Inserts, updates, deletes and one row that never comes to rest. */
  private final class Writer extends Thread {
    private RuntimeException failure;

    @Override
    public void run() {
      Random random = new Random(1);
      TableId ad = new TableId("ads", "ad");
      try {
        for (long n = 1_000; !isInterrupted(); n++) {
          String text = "w" + n;
          String victim = "c" + random.nextInt(60);
          setting.contact(n, text.substring(0, Math.min(6, text.length())));
          setting.event(n, "live");
          setting.ad(text, text);
          setting.ads.write(tx -> tx.update(ad, Key.of(victim), victim, text + "v", "b"));
          setting.ads.write(tx -> tx.update(ad, Key.of("c0"), "c0", text + "hot", "bio"));
          Thread.sleep(1);
        }
      } catch (InterruptedException e) {
        interrupt();
      } catch (RuntimeException e) {
        failure = e;
      }
    }
  }
}
