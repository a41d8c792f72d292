package dev.crossfade.server.progress;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line when something new begins, then one in ten seconds: for logs of other programs. */
final class LineDisplay implements ProgressDisplay {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Console console;
  private final Clock clock;
  private String title = "";
  private @Nullable Instant last;

  LineDisplay(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public void show(Progress progress) {
    Instant now = clock.instant();
    boolean news = !progress.title().equals(title);
    if (!news && last != null && Duration.between(last, now).compareTo(INTERVAL) < 0) {
      return;
    }
    title = progress.title();
    last = now;
    console.say(line(progress));
  }

  /** The whole moment in one line. */
  static String line(Progress progress) {
    StringBuilder line = new StringBuilder(progress.title());
    line.append(": ").append(Words.count(progress.done()));
    if (progress.total() > 0) {
      line.append(" of ").append(Words.count(progress.total()));
    }
    line.append(progress.unit());
    if (!progress.detail().isEmpty()) {
      line.append(", ").append(progress.detail());
    }
    if (progress.remaining() != null) {
      line.append(", about ").append(Words.time(progress.remaining())).append(" left");
    }
    return line.toString();
  }

  @Override
  public void say(String line) {
    console.say(line);
  }

  @Override
  public void close() {}
}
