package dev.crossfade.core.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The judge's formulas against published values, values by hand, and their definitions. */
class StatisticsTest {

  private static MannWhitney test(int[] suspect, int[] reference) {
    return MannWhitney.of(Counts.micros(powers(suspect)), Counts.micros(powers(reference)));
  }

  /** Ranks as durations in buckets of their own, in the same order. */
  private static long[] powers(int[] ranks) {
    return Arrays.stream(ranks).mapToLong(rank -> Math.round(Latencies.middle(rank))).toArray();
  }

  @Test
  void tortoises_and_hares() {
    // T H H H H H T T T T T H: 6 + 5 * 1 pairs by the direct method, 25 the other way
    int[] tortoises = {1, 7, 8, 9, 10, 11};
    int[] hares = {2, 3, 4, 5, 6, 12};

    assertThat(test(tortoises, hares).u()).isEqualTo(25);
    assertThat(test(hares, tortoises).u()).isEqualTo(11);
  }

  @Test
  void the_example_of_scipy() {
    // scipy.stats.mannwhitneyu: ages at diagnosis, U1 = 17, asymptotic p = 0.11134688653314041
    MannWhitney found = test(new int[] {19, 22, 16, 29, 24}, new int[] {20, 11, 17, 12});

    assertThat(found.u()).isEqualTo(17);
    assertThat(2 * found.p()).isCloseTo(0.11134688653314041, within(1e-6));
    assertThat(found.slower()).isEqualTo(0.85);
  }

  @Test
  void ties_by_hand() {
    // {1,1,2} against {1,2,2}: U = 2 * 0.5 + (1 + 2 * 0.5) = 3; two groups of three tied:
    // variance = 9 / 12 * (7 - 48 / 30) = 4.05, z = (3 - 4.5 + 0.5) / sqrt(4.05)
    MannWhitney found = test(new int[] {1, 1, 2}, new int[] {1, 2, 2});

    assertThat(found.u()).isEqualTo(3);
    assertThat(found.z()).isCloseTo(-1 / Math.sqrt(4.05), within(1e-9));
  }

  @Test
  void samples_that_are_all_the_same_are_equal() {
    MannWhitney found = test(new int[] {5, 5, 5}, new int[] {5, 5});

    assertThat(found.z()).isZero();
    assertThat(found.p()).isCloseTo(0.5, within(1e-6));
    assertThat(found.ratio()).isEqualTo(1);
  }

  @Test
  void the_normal_tail_is_that_of_tables() {
    assertThat(MannWhitney.tail(0)).isCloseTo(0.5, within(1e-7));
    assertThat(MannWhitney.tail(1.959964)).isCloseTo(0.025, within(1e-7));
    assertThat(MannWhitney.tail(2.326348)).isCloseTo(0.01, within(1e-7));
    assertThat(MannWhitney.tail(-1.644854)).isCloseTo(0.95, within(1e-7));
  }

  @Test
  void the_lady_tasting_tea() {
    // Fisher, The Design of Experiments: 3 of 4 right, p = 17/70; 4 of 4, p = 1/70
    assertThat(FisherExact.p(failed(4, 3), failed(4, 1))).isCloseTo(17 / 70.0, within(1e-9));
    assertThat(FisherExact.p(failed(4, 4), failed(4, 0))).isCloseTo(1 / 70.0, within(1e-9));
    assertThat(FisherExact.p(failed(1000, 0), failed(1000, 0))).isCloseTo(1, within(1e-9));
  }

  private static Tally failed(int requests, int failures) {
    return Counts.tally(requests - failures, 1000, failures);
  }

  @Test
  void what_it_finds_is_what_all_pairs_say() {
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      int[] one = random.ints(1 + random.nextInt(30), 0, 40).toArray();
      int[] two = random.ints(1 + random.nextInt(30), 0, 40).toArray();
      double u = 0;
      for (int a : one) {
        for (int b : two) {
          u += a > b ? 1 : a == b ? 0.5 : 0;
        }
      }
      MannWhitney found = test(one, two);
      assertThat(found.u()).as("seed 42, round %d", round).isEqualTo(u);
      assertThat(found.u() + test(two, one).u()).isEqualTo((double) one.length * two.length);
      assertThat(found.z()).isCloseTo(-test(two, one).z(), within(1e-9));
    }
  }

  @Test
  void a_duration_is_in_a_bucket_that_is_at_most_an_eighth_wide() {
    Random random = new Random(7);
    for (int round = 0; round < 10_000; round++) {
      long micros = 64 + Math.floorMod(random.nextLong(), 1L << (7 + random.nextInt(18)));
      double middle = Latencies.middle(Latencies.bucket(micros));
      assertThat(middle / micros).as("%d", micros).isBetween(0.937, 1.063);
    }
    assertThat(Latencies.bucket(0)).isZero();
    assertThat(Latencies.bucket(Long.MAX_VALUE)).isEqualTo(Latencies.BUCKETS - 1);
  }
}
