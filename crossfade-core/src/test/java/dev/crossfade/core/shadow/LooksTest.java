package dev.crossfade.core.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.spec.Tolerance;
import dev.crossfade.core.spec.WorkloadSpec.Matching;
import dev.crossfade.core.spec.WorkloadSpec.Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What differs, what is noise, and what was in flight. */
class LooksTest {
  private static final Matching BY_DAY = new Matching(List.of("day"), Order.ANY, List.of());
  private static final Matching ORDERED = new Matching(List.of("DAY"), Order.SAME, List.of());
  private static final Matching WHOLE = new Matching(List.of(), Order.ANY, List.of("asked_at"));
  private static final Tolerance CENT =
      new Tolerance(new BigDecimal("0.01"), BigDecimal.ZERO, Tolerance.Learning.OFF);

  private static RowSet rows(String... lines) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (String line : lines) {
      rows.add(Arrays.stream(line.split(",")).map(each -> each.equals("-") ? null : each).toList());
    }
    return new RowSet(List.of("Day", "n"), copy(rows));
  }

  private static List<List<@Nullable String>> copy(List<List<@Nullable String>> rows) {
    return rows;
  }

  private static Looks looks(Matching matching, Tolerance tolerance, RowSet... triples) {
    Looks looks = new Looks("w");
    for (int i = 0; i < triples.length; i += 3) {
      looks.add(Look.at(triples[i], triples[i + 1], triples[i + 2], matching, tolerance));
    }
    return looks;
  }

  private static List<String> real(Looks looks) {
    return looks.groups().stream().filter(Group::real).map(Group::signature).toList();
  }

  @Test
  void answersThatSayTheSameMatchHoweverTheyAreSpelled() {
    RowSet legacy =
        new RowSet(
            List.of("day", "at", "n", "on"),
            List.of(
                List.of("1", "2026-01-02 03:04:05.000000", "1.50", "1"),
                List.of("2", "2026-01-02 03:04:00.100", "0.00", "0")));
    RowSet fresh =
        new RowSet(
            List.of("ON", "n", "AT", "day"),
            List.of(
                List.of("f", "0", "2026-01-02T03:04:00.1Z", "2"),
                List.of("t", "1.5", "2026-01-02 03:04:05+00", "1")));

    assertThat(looks(BY_DAY, Tolerance.NONE, legacy, fresh, legacy).groups()).isEmpty();
  }

  @Test
  void aTextThatLooksLikeANumberIsNone() {
    assertThat(real(looks(BY_DAY, Tolerance.NONE, rows("1,007"), rows("1,7"), rows("1,007"))))
        .containsExactly("n: value");
  }

  @Test
  void whatDiffersAtEveryLookInOneRowIsADifferenceByItsSignature() {
    RowSet legacy = rows("1,10", "2,20", "3,30", "4,-");
    RowSet fresh = rows("1,11", "2,-", "5,50", "4,1");

    Looks looks = looks(BY_DAY, Tolerance.NONE, legacy, fresh, legacy, legacy, fresh, legacy);

    assertThat(real(looks))
        .containsExactlyInAnyOrder(
            "n: value", "n: null", "n: not null", "rows: missing", "rows: extra");
    assertThat(looks.groups().toString()).doesNotContain("50").doesNotContain("11");
    assertThat(looks.examples()).contains("rows: missing: day='3'");
    assertThat(looks.rows()).isEqualTo(4);
  }

  @Test
  void whatIsRightAtOneLookWasInFlight() {
    RowSet legacy = rows("1,10", "2,20");

    Looks looks =
        looks(
            BY_DAY,
            Tolerance.NONE,
            legacy,
            rows("1,9", "2,20"),
            legacy,
            legacy,
            rows("1,10", "2,19"),
            legacy);

    assertThat(looks.groups()).isEmpty();
    assertThat(looks.inFlight()).isEqualTo(2);
  }

  @Test
  void whatTheLegacyStackChangesMeanwhileMayBeOldOrNewOrInBetween() {
    RowSet before = rows("1,100", "2,20", "3,3");
    RowSet after = rows("1,110", "2,20", "4,4");
    for (RowSet now : List.of(rows("1,100", "2,20", "3,3"), rows("1,104", "2,20", "4,4"), after)) {
      Looks looks = looks(BY_DAY, Tolerance.NONE, before, now, after);
      assertThat(looks.groups()).isEmpty();
      assertThat(looks.inFlight()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void aFigureThatNeverRestsIsFoundWrongAllTheSame() {
    Looks looks = new Looks("w");
    for (int i = 0; i < 3; i++) {
      looks.add(
          Look.at(
              rows("1," + (1_000 + 10 * i)),
              rows("1," + (500 + 10 * i)),
              rows("1," + (1_005 + 10 * i)),
              BY_DAY,
              Tolerance.NONE));
    }
    assertThat(real(looks)).containsExactly("n: value");
  }

  @Test
  void aValueThatNobodyCanTellTwiceIsNoise() {
    Random random = new Random(7);
    Looks looks = new Looks("w");
    for (int i = 0; i < 3; i++) {
      looks.add(Look.at(chance(random), chance(random), chance(random), BY_DAY, Tolerance.NONE));
    }
    assertThat(real(looks)).isEmpty();
  }

  private static RowSet chance(Random random) {
    String[] lines = new String[2_000];
    Arrays.setAll(lines, i -> i + "," + random.nextInt(1_000_000));
    return rows(lines);
  }

  @Test
  void numbersMayDifferByTheToleranceAndNoMore() {
    RowSet legacy = rows("1,1.00");
    assertThat(looks(BY_DAY, CENT, legacy, rows("1,1.01"), legacy).groups()).isEmpty();
    assertThat(real(looks(BY_DAY, CENT, legacy, rows("1,1.02"), legacy)))
        .containsExactly("n: value");
  }

  @Test
  void theOrderMattersWhereItIsSaid() {
    RowSet legacy = rows("1,1", "2,2");
    RowSet turned = rows("2,2", "1,1");
    assertThat(looks(BY_DAY, Tolerance.NONE, legacy, turned, legacy).groups()).isEmpty();
    assertThat(real(looks(ORDERED, Tolerance.NONE, legacy, turned, legacy)))
        .containsExactly("rows: order");
    assertThat(looks(ORDERED, Tolerance.NONE, legacy, turned, turned).groups()).isEmpty();
  }

  @Test
  void withoutAKeyRowsAreTakenWholeAsOftenAsTheyOccur() {
    RowSet legacy = rows("1,1", "1,1.0", "2,2");
    assertThat(looks(WHOLE, Tolerance.NONE, legacy, rows("2,2", "1,1", "1,1"), legacy).groups())
        .isEmpty();
    assertThat(real(looks(WHOLE, Tolerance.NONE, legacy, rows("2,2", "1,1"), legacy)))
        .containsExactly("rows: missing");
  }

  @Test
  void columnsOfOneSideOnlyAreTold() {
    RowSet legacy = new RowSet(List.of("day", "n", "asked_at"), List.of(List.of("1", "2", "3")));
    RowSet fresh = new RowSet(List.of("tag", "n"), List.of(List.of("1", "2")));
    assertThat(real(looks(BY_DAY, Tolerance.NONE, legacy, fresh, legacy)))
        .contains("day: column missing", "tag: column extra", "asked_at: column missing");
  }

  @Test
  void aFloodOfSignaturesIsBounded() {
    List<String> columns = new ArrayList<>(List.of("day"));
    List<@Nullable String> one = new ArrayList<>(List.of("1"));
    List<@Nullable String> other = new ArrayList<>(List.of("1"));
    for (int i = 0; i < 1_000; i++) {
      columns.add("c" + i);
      one.add("a");
      other.add("b");
    }
    RowSet legacy = new RowSet(columns, List.of(one));
    Looks looks =
        looks(BY_DAY, Tolerance.NONE, legacy, new RowSet(columns, List.of(other)), legacy);

    assertThat(looks.groups()).hasSize(Looks.MOST + 1);
    assertThat(looks.groups().get(0).signature()).isEqualTo(DifferenceBook.OTHERS);
    assertThat(looks.groups().get(0).differing()).isEqualTo(1_000 - Looks.MOST);
  }
}
