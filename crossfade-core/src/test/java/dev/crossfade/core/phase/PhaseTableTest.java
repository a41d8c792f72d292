package dev.crossfade.core.phase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.PhaseTable.Row;
import dev.crossfade.core.phase.PhaseTable.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table has no dead ends, and docs/phases.md shows it as it is. */
class PhaseTableTest {

  private static final PhaseTable TABLE = PhaseTable.MIGRATION;

  @Test
  void every_phase_can_be_reached_and_every_one_but_the_end_can_be_left() {
    Set<Phase> reached = EnumSet.of(Phase.DRAFT);
    Deque<Phase> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      Phase from = open.pop();
      TABLE.rows().stream()
          .filter(row -> row.from() == from && reached.add(row.to()))
          .forEach(row -> open.push(row.to()));
    }
    assertThat(reached).containsExactlyInAnyOrder(Phase.values());
    for (Phase phase : Phase.values()) {
      boolean left = TABLE.rows().stream().anyMatch(row -> row.from() == phase);
      assertThat(left).as(phase.name()).isEqualTo(phase != Phase.COMPLETED);
    }
  }

  @Test
  void whatever_moves_data_can_be_paused_stopped_and_can_fail() {
    for (Phase phase : Phase.values()) {
      boolean moves = (phase.follows() || phase == Phase.PREPARING) && !phase.crosses();
      for (Trigger trigger : List.of(Trigger.PAUSE, Trigger.STOP, Trigger.FAILURE)) {
        if (moves) {
          assertThat(TABLE.row(phase, trigger)).as(phase + " " + trigger).isPresent();
        }
      }
    }
  }

  @Test
  void nobody_leaves_it_open_which_side_takes_writes() {
    for (Phase phase : List.of(Phase.CUTOVER, Phase.ROLLBACK)) {
      assertThat(TABLE.askable(phase)).isEmpty();
      assertThat(TABLE.row(phase, Trigger.FINISHED)).isPresent();
      assertThat(TABLE.row(phase, Trigger.FAILURE)).isPresent();
    }
  }

  @Test
  void only_a_standstill_goes_back_and_every_one_does() {
    List<Phase> back =
        TABLE.rows().stream().filter(row -> row.way() == Way.BACK).map(Row::from).toList();
    assertThat(back).containsExactlyInAnyOrder(Phase.PAUSED, Phase.STOPPED, Phase.FAILED);
    assertThat(back).allMatch(Phase::standstill);
  }

  /** What a plan lists is what the straight way through the table does, in the same order. */
  @Test
  void the_straight_way_does_the_steps_of_a_plan() {
    List<StepKind> steps = new ArrayList<>();
    Phase phase = Phase.PREPARING;
    while (phase != Phase.LIVE) {
      steps.addAll(phase.steps());
      phase = TABLE.row(phase, Trigger.FINISHED).orElseThrow().to();
    }
    steps.add(StepKind.FOLLOW);
    steps.addAll(TABLE.row(phase, Trigger.VERIFY).orElseThrow().to().steps());

    assertThat(steps)
        .containsExactly(
            StepKind.PREPARE_TARGET,
            StepKind.OPEN_LOG,
            StepKind.START_CAPTURE,
            StepKind.COPY_HISTORY,
            StepKind.APPLY_HELD,
            StepKind.PUBLISH,
            StepKind.FOLLOW,
            StepKind.VERIFY);
  }

  @Test
  void the_document_shows_the_table() throws IOException {
    Path file = Path.of(System.getProperty("crossfade.root"), "docs/phases.md");
    String expected =
        """
        # Phases of a migration

        Where a migration is, and what may follow. This page is generated from the table the program works by
        (`PhaseTable`); what is not in it does not happen. `interrupted` stands for the phase that a pause, a stop or a failure broke
        off: its steps go on where they were. A `[gate]` stays closed while a flag is raised, such as `GAP`: a source's log
        that is not continuous any more.

        ```mermaid
        %s```

        ## What each phase does

        Steps are done in this order; when the last one is done the phase is over. Each is recorded before it is begun and when it has
        ended, so that whoever comes after a crash knows what may have happened, and reads before it tries again.

        %s"""
            .formatted(PhaseDiagram.mermaid(TABLE), PhaseDiagram.steps());
    if ("true".equals(System.getProperty("golden.update"))) {
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file))
        .as("regenerate with -Dgolden.update=true")
        .isEqualTo(expected);
  }
}
