package dev.crossfade.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.spec.CheckTraits;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.Tolerance;
import dev.crossfade.spi.check.Answer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** NULL is no figure, and no figure is no pass. */
class MetricNodeTest {
  private static final MetricNode NODE =
      new MetricNode(
          new MetricSpec(
              "cost",
              "",
              new MetricSpec.Queries("crm", "select 1", "select 1"),
              Tolerance.NONE,
              CheckTraits.PLAIN),
          List.of());

  /** Labels with figures, as {@code a=1}; nothing behind the sign is NULL. */
  private static Answer answer(String... rows) {
    List<List<@Nullable String>> cells = new ArrayList<>();
    for (String row : rows) {
      String figure = row.substring(row.indexOf('=') + 1);
      cells.add(
          Arrays.asList(row.substring(0, row.indexOf('=')), figure.isEmpty() ? null : figure));
    }
    return new Answer(List.of("label", "n"), cells, Answer.Extent.WHOLE);
  }

  private static Finding compare(Answer before, Answer after, Answer actual) {
    return NODE.compare(
        AskNodes.figures(before),
        AskNodes.figures(after),
        AskNodes.figures(actual),
        BigDecimal.ZERO);
  }

  private static Finding compare(Answer source, Answer actual) {
    return compare(source, source, actual);
  }

  @Test
  void nothingOnBothSidesIsNoPass() {
    assertThat(compare(answer(), answer()).state()).isEqualTo(CheckState.ERROR);
    assertThat(compare(answer("a="), answer("a=")).evidence())
        .containsExactly("neither side answers with a number, so nothing was compared");
    assertThat(compare(answer("a=", "b=2"), answer("a=", "b=2")).observed())
        .isEqualTo("1 of 1 figures agree");
  }

  @Test
  void nullIsNotZero() {
    assertThat(compare(answer("a=0"), answer("a=")).evidence())
        .containsExactly("a: NULL instead of 0");
    assertThat(compare(answer("a="), answer("a=0")).evidence())
        .containsExactly("a: 0 instead of NULL");
    assertThat(compare(answer("a="), answer()).evidence()).containsExactly("a: 0 instead of NULL");
    assertThat(compare(answer("a="), answer("a=5"), answer("a=5")).state())
        .isEqualTo(CheckState.PASSED);
    assertThat(compare(answer("a="), answer("a=5"), answer("a=4")).state())
        .isEqualTo(CheckState.FAILED);
  }

  @Test
  void labelsOccurOnceWithNumbers() {
    assertThatThrownBy(() -> AskNodes.figures(answer("a=", "a=1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AskNodes.figures(answer("a=x")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
