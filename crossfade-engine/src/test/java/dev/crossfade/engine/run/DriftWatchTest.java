package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.source.SourceLog;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.ProgressStore;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftWatchTest {

  private final Setting setting = new Setting();
  private final RunInputs inputs = setting.inputs();
  private Mappings mappings;

  @BeforeEach
  void aTargetThatIsPrepared() {
    inputs.target().fence(1, setting.control.audit().origin());
    mappings = new Startup(inputs).target();
  }

  /** What answers some calls otherwise than another does. */
  private interface Other {
    Object call(Method method, Object[] arguments, Object real) throws Throwable;
  }

  private static <T> T over(Class<T> type, T real, Other other) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> other.call(method, arguments, real)));
  }

  /** A source one of whose tables was made anew. */
  private SourceDatabase anew(String source, Runnable preparing) {
    TableId table = mappings.tables(source).iterator().next();
    SourceDatabase real = inputs.sources().get(source);
    SourceLog log =
        over(
            SourceLog.class,
            real.log(),
            (method, arguments, one) -> {
              if (method.getName().equals("untold")) {
                return ((Collection<?>) arguments[0]).contains(table) ? Set.of(table) : Set.of();
              }
              if (method.getName().equals("prepare")) {
                preparing.run();
                return null;
              }
              return method.invoke(one, arguments);
            });
    return over(
        SourceDatabase.class,
        real,
        (method, arguments, one) ->
            method.getName().equals("log") ? log : method.invoke(one, arguments));
  }

  private static SourceDatabase empty(SourceDatabase real) {
    return over(
        SourceDatabase.class,
        real,
        (method, arguments, one) ->
            method.getName().equals("catalog") ? List.of() : method.invoke(one, arguments));
  }

  private DriftWatch watch(Map<String, SourceDatabase> sources) {
    return new DriftWatch(
        new RunInputs(
            inputs.spec(),
            inputs.compiled(),
            sources,
            inputs.captures(),
            inputs.requests(),
            inputs.target(),
            inputs.clock(),
            inputs.options()),
        mappings);
  }

  private List<String> held() {
    return setting.target.holds().all().stream().map(HeldTable::reason).distinct().toList();
  }

  private String noted() {
    return setting.target.progress().fact(ProgressStore.DRIFT).orElse("");
  }

  private static void refused(EngineProblem code) {
    throw Problem.of(code, "must be owner of publication", "", "").raise();
  }

  @ParameterizedTest
  @CsvSource({"crm,ads", "ads,crm"})
  void a_source_that_refuses_keeps_no_other_from_being_looked_at(String refusing, String other) {
    SourceDatabase refuses = anew(refusing, () -> refused(EngineProblem.TABLE_ALTERED));
    SourceDatabase gone = empty(inputs.sources().get(other));
    watch(Map.of(refusing, refuses, other, gone)).step();
    assertThat(held()).containsExactly(Drift.GONE);
    assertThat(noted()).contains("source " + other).doesNotContain("source " + refusing);
  }

  @ParameterizedTest
  @CsvSource({"crm,ads", "ads,crm"})
  void a_source_that_is_away_is_told_once_the_others_are_looked_at(String away, String other) {
    SourceDatabase refuses = anew(away, () -> refused(EngineProblem.NOT_COMMITTED));
    SourceDatabase gone = empty(inputs.sources().get(other));
    assertThatThrownBy(() -> watch(Map.of(away, refuses, other, gone)).step())
        .isInstanceOf(ProblemException.class);
    assertThat(held()).containsExactly(Drift.GONE);
    assertThat(noted()).contains("source " + other);
  }

  @Test
  void what_was_noted_of_a_source_stays_while_it_is_away() {
    SourceDatabase crm = inputs.sources().get("crm");
    boolean[] away = {false};
    SourceDatabase sometimes =
        over(
            SourceDatabase.class,
            crm,
            (method, arguments, one) -> {
              if (!method.getName().equals("catalog")) {
                return method.invoke(one, arguments);
              }
              if (away[0]) {
                refused(EngineProblem.TABLE_ALTERED);
              }
              return List.of();
            });
    DriftWatch watch = watch(Map.of("crm", sometimes, "ads", inputs.sources().get("ads")));
    watch.step();
    String before = noted();
    assertThat(before).contains("source crm");
    away[0] = true;
    watch.step();
    assertThat(noted()).isEqualTo(before);
  }

  /** Begins to read the table of ads. */
  private void plan() {
    Numbered ad = mappings.from("ads", mappings.tables("ads").iterator().next()).get(0);
    inputs
        .target()
        .loader()
        .plan(ad.number(), ad.entity(), ad.mapping().sourceTable(), List.of(KeyRange.ALL));
  }

  @Test
  void a_table_that_is_read_while_its_log_is_prepared_is_held() {
    watch(Map.of("ads", anew("ads", this::plan), "crm", inputs.sources().get("crm"))).step();
    assertThat(held()).containsExactly(Alterations.ANEW.text());
  }

  /** It may be taken up all the same, where others cannot be. */
  @Test
  void a_table_that_is_read_while_its_log_cannot_be_prepared_is_held_too() {
    Runnable planned =
        () -> {
          plan();
          refused(EngineProblem.TABLE_ALTERED);
        };
    watch(Map.of("ads", anew("ads", planned), "crm", inputs.sources().get("crm"))).step();
    assertThat(held()).containsExactly(Alterations.ANEW.text());
  }

  @Test
  void a_table_of_which_nothing_was_read_is_not_held() {
    SourceDatabase ads = anew("ads", () -> {});
    watch(Map.of("ads", ads, "crm", inputs.sources().get("crm"))).step();
    assertThat(held()).isEmpty();
  }
}
