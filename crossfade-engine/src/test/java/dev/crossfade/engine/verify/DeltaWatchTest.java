package dev.crossfade.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.simulation.Setting;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The last changes are compared by what was opened before them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DeltaWatchTest {

  private static final String MIXED = "mixed_contact";

  private final AtomicInteger opened = new AtomicInteger();
  private LiveCompany company;
  private DeltaWatch watch;

  @BeforeEach
  void publish() throws InterruptedException {
    Setting setting = new Setting();
    for (long id = 0; id < 20; id++) {
      setting.contact(id, "e" + id);
    }
    company = new LiveCompany(setting);
    company.verify(MIXED);
    watch =
        new DeltaWatch(
            new Verifier(
                Setting.compiled(),
                Map.of("crm", setting.crm, "ads", setting.ads),
                setting.target,
                new VerifySettings(2, 10, Duration.ofSeconds(5), 3, 12, Duration.ofMillis(1)),
                Clock.systemUTC(),
                Pause.REAL),
            source -> {
              opened.incrementAndGet();
              return setting.crmCapture.openStream();
            },
            List.of(MIXED));
  }

  @AfterEach
  void close() {
    watch.close();
    company.close();
  }

  private static void covers(DeltaWatch.Round round, Verdict.Result result, long touched) {
    assertThat(round.hindrances()).isEmpty();
    Verdict verdict = round.verdicts().get(0);
    assertThat(verdict.result()).isEqualTo(result);
    assertThat(((Coverage.Upkeep) verdict.coverage()).touched()).isEqualTo(touched);
  }

  private static String asOf(DeltaWatch.Round round) {
    return String.valueOf(round.verdicts().get(0).asOf().get("crm"));
  }

  private long mark() {
    return company.setting.crm.log().mark().number();
  }

  @Test
  void each_comparison_goes_on_where_the_last_one_ended_and_opens_nothing() throws Exception {
    company.update(1, "first", "bio");
    covers(watch.compare(), Verdict.Result.EQUAL, 1);
    covers(watch.compare(), Verdict.Result.EQUAL, 0);
    company.update(2, "second", "bio");
    company.update(3, "third", "bio");

    covers(watch.compare(), Verdict.Result.EQUAL, 2);
    assertThat(opened).hasValue(1);
  }

  @Test
  void behind_a_mark_of_the_fence_no_other_is_waited_for() throws Exception {
    company.update(1, "first", "bio");
    long stop = mark();
    company.settled();

    DeltaWatch.Round round = watch.compare(Map.of("crm", stop));

    covers(round, Verdict.Result.EQUAL, 1);
    assertThat(asOf(round)).isEqualTo("mark " + stop);
  }

  @Test
  void what_differs_behind_the_fence_is_found_without_a_mark() throws Exception {
    company.update(1, "first", "bio");
    long stop = mark();
    company.settled();
    company.tamper(MIXED, rows -> rows.removeIf(row -> row[0].equals(1L)));

    DeltaWatch.Round round = watch.compare(Map.of("crm", stop));

    covers(round, Verdict.Result.DIFFERENT, 1);
    assertThat(asOf(round)).isEqualTo("mark " + stop);
    covers(watch.compare(), Verdict.Result.DIFFERENT, 1);
  }

  /** Nobody has the time to find out which rows these were. */
  @Test
  void rows_that_were_made_again_since_are_a_hindrance_until_there_is_a_new_base()
      throws Exception {
    covers(watch.compare(), Verdict.Result.EQUAL, 0);
    company.target().progress().unlogged(MIXED);

    for (DeltaWatch.Round round : List.of(watch.compare(), watch.compare(Map.of("crm", mark())))) {
      assertThat(round.verdicts()).isEmpty();
      assertThat(round.hindrances())
          .containsExactly(
              MIXED
                  + " would have to be compared as a whole, because its rows were made again since");
    }
  }

  @Test
  void an_upkeep_does_not_take_the_place_of_a_full_pass_that_ended_meanwhile() throws Exception {
    Verdict equal = company.setting.target.progress().latestFull(MIXED).orElseThrow();
    company.tamper(MIXED, rows -> rows.removeIf(row -> row[0].equals(7L)));
    Verdict different = company.verify(MIXED);
    assertThat(different.result()).isEqualTo(Verdict.Result.DIFFERENT);
    company.update(1, "first", "bio");

    DeltaWatch.Round round = watch.compare();

    assertThat(round.verdicts()).isEmpty();
    assertThat(round.hindrances()).singleElement().asString().contains(Upkeep.OVERTAKEN);
    assertThat(company.setting.target.progress().latestVerdicts()).containsExactly(different);
    company.setting.target.progress().record(equal);
    covers(watch.compare(), Verdict.Result.EQUAL, 0);
  }

  @Test
  void where_no_mark_is_known_one_is_written() throws Exception {
    company.update(1, "first", "bio");
    long before = mark();

    DeltaWatch.Round round = watch.compare(Map.of());

    covers(round, Verdict.Result.EQUAL, 1);
    assertThat(Long.parseLong(asOf(round).split(" ")[1])).isGreaterThan(before);
  }
}
