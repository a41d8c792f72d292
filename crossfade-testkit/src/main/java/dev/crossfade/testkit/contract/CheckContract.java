package dev.crossfade.testkit.contract;

import static dev.crossfade.testkit.contract.TargetKit.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.check.Measure;
import dev.crossfade.spi.check.CheckStore;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.ProductionInquiry;
import dev.crossfade.spi.target.TargetDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How every target keeps results of checks, and answers questions about production. */
public abstract class CheckContract extends TargetContract {

  private static final Instant BEGIN = Instant.parse("2026-11-26T00:00:00.123456Z");

  private static CheckResult result(String check, CheckState state, int second) {
    return new CheckResult(
        check,
        state,
        "3 rows",
        "4 rows",
        "0",
        List.of("one is missing", "it's \"id\""),
        List.of("id=1", "id=2"),
        List.of(
            Measure.of("a,b", 4, 3, 0),
            new Measure("{é}", new BigDecimal("0.10"), new BigDecimal("-12.5"), BigDecimal.ONE)),
        BEGIN.plusSeconds(second),
        Duration.ofNanos(1_234_000));
  }

  static CheckRun run(String id, int second, CheckResult... results) {
    return new CheckRun(
        id,
        CheckTrigger.DEMAND,
        "v1",
        Map.of("crm", "mark 7", "ads", "mark 8"),
        BEGIN.plusSeconds(second),
        BEGIN.plusSeconds(second + 1L),
        List.of(results));
  }

  @Test
  void runs_are_kept_for_other_processes() {
    CheckRun first =
        run("r1", 0, result("p/b", CheckState.FAILED, 0), result("p/a", CheckState.PASSED, 1));
    CheckRun second = run("r2", 10, result("p/a", CheckState.ERROR, 11));
    target.checks().record(first);
    target.checks().record(second);

    try (TargetDatabase again = openAgain(shapes())) {
      CheckStore checks = again.checks();
      assertThat(checks.runs(5)).containsExactly(second, first);
      assertThat(checks.runs(1)).containsExactly(second);
      assertThat(checks.latest())
          .containsOnly(
              Map.entry("p/a", new CheckStore.Latest(second.results().get(0), "v1")),
              Map.entry("p/b", new CheckStore.Latest(first.results().get(0), "v1")));
      assertThat(checks.history("p/a", 5))
          .containsExactly(second.results().get(0), first.results().get(1));
      assertThat(checks.history("p/z", 5)).isEmpty();
    }
  }

  @Test
  void a_run_that_is_told_again_takes_the_place_of_what_was_told() {
    target.checks().record(run("r1", 0, result("p/a", CheckState.FAILED, 0)));
    CheckRun again = run("r1", 0, result("p/a", CheckState.PASSED, 1));
    target.checks().record(again);

    assertThat(target.checks().runs(5)).containsExactly(again);
  }

  @Test
  void what_was_found_with_other_mappings_is_stale() {
    target
        .checks()
        .record(
            run("r1", 0, result("p/a", CheckState.PASSED, 0), result("p/b", CheckState.FAILED, 0)));

    assertThat(state("p/a", "v1")).isEqualTo(CheckState.PASSED);
    assertThat(state("p/a", "v2")).isEqualTo(CheckState.STALE);
    assertThat(state("p/b", "v1")).isEqualTo(CheckState.FAILED);
    assertThat(state("p/b", "v2")).isEqualTo(CheckState.STALE);
  }

  private CheckState state(String check, String version) {
    return Objects.requireNonNull(target.checks().latest().get(check)).by(version).state();
  }

  @Test
  void old_runs_are_forgotten() {
    CheckResult once = result("p/once", CheckState.PASSED, 0);
    target.checks().record(run("first", 0, once));
    target.checks().record(run("second", 0, once));
    for (int i = 0; i < CheckStore.KEPT - 1; i++) {
      target.checks().record(run("r" + i, i));
    }

    assertThat(target.checks().runs(2 * CheckStore.KEPT)).hasSize(CheckStore.KEPT);
    assertThat(target.checks().runs(2 * CheckStore.KEPT).get(CheckStore.KEPT - 1).id())
        .isEqualTo("second");
  }

  /** One that is asked every minute pushes out no result of one that is asked once a day. */
  @Test
  void the_latest_result_of_a_check_is_kept_however_old_its_run() {
    CheckResult often = result("p/often", CheckState.PASSED, 0);
    CheckResult rare = result("p/rare", CheckState.FAILED, 1);
    target.checks().record(run("old", 0, result("p/rare", CheckState.PASSED, 0)));
    target.checks().record(run("rare", 1, often, rare));
    for (int i = 0; i <= CheckStore.KEPT; i++) {
      target.checks().record(run("r" + i, 2 + i, often));
    }

    assertThat(target.checks().latest())
        .containsOnly(
            Map.entry("p/often", new CheckStore.Latest(often, "v1")),
            Map.entry("p/rare", new CheckStore.Latest(rare, "v1")));
    List<CheckRun> runs = target.checks().runs(2 * CheckStore.KEPT);
    assertThat(runs).hasSize(CheckStore.KEPT + 1);
    assertThat(runs.get(CheckStore.KEPT).id()).isEqualTo("rare");
  }

  @Test
  void what_occurs_more_than_once_is_counted_without_null() {
    TargetKit.publish(
        target,
        List.of(
            TargetKit.row(1L, "ann", "ann@x", "n"),
            TargetKit.row(2L, "ann", null, "n"),
            TargetKit.row(3L, "bob", null, "n"),
            TargetKit.row(4L, "ann", "d@x", "m")));

    try (ProductionInquiry inquiry = target.openInquiry(InquiryLimits.DEFAULTS)) {
      assertThat(inquiry.duplicates(personShape(), List.of("id"), 5).count()).isZero();
      assertThat(inquiry.duplicates(personShape(), List.of("email"), 5).count()).isZero();
      ProductionInquiry.Found found = inquiry.duplicates(personShape(), List.of("name", "note"), 5);
      assertThat(found.count()).isEqualTo(1);
      assertThat(found.keys()).containsExactly("name=ann note=n");
      assertThat(inquiry.proven(personShape(), List.of("id"))).isTrue();
      assertThat(inquiry.proven(personShape(), List.of("name"))).isFalse();
      assertThat(inquiry.nulls(personShape(), "email")).isEqualTo(2);
      assertThat(inquiry.nulls(personShape(), "name")).isZero();
    }
  }

  @Test
  void references_to_nothing_are_counted_without_null() {
    TargetKit.publish(target, List.of(person(1, "ann"), person(2, "bob"), person(3, "ann@x")));

    try (ProductionInquiry inquiry = target.openInquiry(InquiryLimits.DEFAULTS)) {
      ProductionInquiry.Found found =
          inquiry.orphans(personShape(), List.of("name"), personShape(), List.of("email"), 1);
      assertThat(found.count()).isEqualTo(2);
      assertThat(found.keys()).containsExactly("name=ann");
      assertThat(
              inquiry
                  .orphans(personShape(), List.of("name"), personShape(), List.of("name"), 1)
                  .count())
          .isZero();
    }
  }

  private static CheckRun load(String id, CheckState state) {
    return new CheckRun(
        id, CheckTrigger.LOAD, "v1", Map.of(), BEGIN, BEGIN, List.of(result("p/a", state, 0)));
  }

  @Test
  void keys_of_what_was_found_in_staging_are_kept_of_the_latest_looks() {
    for (int i = 0; i <= CheckStore.KEYS_OF_LOADS; i++) {
      target.checks().record(load("l" + i, CheckState.FAILED));
    }

    List<CheckRun> runs = target.checks().runs(2 * CheckStore.KEYS_OF_LOADS);

    assertThat(runs).hasSize(CheckStore.KEYS_OF_LOADS + 1);
    assertThat(runs.subList(0, CheckStore.KEYS_OF_LOADS)).allMatch(run -> run.keys() == 2);
    assertThat(runs.get(CheckStore.KEYS_OF_LOADS).keys()).isZero();
  }

  @Test
  void what_was_found_in_staging_is_no_result_about_production() {
    CheckRun load = load("l1", CheckState.PASSED);
    target.checks().record(load);

    assertThat(target.checks().latest()).isEmpty();
    assertThat(target.checks().runs(5)).containsExactly(load);
  }
}
