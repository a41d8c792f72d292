package dev.crossfade.jdbc.source;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.cutover.ReadinessReport;
import dev.crossfade.spi.cutover.ReadinessReport.Item;
import dev.crossfade.spi.cutover.ReadinessReport.Subject;
import java.util.ArrayList;
import java.util.List;

/** What is found and done while tables are made fit. One thread at a time. */
public final class ReadyBook {

  private final Does does;
  private final long end;
  private final List<Item> items = new ArrayList<>();
  private final List<Problem> hindrances = new ArrayList<>();
  private final List<Problem> notes = new ArrayList<>();

  /** Whether it is only looked, or done as well. */
  public enum Does {
    LOOK,
    MAKE
  }

  /**
   * @param end when it has to be over, as {@code System.nanoTime()} tells
   */
  public ReadyBook(Does does, long end) {
    this.does = does;
    this.end = end;
  }

  public boolean makes() {
    return does == Does.MAKE;
  }

  /** What is left of the time, at least one: zero would be without limit. */
  public long millisLeft() {
    return Math.max(1, (end - System.nanoTime()) / 1_000_000);
  }

  public boolean over() {
    return System.nanoTime() >= end;
  }

  public void item(Subject subject, String object, Object from, Object to) {
    items.add(new Item(subject, object, from.toString(), to.toString()));
  }

  public void hinders(Problem problem) {
    hindrances.add(problem);
  }

  public void notes(Problem problem) {
    notes.add(problem);
  }

  public ReadinessReport report() {
    return new ReadinessReport(items, hindrances, notes);
  }
}
