package dev.crossfade.engine.preflight;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.cutover.Fence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a fence says: what makes it none, apart from transactions that are merely open. */
final class FenceLook {

  /** Nothing is open for so long, so whatever is said then is not about open transactions. */
  private static final Duration AGES_AGO = Duration.ofDays(10_000);

  private static final List<Duration> AGES =
      List.of(
          Duration.ZERO,
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofDays(1));

  private final Fence fence;
  private final List<Problem> holes;

  FenceLook(Fence fence) {
    this.fence = fence;
    this.holes = fence.check(AGES_AGO);
  }

  /** What would make it no fence, whoever is in flight. */
  List<Problem> holes() {
    return holes;
  }

  /** Transactions that are open for longer than this. */
  List<Problem> open(Duration longest) {
    List<Problem> open = new ArrayList<>(fence.check(longest));
    open.removeIf(each -> holes.stream().anyMatch(hole -> hole.what().equals(each.what())));
    return open;
  }

  /** At least how long the oldest is open, since it is only told who is open for longer. */
  Duration oldest() {
    for (Duration age : AGES) {
      if (open(age).isEmpty()) {
        return age;
      }
    }
    return AGES.get(AGES.size() - 1);
  }
}
