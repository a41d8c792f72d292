package dev.crossfade.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class StreamCountersTest {

  private final StreamCounters counters = new StreamCounters();

  @Test
  void what_was_under_way_when_a_stream_stopped_does_not_start_it_again() {
    counters.following(1, null);
    counters.stopped(Problem.of(EngineProblem.LOG_CHANGED, "gone", "", ""));
    counters.following(2, null);
    StreamStatus status = counters.status("crm", Clock.systemUTC());
    assertThat(status.state()).isEqualTo(StreamStatus.State.STOPPED);
    assertThat(status.mark()).isEqualTo(2);
  }
}
