package dev.crossfade.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PositionTest {

  private static final List<Position> ASCENDING =
      List.of(
          Position.START,
          new Position(0, 0, 1),
          new Position(0, 7, 0),
          new Position(1, 0, 0),
          new Position(Long.MAX_VALUE, 0, 0),
          new Position(Long.MIN_VALUE, 0, 0),
          new Position(-1, -1, 0xffff_ffffL));

  @Test
  void order_is_the_order_of_the_encoded_text() {
    for (int i = 1; i < ASCENDING.size(); i++) {
      Position low = ASCENDING.get(i - 1);
      Position high = ASCENDING.get(i);
      assertThat(high.after(low)).isTrue();
      assertThat(high.encoded()).isGreaterThan(low.encoded());
      assertThat(Position.decode(high.encoded())).isEqualTo(high);
    }
  }
}
