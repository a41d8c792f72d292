package dev.crossfade.server.demo;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.progress.Progress;
import dev.crossfade.server.progress.ProgressDisplay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Tells the story: what happens, why, and how long after the beginning. */
final class Narrator implements AutoCloseable {
  private final Console console;
  private final ProgressDisplay display;
  private final Clock clock;
  private final Instant begin;
  private int chapter;

  Narrator(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
    this.begin = clock.instant();
    this.display = ProgressDisplay.on(console, clock);
  }

  /** Begins a chapter. */
  synchronized void chapter(String title, String why) {
    chapter++;
    String time = Words.time(Duration.between(begin, clock.instant()));
    display.say("");
    display.say(
        console.paint(Ink.STRONG, chapter + ". " + title)
            + console.paint(Ink.FAINT, "  (after " + time + ")"));
    display.say("   " + why);
  }

  /** Tells a fact. */
  synchronized void fact(String text) {
    display.say("   " + text);
  }

  /** Tells something that was proven, or was not. */
  synchronized void proof(boolean holds, String text) {
    String sign = holds ? console.paint(Ink.GOOD, "✔") : console.paint(Ink.BAD, "✘");
    display.say("   " + sign + " " + text);
  }

  /** Shows how far something is. */
  synchronized void show(Progress progress) {
    display.show(progress);
  }

  @Override
  public void close() {
    display.close();
  }
}
