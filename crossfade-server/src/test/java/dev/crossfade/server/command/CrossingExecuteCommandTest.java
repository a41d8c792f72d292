package dev.crossfade.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked for only if somebody would do it. */
class CrossingExecuteCommandTest {

  private static Optional<Problem> unowned(Phase phase, Optional<String> owner) {
    return CrossingExecuteCommand.Back.unowned("unify", "shop", phase, owner);
  }

  @Test
  void nobodyIsMovedBackWhereNobodyWouldDoIt() {
    Problem problem = unowned(Phase.WINDOW, Optional.empty()).orElseThrow();

    assertThat(problem.code()).isEqualTo(ServerProblem.NO_GO);
    assertThat(problem.why()).contains("owner", "lease");
    assertThat(problem.fix()).contains("crossfade run shop", "server");
    assertThat(unowned(Phase.WINDOW, Optional.of("run on host"))).isEmpty();
  }

  @Test
  void whatThePhaseForbidsIsRefusedForThat() {
    assertThat(unowned(Phase.LIVE, Optional.empty())).isEmpty();
    assertThat(unowned(Phase.COMPLETED, Optional.empty())).isEmpty();
  }
}
