package dev.crossfade.core.schema;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that was found to have been done to a table, for which somebody has to decide what it is.
 *
 * @param causes what was done; none when nobody knows, as of what earlier versions noted
 * @param text the same in words, for people
 */
public record Alterations(Set<Cause> causes, String text) {

  /** Another table has its name. */
  public static final Alterations ANEW =
      new Alterations(Set.of(Cause.ANEW), "the table was made anew");

  private static final Set<Cause> NOT_IN_THE_LOG =
      EnumSet.of(Cause.TABLE_GONE, Cause.ANEW, Cause.KEY);

  private static final String SEPARATOR = ",";

  /** What can be done to a table. */
  public enum Cause {
    /** It was away. */
    TABLE_GONE,
    /** Another one took its name. */
    ANEW,
    /** It got another key. */
    KEY,
    /** A column was added. */
    NEW,
    /** A column was dropped. */
    DROPPED,
    /** A column was renamed. */
    RENAMED,
    /** A column got another type. */
    RETYPED;

    private static Cause of(Drift.Kind kind) {
      return switch (kind) {
        case TABLE_GONE -> TABLE_GONE;
        case KEY -> KEY;
        case NEW -> NEW;
        case DROPPED -> DROPPED;
        case RENAMED -> RENAMED;
        case RETYPED -> RETYPED;
      };
    }
  }

  public Alterations {
    causes = Set.copyOf(causes);
  }

  /** In one way. */
  public static Alterations of(Drift drift) {
    return of(List.of(drift));
  }

  /** In several ways. */
  public static Alterations of(List<Drift> drifts) {
    return new Alterations(
        drifts.stream().map(drift -> Cause.of(drift.kind())).collect(Collectors.toSet()),
        drifts.stream().map(Drift::detail).collect(Collectors.joining("; ")));
  }

  /**
   * What was noted of them.
   *
   * @param names see {@link #names}
   */
  public static Alterations noted(String names, String text) {
    Set<Cause> causes =
        Arrays.stream(names.split(SEPARATOR))
            .filter(name -> !name.isEmpty())
            .map(Cause::valueOf)
            .collect(Collectors.toSet());
    return new Alterations(causes, text);
  }

  /** The causes in one text, always in the same order. */
  public String names() {
    return Arrays.stream(Cause.values())
        .filter(causes::contains)
        .map(Cause::name)
        .collect(Collectors.joining(SEPARATOR));
  }

  /** These and others; what nobody knows of either nobody knows of both. */
  public Alterations and(Alterations others) {
    Set<Cause> all = EnumSet.noneOf(Cause.class);
    if (!causes.isEmpty() && !others.causes.isEmpty()) {
      all.addAll(causes);
      all.addAll(others.causes);
    }
    boolean told = text.contains(others.text);
    return new Alterations(all, told ? text : text + "; " + others.text);
  }

  /** Whether the table's log cannot be trusted to tell all of its rows. */
  public boolean untold() {
    return causes.isEmpty() || causes.stream().anyMatch(NOT_IN_THE_LOG::contains);
  }

  /** Whether the table has more columns than before, and nothing else was done to it. */
  public boolean onlyMore() {
    return causes.equals(Set.of(Cause.NEW));
  }
}
