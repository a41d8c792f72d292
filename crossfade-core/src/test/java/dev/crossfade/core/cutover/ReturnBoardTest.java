package dev.crossfade.core.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.cutover.ReturnStanding.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When clients could go back, and what is noted of it. */
class ReturnBoardTest {

  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final Duration MOST = Duration.ofSeconds(2);

  private static ReturnStanding source(State state, Instant asOf, long waiting, String trouble) {
    return new ReturnStanding("crm", state, 7, asOf, "0/16B3748", waiting, trouble);
  }

  private static List<String> hindrances(ReturnStanding source) {
    return new ReturnBoard(3, NOW, List.of(source)).hindrances(NOW, MOST, 0);
  }

  @Test
  void a_source_that_follows_is_ready() {
    assertThat(hindrances(source(State.FOLLOWING, NOW.minus(MOST), 0, ""))).isEmpty();
    assertThat(hindrances(source(State.FOLLOWING, NOW.plusSeconds(5), 0, ""))).isEmpty();
  }

  @Test
  void how_far_a_source_is_behind_does_not_grow_while_the_note_waits_to_be_read() {
    ReturnStanding source = source(State.FOLLOWING, NOW.minusSeconds(1), 0, "");
    ReturnBoard board = new ReturnBoard(3, NOW, List.of(source));
    assertThat(board.hindrances(NOW.plusSeconds(2), MOST, 0)).isEmpty();
    assertThat(board.hindrances(NOW.plusSeconds(15), MOST, 0)).isEmpty();
    assertThat(board.hindrances(NOW.plusSeconds(16), MOST, 0))
        .containsExactly("nobody has brought anything back for 16 s");
    assertThat(board.lag(source)).contains(Duration.ofSeconds(1));
  }

  @Test
  void what_keeps_clients_from_going_back_is_named() {
    assertThat(hindrances(source(State.FOLLOWING, NOW.minusMillis(2_001), 0, "")))
        .containsExactly("crm is 2001 ms behind");
    assertThat(hindrances(source(State.FOLLOWING, null, 0, ""))).containsExactly("crm has no mark");
    assertThat(hindrances(source(State.SEARCHING, NOW, 0, ""))).containsExactly("crm is SEARCHING");
    assertThat(hindrances(source(State.STOPPED, NOW, 0, "CF-5015 gone")))
        .containsExactly("crm is STOPPED: CF-5015 gone");
    assertThat(hindrances(source(State.FOLLOWING, NOW, 2, "")).get(0)).contains("lacks 2 rows");
    assertThat(hindrances(source(State.FOLLOWING, NOW, -1, "")).get(0)).contains("not be asked");
    ReturnBoard board = new ReturnBoard(3, NOW, List.of());
    assertThat(board.hindrances(NOW, MOST, 4)).hasSize(1);
    assertThat(board.hindrances(NOW.plusSeconds(16), MOST, 0)).hasSize(1);
  }

  @Test
  void the_fact_reads_back_as_it_was_written() {
    ReturnBoard board =
        new ReturnBoard(
            3,
            NOW,
            List.of(
                source(State.FOLLOWING, NOW, 0, ""),
                source(State.STOPPED, null, -1, "CF-5015 it is gone")));
    assertThat(ReturnBoard.parse(board.text())).isEqualTo(board);
    ReturnBoard torn = new ReturnBoard(3, NOW, List.of(source(State.STOPPED, NOW, 1, "a\tb\nc")));
    assertThat(ReturnBoard.parse(torn.text()).sources().get(0).trouble()).isEqualTo("a b c");
    assertThatThrownBy(() -> ReturnBoard.parse("")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> ReturnBoard.parse("1 2026-01-02T00:00:00Z\ncrm"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void it_counts_under_the_direction_under_which_it_was_noted() {
    Optional<String> noted = Optional.of(new ReturnBoard(3, NOW, List.of()).text());
    Direction back = new Direction(Direction.Way.RETURN, 3);
    assertThat(ReturnBoard.of(back, noted)).isPresent();
    assertThat(ReturnBoard.of(back, Optional.empty())).isEmpty();
    assertThat(ReturnBoard.of(new Direction(Direction.Way.RETURN, 4), noted)).isEmpty();
    assertThat(ReturnBoard.of(new Direction(Direction.Way.FORWARD, 3), noted)).isEmpty();
  }
}
