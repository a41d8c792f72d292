package dev.crossfade.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.run.RunProgress;
import dev.crossfade.engine.stream.StreamStatus;
import dev.crossfade.engine.trouble.Trouble;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifficultiesTest {
  private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
  private static final Problem DOWN =
      Problem.of(EngineProblem.CAPTURE_UNREACHABLE, "Connect does not answer", "refused", "wait");
  private static final Problem GAP =
      Problem.of(EngineProblem.LOG_CHANGED, "the log is another one", "lost", "start again");
  private static final Trouble TROUBLE =
      new Trouble("CF-5019", DOWN, BEGIN.minusSeconds(20), Set.of("b", "a"));

  private final List<String> said = new ArrayList<>();
  private final Difficulties difficulties =
      new Difficulties(
          new Console(System.out, System.err, Map.of("TERM", "xterm"), true),
          Clock.fixed(BEGIN, ZoneOffset.UTC),
          said::add);

  @Test
  void aTroubleIsToldOnceAndItsEndOnce() {
    for (int i = 0; i < 20; i++) {
      difficulties.look(progress(null, TROUBLE));
    }
    assertThat(said).hasSize(3);
    assertThat(said.get(0))
        .contains("trouble[CF-5019] since ")
        .contains("Connect does not answer (refused)");
    assertThat(said.get(1)).contains("waiting: a, b;");
    assertThat(said.get(2)).isEqualTo("  fix: wait");
    assertThat(difficulties.report())
        .containsExactly(
            new Report.Trouble(
                "CF-5019", "Connect does not answer", "2026-01-02T03:03:45Z", 20, "not over"));

    difficulties.look(progress(null));
    difficulties.look(progress(null));

    assertThat(said).hasSize(4);
    assertThat(said.get(3)).contains("over[CF-5019]").contains("works again after 20.0 s");
    assertThat(difficulties.report()).extracting(Report.Trouble::end).containsExactly("over");
  }

  @Test
  void aStoppedSourceIsToldOnceInRed() {
    for (int i = 0; i < 20; i++) {
      difficulties.look(progress(GAP));
    }
    assertThat(said).hasSize(2);
    assertThat(said.get(0))
        .startsWith("\u001b[31m")
        .contains("STOPPED, source crm [CF-5001]")
        .contains("the log is another one (lost)");
    assertThat(said.get(1)).isEqualTo("  fix: start again");
  }

  @Test
  void theStatusLineTellsBoth() {
    assertThat(RunProgressView.of(progress(GAP, TROUBLE)).detail())
        .isEqualTo("crm STOPPED CF-5001, trouble CF-5019, ads 1.0 s behind");
    assertThat(RunProgressView.of(progress(null)).detail())
        .isEqualTo("ads 1.0 s behind, crm 1.0 s behind");
  }

  private static RunProgress progress(@Nullable Problem crm, Trouble... troubles) {
    return new RunProgress(
        Phase.LIVE,
        List.of(),
        Map.of(),
        Map.of(),
        List.of(),
        new RunProgress.Backfill(0, -1, 0, 0, Duration.ZERO, null),
        Map.of("crm", stream("crm", crm), "ads", stream("ads", null)),
        0,
        crm == null ? List.of() : List.of(crm),
        List.of(troubles));
  }

  private static StreamStatus stream(String source, @Nullable Problem problem) {
    StreamStatus.State state =
        problem == null ? StreamStatus.State.FOLLOWING : StreamStatus.State.STOPPED;
    return new StreamStatus(source, state, 1, Duration.ofSeconds(1), 0, 0, 0, 0, 0, 0, 0, problem);
  }
}
