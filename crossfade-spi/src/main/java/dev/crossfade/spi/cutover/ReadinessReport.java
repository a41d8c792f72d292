package dev.crossfade.spi.cutover;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far the tables of one database are fit to be written by applications.
 *
 * @param items what would be done, or what was done; empty when there was nothing to do
 * @param hindrances what stands in the way
 * @param notes what nobody can find out, or what costs time; nothing of it stands in the way
 */
public record ReadinessReport(List<Item> items, List<Problem> hindrances, List<Problem> notes) {

  /** Nothing to do. */
  public static final ReadinessReport READY = new ReadinessReport(List.of(), List.of(), List.of());

  public ReadinessReport {
    items = List.copyOf(items);
    hindrances = List.copyOf(hindrances);
    notes = List.copyOf(notes);
  }

  /** What an item is about. */
  public enum Subject {
    /** A sequence, of an identity column or of its own. */
    SEQUENCE,
    /** A constraint that was declared without looking at the rows that were there. */
    CONSTRAINT
  }

  /**
   * One thing to do.
   *
   * @param subject what it is about
   * @param object its name in the database, with that of its table
   * @param from how it was
   * @param to how it will be
   */
  public record Item(Subject subject, String object, String from, String to) {}

  /** Whether nothing stands in the way. */
  public boolean clear() {
    return hindrances.isEmpty();
  }

  /** Whether something stands in the way that does not pass by itself. */
  public boolean refused() {
    return hindrances.stream().anyMatch(each -> each.code().kind() != Kind.TRANSIENT);
  }

  /** Both together, for several databases of one side. */
  public ReadinessReport and(ReadinessReport other) {
    return new ReadinessReport(
        both(items, other.items), both(hindrances, other.hindrances), both(notes, other.notes));
  }

  private static <T> List<T> both(List<T> one, List<T> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
