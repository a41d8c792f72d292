package dev.crossfade.server.progress;

import dev.crossfade.server.output.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar with remaining time for work with a known size, a changing line for the rest. */
final class BarDisplay implements ProgressDisplay {
  private static final int WIDTH = 110;

  private final Console console;
  private String title = "";
  private @Nullable ProgressBar bar;
  private boolean lineOpen;

  BarDisplay(Console console) {
    this.console = console;
  }

  @Override
  public void show(Progress progress) {
    if (!progress.title().equals(title)) {
      close();
      title = progress.title();
    }
    if (progress.total() > 0) {
      showBar(progress);
    } else {
      showLine(LineDisplay.line(progress));
    }
  }

  private void showBar(Progress progress) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(progress.title())
              .setInitialMax(progress.total())
              .setUnit(progress.unit(), 1)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setUpdateIntervalMillis(200)
              .setMaxRenderedLength(WIDTH)
              .setConsumer(new ConsoleProgressBarConsumer(console.err()))
              .build();
    }
    bar.maxHint(Math.max(progress.total(), progress.done()));
    bar.stepTo(progress.done());
    bar.setExtraMessage(progress.detail());
  }

  private void showLine(String line) {
    String cut = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
    console.err().print("\r" + cut + " ".repeat(WIDTH - cut.length()));
    console.err().flush();
    lineOpen = true;
  }

  @Override
  public void say(String line) {
    close();
    console.say(line);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
    if (lineOpen) {
      console.err().println();
      lineOpen = false;
    }
    title = "";
  }
}
