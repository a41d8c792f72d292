package dev.crossfade.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.canary.Cohort;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {

  private static Set<Integer> among(String group, int percent) {
    return IntStream.range(0, 20_000)
        .filter(i -> Share.cohort(group, "consumer-" + i, percent) == Cohort.NEW)
        .boxed()
        .collect(Collectors.toSet());
  }

  @Test
  void a_larger_share_holds_every_smaller_one() {
    Set<Integer> before = new HashSet<>();
    for (int percent = 0; percent <= 100; percent++) {
      Set<Integer> now = among("g", percent);
      assertThat(now.containsAll(before)).isTrue();
      assertThat(now.size()).isBetween(percent * 200 - 400, percent * 200 + 400);
      before = now;
    }
    assertThat(before).hasSize(20_000);
    assertThat(among("g", 0)).isEmpty();
  }

  @Test
  void other_groups_begin_with_others() {
    Set<Integer> both = among("g", 10);
    both.retainAll(among("h", 10));
    assertThat(both.size()).isBetween(100, 320);
  }

  @Test
  void places_stay_what_they_were_for_ever() {
    assertThat(Share.place("reports", "alice")).isEqualTo(PLACES[0]);
    assertThat(Share.place("reports", "")).isEqualTo(PLACES[1]);
    assertThat(Share.place("", "bob")).isEqualTo(PLACES[2]);
    assertThat(Share.place("reports", "\u00e4\u20ac\ud83d\ude00")).isEqualTo(PLACES[3]);
  }

  private static final int[] PLACES = {5773, 7533, 1576, 9132};

  @Test
  void the_baseline_is_as_large_and_growing_only_moves_to_the_new_stack() {
    for (int percent : new int[] {1, 5, 25, 50, 75, 100}) {
      int baseline = 0;
      for (int i = 0; i < 20_000; i++) {
        baseline += Share.cohort("g", "consumer-" + i, percent) == Cohort.BASELINE ? 1 : 0;
      }
      int expected = Math.min(percent, 100 - percent) * 200;
      assertThat(baseline).isBetween(Math.max(0, expected - 400), expected + 400);
    }
  }
}
