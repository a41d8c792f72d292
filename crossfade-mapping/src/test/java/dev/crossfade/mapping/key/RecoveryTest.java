package dev.crossfade.mapping.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {

  private static Part any(int column) {
    return new Part.Value(column, Letters.ANY);
  }

  private static Part number(int column) {
    return new Part.Value(column, Letters.SIGNED);
  }

  private static Part text(String text) {
    return new Part.Literal(text);
  }

  private static Origin joined(Part... parts) {
    return new Origin.Kept(Arrays.asList(parts));
  }

  @Test
  void copiesSayEverythingAndConstantsNothing() {
    List<Origin> key =
        List.of(
            Origin.Kept.of(2, Letters.ANY), new Origin.Fixed("crm"), new Origin.Folded("lower()"));
    assertThat(Recovery.of(key)).containsExactly(2);
  }

  @Test
  void onePartBetweenLiteralsIsWhatIsLeft() {
    assertThat(Recovery.of(List.of(joined(text("a"), any(0), text("b"))))).containsExactly(0);
  }

  @Test
  void twoPartsNeedASeparatorThatOneOfThemCannotHold() {
    assertThat(Recovery.of(List.of(joined(any(0), any(1))))).isEmpty();
    assertThat(Recovery.of(List.of(joined(any(0), text("-"), any(1))))).isEmpty();
    assertThat(Recovery.of(List.of(joined(number(0), text("-"), any(1))))).isEmpty();
    assertThat(Recovery.of(List.of(joined(number(0), text(""), any(1))))).isEmpty();
    assertThat(Recovery.of(List.of(joined(number(0), text(":"), any(1))))).containsExactly(0, 1);
    assertThat(Recovery.of(List.of(joined(any(0), text(":"), number(1))))).containsExactly(0, 1);
  }

  @Test
  void theSideOfTheSeparatorThatTouchesTheNumberCounts() {
    assertThat(Recovery.of(List.of(joined(number(0), text("-:"), any(1))))).isEmpty();
    assertThat(Recovery.of(List.of(joined(number(0), text(":-"), any(1))))).containsExactly(0, 1);
    assertThat(Recovery.of(List.of(joined(any(0), text(":-"), number(1))))).isEmpty();
    assertThat(Recovery.of(List.of(joined(any(0), text("-:"), number(1))))).containsExactly(0, 1);
  }

  @Test
  void partsOfKnownLengthNeedNoSeparator() {
    Part uuid = new Part.Value(1, Letters.UUID);
    assertThat(Recovery.of(List.of(joined(any(0), uuid)))).containsExactly(0, 1);
    assertThat(Recovery.of(List.of(joined(uuid, any(0), uuid)))).containsExactly(0, 1);
  }

  @Test
  void whatAnotherColumnTellsIsTakenAway() {
    Origin both = joined(any(0), text("-"), any(1));
    assertThat(Recovery.of(List.of(both, Origin.Kept.of(1, Letters.ANY)))).containsExactly(0, 1);
    assertThat(Recovery.of(List.of(both, Origin.Kept.of(2, Letters.ANY)))).containsExactly(2);
  }

  @Test
  void theMiddleOfThreeIsFoundFromBothEnds() {
    Origin key = joined(number(0), text(":"), any(1), text(":"), number(2));
    assertThat(Recovery.of(List.of(key))).containsExactly(0, 1, 2);
    assertThat(Recovery.of(List.of(joined(any(0), text(":"), number(1), text(":"), any(2)))))
        .isEmpty();
  }
}
