package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.engine.stream.StreamStatus;
import dev.crossfade.engine.stream.StreamStatus.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When it is known how streams go on. */
class BegunTest {

  private static StreamStatus stream(String source, State state) {
    return new StreamStatus(source, state, 0, null, 0, 0, 0, 0, 0, 0, 0, null);
  }

  private static boolean begun(State crm, State ads) {
    return Begun.all(
        List.of("crm", "ads"), Map.of("crm", stream("crm", crm), "ads", stream("ads", ads)));
  }

  @Test
  void every_one_follows_or_has_stopped() {
    assertThat(begun(State.FOLLOWING, State.FOLLOWING)).isTrue();
    assertThat(begun(State.FOLLOWING, State.STOPPED)).isTrue();
    assertThat(begun(State.FOLLOWING, State.STARTING)).isFalse();
  }

  @Test
  void one_of_which_nothing_is_known_has_not_begun() {
    assertThat(Begun.all(List.of("crm"), Map.of())).isFalse();
    assertThat(Begun.all(List.of(), Map.of())).isTrue();
  }
}
