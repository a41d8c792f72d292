package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.compare.Bookmark;
import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How every {@link ProgressStore} keeps verdicts. */
public abstract class ProgressContract extends TargetContract {

  private static final Instant BEGIN = Instant.parse("2026-11-22T00:00:00.123456Z");
  private static final Coverage UPKEEP = new Coverage.Upkeep(BEGIN.minusSeconds(60), 12, "a7");

  static Verdict verdict(String entity, Verdict.Result result, Coverage coverage) {
    return new Verdict(
        entity,
        result,
        10,
        0,
        List.of(),
        0,
        0,
        0,
        Map.of("crm", "mark 7", "ads", "mark 8"),
        "v1",
        BEGIN,
        BEGIN.plusSeconds(1),
        coverage,
        Map.of("crm", new Bookmark("topic", 7_000_000_000L), "ads", new Bookmark("other", 0)));
  }

  private Verdict record(String entity, Verdict.Result result, Coverage coverage) {
    Verdict verdict = verdict(entity, result, coverage);
    target.progress().record(verdict);
    return verdict;
  }

  @Test
  void what_a_verdict_covers_is_kept_for_other_processes() {
    Verdict instead =
        record("keyed", Verdict.Result.EQUAL, new Coverage.Full("there is no full pass yet", "c3"));
    Verdict upkeep = record("log", Verdict.Result.EQUAL, UPKEEP);

    try (TargetDatabase again = openAgain(shapes())) {
      assertThat(again.progress().latestVerdicts()).containsExactlyInAnyOrder(instead, upkeep);
      assertThat(again.progress().latestFull("keyed")).contains(instead);
      assertThat(again.progress().latestEqual("log")).contains(upkeep);
    }
  }

  @Test
  void the_latest_full_verdict_is_that_one_whatever_it_says() {
    record("keyed", Verdict.Result.EQUAL, Coverage.Full.ASKED);
    Verdict different = record("keyed", Verdict.Result.DIFFERENT, Coverage.Full.ASKED);
    record("keyed", Verdict.Result.EQUAL, UPKEEP);
    record("log", Verdict.Result.EQUAL, Coverage.Full.ASKED);

    assertThat(target.progress().latestFull("keyed")).contains(different);
  }

  @Test
  void the_latest_equal_verdict_is_that_one_whatever_it_covers() {
    record("keyed", Verdict.Result.EQUAL, Coverage.Full.ASKED);
    Verdict upkeep = record("keyed", Verdict.Result.EQUAL, UPKEEP);
    record("keyed", Verdict.Result.DIFFERENT, UPKEEP);
    record("keyed", Verdict.Result.UNKNOWN, Coverage.Full.ASKED);
    record("log", Verdict.Result.EQUAL, Coverage.Full.ASKED);

    assertThat(target.progress().latestEqual("keyed")).contains(upkeep);
  }

  @Test
  void facts_are_read_at_once_and_what_is_not_stored_is_left_out() {
    target.progress().remember("one", "1");
    target.progress().remember("two", "2");

    assertThat(target.progress().facts(List.of("one", "two", "three")))
        .isEqualTo(Map.of("one", "1", "two", "2"));
    assertThat(target.progress().facts(List.of())).isEmpty();
  }

  @Test
  void writes_of_which_no_log_tells_are_counted_by_entity() {
    target.progress().unlogged("keyed");
    target.progress().unlogged("keyed");
    target.progress().unlogged("log");

    try (TargetDatabase again = openAgain(shapes())) {
      assertThat(again.progress().fact(ProgressStore.UNLOGGED_OF_ENTITY + "keyed")).contains("2");
      assertThat(again.progress().fact(ProgressStore.UNLOGGED_OF_ENTITY + "log")).contains("1");
    }
  }

  @Test
  void what_was_never_judged_has_no_verdict() {
    record("log", Verdict.Result.DIFFERENT, UPKEEP);

    assertThat(target.progress().latestFull("log")).isEmpty();
    assertThat(target.progress().latestEqual("log")).isEmpty();
    assertThat(target.progress().latestFull("keyed")).isEmpty();
  }
}
