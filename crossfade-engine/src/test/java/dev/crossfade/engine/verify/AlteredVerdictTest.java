package dev.crossfade.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.source.SourceLog;
import dev.crossfade.testkit.fault.Fault;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tables that are altered while they are compared, before anybody has seen to it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AlteredVerdictTest {

  private static final TableId AD = new TableId("ads", "ad");
  private static final String GONE = "the table ads.ad of ads was altered: " + Drift.GONE;

  private final Setting setting = new Setting();
  private MigrationRun run;

  @BeforeEach
  void publish() throws InterruptedException {
    run = setting.published(30);
  }

  @AfterEach
  void close() {
    run.close();
  }

  private Verdict verify(SourceDatabase ads) throws InterruptedException {
    return new Verifier(
            Setting.compiled(),
            Map.of("crm", setting.crm, "ads", ads),
            setting.target,
            new VerifySettings(2, 10, Duration.ofSeconds(5), 3, 12, Duration.ofMillis(1)),
            Clock.systemUTC(),
            Pause.REAL)
        .verify("ad");
  }

  private void notKnown(Verdict verdict) {
    notKnown(verdict, GONE);
  }

  private void notKnown(Verdict verdict, String why) {
    assertThat(verdict.result()).isEqualTo(Verdict.Result.UNKNOWN);
    assertThat(verdict.mismatches()).isEmpty();
    assertThat(verdict.mismatchCount()).isZero();
    assertThat(verdict.coverage()).isEqualTo(new Coverage.Full(why));
    assertThat(setting.target.progress().latestVerdicts()).contains(verdict);
    assertThat(setting.target.holds().all()).isEmpty();
  }

  /** What nobody can compare ends nothing. */
  @Test
  void a_table_that_goes_away_while_it_is_compared_is_not_known() throws InterruptedException {
    run.close();
    setting.meanwhile("ads.read", () -> setting.ads.drop(AD));

    notKnown(verify(setting.ads));
  }

  /** As another table under its name shows one, which can be read as well. */
  @Test
  void a_difference_to_a_table_that_is_not_what_it_was_is_none() throws InterruptedException {
    setting.target.tamper("ad", rows -> rows.subList(1, rows.size()));
    SourceDatabase other = over(SourceDatabase.class, setting.ads, "catalog", List.of());

    assertThat(verify(setting.ads).mismatchCount()).isEqualTo(1);
    notKnown(verify(other));
  }

  /** Its rows are in no log until somebody sees to it, which is seconds later. */
  @Test
  void a_difference_to_a_table_that_was_made_anew_a_moment_ago_is_none()
      throws InterruptedException {
    setting.target.tamper("ad", rows -> rows.subList(1, rows.size()));
    SourceLog log = over(SourceLog.class, setting.ads.log(), "untold", Set.of(AD));

    assertThat(verify(setting.ads).mismatchCount()).isEqualTo(1);
    notKnown(
        verify(over(SourceDatabase.class, setting.ads, "log", log)),
        "the table ads.ad of ads was made anew, and its log does not tell of it yet");
  }

  /** The same that gives one answer of its own. */
  private static <T> T over(Class<T> type, T real, String call, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals(call) ? answer : method.invoke(real, arguments)));
  }

  @Test
  void what_fails_while_no_table_is_altered_is_no_verdict() {
    setting.fail("ads.split", 0, Fault.UNREACHABLE);

    assertThatThrownBy(() -> verify(setting.ads)).isInstanceOf(ProblemException.class);
    assertThat(setting.target.progress().latestVerdicts()).isEmpty();
  }
}
