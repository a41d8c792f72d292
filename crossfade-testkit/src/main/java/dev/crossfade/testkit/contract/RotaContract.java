package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.spi.source.StreamRota;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What every {@link StreamRota} must do, once those who take part have agreed. */
public abstract class RotaContract {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Two sources whose streams exist. */
  protected static final List<String> SOURCES = List.of("crm", "ads");

  /** Takes part in the rota of this test, for both sources. */
  protected abstract StreamRota open();

  private static void eventually(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static long count(StreamRota rota) {
    return SOURCES.stream().filter(rota::ours).count();
  }

  /** Each stream has one who shall follow it. */
  private static boolean shared(StreamRota one, StreamRota other) {
    return SOURCES.stream().allMatch(source -> one.ours(source) != other.ours(source));
  }

  @Test
  void whoever_is_alone_follows_everything() throws InterruptedException {
    try (StreamRota one = open()) {
      eventually(() -> count(one) == 2);
      assertThat(one.ours("unheard of")).isFalse();
    }
  }

  @Test
  void a_second_one_gets_a_fair_part_and_it_comes_back_when_he_leaves()
      throws InterruptedException {
    try (StreamRota one = open()) {
      eventually(() -> count(one) == 2);
      StreamRota other = open();
      eventually(() -> count(one) == 1 && shared(one, other));
      other.close();
      assertThat(count(other)).isZero();
      eventually(() -> count(one) == 2);
      other.close();
    }
  }

  @Test
  void what_one_cannot_follow_the_other_does() throws InterruptedException {
    try (StreamRota one = open();
        StreamRota other = open()) {
      eventually(() -> count(one) == 1 && shared(one, other));
      String declined = SOURCES.stream().filter(one::ours).findFirst().orElseThrow();
      one.decline(declined);
      eventually(() -> other.ours(declined) && !one.ours(declined));
      eventually(() -> shared(one, other));
      other.close();
      eventually(() -> count(one) == 1);
      assertThat(one.ours(declined)).isFalse();
      one.accept(declined);
      eventually(() -> count(one) == 2);
    }
  }
}
