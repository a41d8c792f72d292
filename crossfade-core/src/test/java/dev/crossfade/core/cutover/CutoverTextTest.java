package dev.crossfade.core.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.canary.CanaryPlan;
import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of a cutover as text is read as it was. */
class CutoverTextTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.250Z");

  @Test
  void a_direction_is_read_as_it_was_written() {
    Direction there = new Direction(Direction.Way.RETURN, 17);
    assertThat(there.text()).isEqualTo("return 17");
    assertThat(Direction.of(Optional.of(there.text()))).isEqualTo(there);
    assertThat(Direction.of(Optional.empty())).isEqualTo(Direction.INITIAL);
  }

  @Test
  void nobody_goes_by_a_direction_that_he_does_not_understand() {
    for (String text : new String[] {"", "return", "sideways 3", "return 03", "RETURN 3"}) {
      assertThatThrownBy(() -> Direction.of(Optional.of(text)))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void the_mark_of_an_earlier_way_back_says_nothing() {
    Direction now = new Direction(Direction.Way.RETURN, 17);
    ReturnMark mark = new ReturnMark(4, 17);
    assertThat(ReturnMark.of(Optional.of(mark.text()), now)).contains(mark);
    assertThat(ReturnMark.of(Optional.of(new ReturnMark(4, 9).text()), now)).isEmpty();
    assertThat(ReturnMark.of(Optional.of(""), now)).isEmpty();
  }

  @Test
  void a_window_is_read_as_it_was_written() {
    RollbackWindow window =
        RollbackWindow.begin(Duration.ofHours(3), NOW).after(Duration.ofMillis(1_500), NOW);
    assertThat(RollbackWindow.parse(window.text())).isEqualTo(window);
  }

  @Test
  void what_was_proven_is_read_as_it_was_written() {
    Verdict verdict =
        new Verdict(
            "contact",
            Verdict.Result.EQUAL,
            3,
            0,
            List.of(),
            0,
            0,
            0,
            0,
            Map.of("crm", "mark 7"),
            "v1",
            NOW,
            NOW.plusMillis(5),
            new Coverage.Upkeep(NOW.minusSeconds(60), 3, "00a7"),
            Map.of());
    CanaryPlan.Limits limits = new CanaryPlan.Limits(Duration.ofMillis(500), 20, 10, 100, 980, 5);
    CanaryRun canary =
        CanaryRun.begin(
            new CanaryPlan(List.of(5, 50), Duration.ofSeconds(1), limits), NOW, "begun");
    RouteState route = RouteState.INITIAL.canary(canary.promoted(NOW, "by ann"));
    SwitchProof proof =
        SwitchProof.of(17, NOW, List.of(new SwitchProof.Stop("crm", 7, "0/1A")), List.of(verdict))
            .with(Map.of("all", route));
    CrossingReport report =
        new CrossingReport(
            new Passage("a1", Side.NEW),
            18,
            NOW,
            Duration.ofMillis(412),
            Map.of(),
            Side.NEW,
            "",
            proof);

    assertThat(CrossingReport.parse(report.text())).isEqualTo(report);
    assertThat(SwitchProof.parse(proof.text())).isEqualTo(proof);
    assertThat(proof.text())
        .contains("\"crm\":{\"log\":\"0/1A\",\"mark\":7}")
        .contains("\"result\":\"EQUAL\"")
        .contains("\"mapping\":\"v1\"")
        .contains("\"byHand\":[\"5 % promoted by ann\"],\"canary\":\"RUNNING\",\"readsOnNew\":50")
        .contains("\"step\":\"2 of 2\",\"why\":\"promoted by ann\"")
        .contains("\"digest\":\"00a7\"")
        .contains("allRowsAsOf");
    assertThat(SwitchProof.parse("").known()).isFalse();
  }

  @Test
  void a_report_is_read_as_it_was_written() {
    CrossingReport report =
        new CrossingReport(
            new Passage("a1", Side.NEW),
            18,
            NOW,
            Duration.ofMillis(412),
            Map.of(CutoverStep.CATCH_UP, Duration.ofMillis(40)),
            Side.LEGACY,
            "it took \"too\" long",
            SwitchProof.NONE);
    assertThat(CrossingReport.parse(report.text())).isEqualTo(report);
    assertThat(report.across()).isFalse();
    assertThatThrownBy(() -> CrossingReport.parse("{}"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
