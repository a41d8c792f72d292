package dev.crossfade.core.phase;

import java.util.List;
import java.util.Optional;

/**
 * Columns of the target from which nothing would come back to the sources, as the result of a
 * verification says it: so they are part of what people sign.
 */
public final class LostColumns {

  private static final String HEAD = "; not brought back: ";
  private static final String NONE = "none";
  private static final String COMMA = ", ";

  private LostColumns() {}

  /**
   * A result that says so.
   *
   * @param verdicts what was found
   * @param lost the columns with their entities
   */
  public static String said(String verdicts, List<String> lost) {
    return verdicts + HEAD + (lost.isEmpty() ? NONE : String.join(COMMA, lost));
  }

  /** The columns that a result names; empty where it does not speak of them. */
  static Optional<List<String>> in(String result) {
    int at = result.indexOf(HEAD);
    if (at < 0) {
      return Optional.empty();
    }
    String named = result.substring(at + HEAD.length());
    return Optional.of(named.equals(NONE) ? List.of() : List.of(named.split(COMMA)));
  }
}
