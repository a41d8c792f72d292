package dev.crossfade.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.crossfade.core.spec.Tolerance;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every figure here was calculated by hand. */
class StatisticsTest {

  /** (0.8 - 0.5) ln(0.8 / 0.5) + (0.2 - 0.5) ln(0.2 / 0.5) = 0.141001 + 0.274887. */
  @Test
  void stabilityIndex() {
    assertThat(Psi.of(new long[] {50, 50}, new long[] {80, 20})).isCloseTo(0.415888, within(1e-6));
    assertThat(Psi.of(new long[] {5, 5}, new long[] {800, 200})).isCloseTo(0.415888, within(1e-6));
    assertThat(Psi.of(new long[] {7, 3}, new long[] {70, 30})).isCloseTo(0, within(1e-12));
  }

  /** An empty bin counts as half a row: (0.005 - 0.5) ln(0.01) + (1 - 0.5) ln(2). */
  @Test
  void stabilityIndexOfAnEmptyBin() {
    assertThat(Psi.of(new long[] {50, 50, 0}, new long[] {0, 100, 0}))
        .isCloseTo(0.495 * 4.605170 + 0.5 * 0.693147, within(1e-5));
    assertThat(Psi.of(new long[] {0, 0}, new long[] {1, 2})).isZero();
  }

  @Test
  void topValues() {
    TopValues expected = new TopValues(Map.of("a", 60L, "b", 30L), 100);
    TopValues observed = new TopValues(Map.of("a", 40L, "b", 31L, "z", 15L), 100);

    assertThat(expected.shifted(observed, 0.05))
        .containsExactly(new TopValues.Shift("a", 0.6, 0.4), new TopValues.Shift("z", 0, 0.15));
    assertThat(expected.shifted(observed, 0.2)).isEmpty();
    // bins a, b, z, others: 60 30 0 10 and 40 31 15 14
    double index =
        (0.4 - 0.6) * Math.log(0.4 / 0.6)
            + (0.31 - 0.3) * Math.log(0.31 / 0.3)
            + (0.15 - 0.005) * Math.log(0.15 / 0.005)
            + (0.14 - 0.1) * Math.log(0.14 / 0.1);
    assertThat(expected.psi(observed)).isCloseTo(index, within(1e-12));
    assertThat(index).isCloseTo(0.588, within(0.001));
  }

  @Test
  void quantiles() {
    Quantiles same =
        new Quantiles(
            new double[] {10, 20, 30},
            new double[] {0.25, 0.5, 0.75},
            new double[] {0.25, 0.4, 0.8});

    assertThat(same.largestGap()).isCloseTo(0.1, within(1e-12));
    assertThat(same.widest()).isEqualTo(20);
    // bins 25 25 25 25 and 25 15 40 20
    assertThat(same.psi(100, 100))
        .isCloseTo(
            -0.10 * Math.log(0.6) + 0.15 * Math.log(1.6) - 0.05 * Math.log(0.8), within(1e-9));
  }

  private static final String CLOSED = "2026-11-01";

  /** Figures of one run, which began so many days after that day. */
  private static Noise.Showing run(int days, String label, int figure) {
    return new Noise.Showing(
        Instant.parse(CLOSED + "T12:00:00Z").plus(Duration.ofDays(days)),
        Map.of(label, new BigDecimal(figure)));
  }

  @Test
  void noiseIsWhatAlmostAllRevisionsStayBelow() {
    List<Noise.Showing> runs = new ArrayList<>();
    for (int i = 0; i <= 20; i++) {
      // revisions of 1 % of 100, one of 50 %
      runs.add(run(1 + i, CLOSED, i % 2 == 0 ? 100 : 99));
    }
    runs.add(run(22, CLOSED, 150));

    assertThat(Noise.of(runs)).isBetween(new BigDecimal("0.0099"), new BigDecimal("0.0102"));
    assertThat(Noise.of(runs.subList(0, 5))).isZero();
    assertThat(Noise.of(List.of(run(1, CLOSED, 1), run(2, "2026-11-02", 10)))).isZero();
  }

  @Test
  void growthIsNoNoise() {
    List<Noise.Showing> growing = new ArrayList<>();
    List<Noise.Showing> all = new ArrayList<>();
    List<Noise.Showing> wild = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      Instant hour = Instant.parse(CLOSED + "T00:30:00Z").plus(Duration.ofHours(i));
      growing.add(new Noise.Showing(hour, Map.of(CLOSED, new BigDecimal(100 * i))));
      all.add(run(i, "all", 100 * i));
      wild.add(run(i, CLOSED, i % 2 == 0 ? 100 : 200));
    }

    assertThat(Noise.of(growing)).isZero();
    assertThat(Noise.of(all)).isZero();
    assertThat(Noise.of(wild)).isEqualByComparingTo("0.05");
    // an hour of the day before has ended everywhere at noon, one of this day has not
    List<Noise.Showing> hours = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      hours.add(
          new Noise.Showing(
              Instant.parse("2026-11-02T12:00:00Z"),
              Map.of(
                  CLOSED + "T23:00",
                  new BigDecimal(1_000 + i % 2),
                  "2026-11-02T00:00",
                  new BigDecimal(1_000 + 30 * i))));
    }
    assertThat(Noise.of(hours)).isBetween(new BigDecimal("0.0009"), new BigDecimal("0.0011"));
  }

  @Test
  void toleranceIsTheWidestOfItsParts() {
    BigDecimal noise = new BigDecimal("0.1");
    Tolerance fixed =
        new Tolerance(new BigDecimal(5), new BigDecimal("0.01"), Tolerance.Learning.OFF);
    Tolerance learning =
        new Tolerance(new BigDecimal(5), new BigDecimal("0.01"), Tolerance.Learning.ON);

    assertThat(fixed.limit(new BigDecimal(100), noise)).isEqualByComparingTo("5");
    assertThat(fixed.limit(new BigDecimal(-1000), noise)).isEqualByComparingTo("10");
    assertThat(learning.limit(new BigDecimal(1000), noise)).isEqualByComparingTo("100");
    assertThat(Measure.of("x", 100, 104, 5).within()).isTrue();
    assertThat(Measure.of("x", 100, 106, 5).within()).isFalse();
    assertThat(Measure.of("x", 100, 94, 5).within()).isFalse();
  }
}
