package dev.crossfade.gateway.mirror;

import dev.crossfade.core.shadow.BodyDifferences;
import dev.crossfade.spi.traffic.Answers;
import dev.crossfade.spi.traffic.Answers.Answer;
import dev.crossfade.spi.traffic.Answers.Completeness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What both stacks answered to one request, look by look. The new one is only late when it comes to
 * say, as a whole, what the legacy stack had said at that look or at an earlier one: an answer that
 * merely changes from look to look may be wrong each time. One thread.
 */
final class Trail {

  private static final List<Duration> WAITS =
      List.of(Duration.ofMillis(300), Duration.ofSeconds(2));

  private final List<Answer> legacy = new ArrayList<>();
  private final Set<String> noise;
  private final UnaryOperator<Set<String>> beyondNoise;
  private Answers latest;
  private int looks;

  /**
   * @param noise in what the legacy stack differed from itself
   * @param beyondNoise those of some differences that are not known to be noise otherwise
   */
  Trail(Answers first, Set<String> noise, UnaryOperator<Set<String>> beyondNoise) {
    this.latest = first;
    this.noise = noise;
    this.beyondNoise = beyondNoise;
    legacy.add(first.legacy());
  }

  /** Whether another look can tell more: neither a failure nor a part of an answer is late. */
  static boolean tells(Answers answers) {
    return whole(answers.legacy()) && whole(answers.candidate());
  }

  private static boolean whole(Answer answer) {
    return answer.status() != 0
        && answer.status() < 500
        && answer.completeness() == Completeness.WHOLE;
  }

  /** How long to wait before the next look; null when there were enough. */
  @Nullable Duration next() {
    return looks == WAITS.size() ? null : WAITS.get(looks);
  }

  /** Takes the answers of the next look; those that tell nothing are as if nobody had looked. */
  void look(Answers next) {
    looks++;
    if (tells(next)) {
      legacy.add(next.legacy());
      latest = next;
    }
  }

  /** The last answers that tell something. */
  Answers latest() {
    return latest;
  }

  /** Whether the new stack has said by now what the legacy one said. */
  boolean late() {
    return legacy.stream().anyMatch(each -> same(each, latest.candidate()));
  }

  private boolean same(Answer one, Answer other) {
    if (!whole(one)) {
      return false;
    }
    Set<String> differences = differences(one, other);
    return differences.size() < BodyDifferences.MOST
        && noise.containsAll(beyondNoise.apply(differences));
  }

  /** Whether the legacy stack differs from itself in all of this. */
  boolean isNoise(Set<String> differences) {
    return noise.containsAll(differences);
  }

  /** In what two answers differ; nothing can be said of those that were cut. */
  static Set<String> differences(Answer one, Answer other) {
    if (one.status() != other.status()) {
      return Set.of("status: " + one.status() + " " + other.status());
    }
    return one.completeness() == Completeness.CUT || other.completeness() == Completeness.CUT
        ? Set.of()
        : BodyDifferences.of(one.body(), other.body());
  }
}
