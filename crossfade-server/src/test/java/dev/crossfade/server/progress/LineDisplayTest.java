package dev.crossfade.server.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineDisplayTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Turned clock = new Turned();
  private final ProgressDisplay display =
      ProgressDisplay.on(
          new Console(System.out, new PrintStream(err, true, UTF_8), Map.of(), false), clock);

  @Test
  void oneLineInTenSecondsUnlessSomethingNewBegins() {
    display.show(at("copy", 1));
    display.show(at("copy", 2));
    clock.turn(Duration.ofSeconds(9));
    display.show(at("copy", 3));
    clock.turn(Duration.ofSeconds(1));
    display.show(at("copy", 4));
    display.show(at("verify", 5));

    assertThat(err.toString(UTF_8).lines())
        .containsExactly(
            "copy: 1 of 1,000 rows, about 3.0 s left",
            "copy: 4 of 1,000 rows, about 3.0 s left",
            "verify: 5 of 1,000 rows, about 3.0 s left");
  }

  private static Progress at(String title, long done) {
    return new Progress(title, done, 1000, " rows", "", Duration.ofSeconds(3));
  }

  private static final class Turned extends Clock {
    private Instant now = Instant.EPOCH;

    void turn(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
