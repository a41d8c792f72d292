package dev.crossfade.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What ends where it began is tried again, and not for ever. */
class AttemptsTest {

  private final List<String> told = new ArrayList<>();
  private boolean wanted = true;
  private int made;

  private Crossed of(int succeeds) throws InterruptedException {
    return new Attempts(told::add, () -> wanted)
        .of(
            () -> {
              made++;
              return new Crossed(made == succeeds, made, Map.of(), 0, "it took too long");
            });
  }

  @Test
  void oneThatSucceedsIsEnough() throws InterruptedException {
    assertThat(of(1).across()).isTrue();
    assertThat(made).isEqualTo(1);
    assertThat(told).isEmpty();
  }

  @Test
  void itIsSaidWhyThereIsAnother() throws InterruptedException {
    assertThat(of(3).writePauseMillis()).isEqualTo(3);
    assertThat(made).isEqualTo(3);
    assertThat(told).hasSize(2).allMatch(line -> line.contains("it took too long"));
  }

  @Test
  void itIsNotTriedForEver() throws InterruptedException {
    assertThat(of(0).across()).isFalse();
    assertThat(made).isEqualTo(Attempts.MOST);
  }

  @Test
  void nobodyIsMovedOnceNobodyWantsThat() throws InterruptedException {
    wanted = false;
    assertThat(of(2).across()).isFalse();
    assertThat(made).isEqualTo(1);
  }
}
