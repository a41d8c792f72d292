package dev.crossfade.core.shadow;

import dev.crossfade.core.spec.Tolerance;
import dev.crossfade.core.spec.WorkloadSpec.Matching;
import dev.crossfade.core.spec.WorkloadSpec.Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One look at both stacks: the legacy one was asked, then the new one once all that the legacy one
 * had shown was published, then the legacy one again. What the legacy stack differs in from itself
 * moved meanwhile: there the new one may say the one or the other, and a number whatever is not far
 * from both. Everything else that differs is suspect.
 */
public final class Look {

  /** How many times farther than the legacy stack from itself a number may be. */
  private static final BigDecimal FAR = BigDecimal.TEN;

  private final Map<Suspect, Integer> suspects = new LinkedHashMap<>();
  private final Map<String, Long> noise = new LinkedHashMap<>();
  private final Set<String> moved = new LinkedHashSet<>();
  private final Tolerance tolerance;
  private final Keyed before;
  private final Keyed now;
  private final Keyed after;

  /**
   * Something that differs.
   *
   * @param row what tells the row apart; empty for the answer as a whole
   * @param signature where and how
   */
  record Suspect(String row, String signature) {}

  private Look(Keyed before, Keyed now, Keyed after, Tolerance tolerance) {
    this.before = before;
    this.now = now;
    this.after = after;
    this.tolerance = tolerance;
  }

  /** Compares what was answered. */
  public static Look at(
      RowSet before, RowSet now, RowSet after, Matching matching, Tolerance tolerance) {
    Look look =
        new Look(
            Keyed.of(before, matching),
            Keyed.of(now, matching),
            Keyed.of(after, matching),
            tolerance);
    List<String> compared = look.columns(before, now, matching);
    Set<String> rows = new LinkedHashSet<>(look.before.names());
    rows.addAll(look.now.names());
    rows.forEach(row -> look.row(row, compared));
    look.after.names().stream().filter(row -> !rows.contains(row)).forEach(look.moved::add);
    if (matching.order() == Order.SAME && !matching.key().isEmpty()) {
      look.order();
    }
    return look;
  }

  private List<String> columns(RowSet legacy, RowSet fresh, Matching matching) {
    Set<String> ignored = lower(matching.ignored());
    Set<String> key = lower(matching.key());
    List<String> compared = new ArrayList<>();
    for (String column : legacy.columns()) {
      if (!fresh.columns().contains(column) && !ignored.contains(column)) {
        suspect("", column + ": column missing");
      } else if (!ignored.contains(column) && !key.contains(column)) {
        compared.add(column);
      }
    }
    fresh.columns().stream()
        .filter(column -> !ignored.contains(column) && !legacy.columns().contains(column))
        .forEach(column -> suspect("", column + ": column extra"));
    return compared;
  }

  private static Set<String> lower(List<String> names) {
    Set<String> lower = new LinkedHashSet<>();
    names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    return lower;
  }

  private void row(String row, List<String> compared) {
    if (!before.has(row) || !after.has(row)) {
      boolean known = before.has(row) || after.has(row);
      if (known) {
        moved.add(row);
        noise.merge("rows: moved", 1L, Long::sum);
      } else {
        suspect(row, "rows: extra");
      }
    } else if (!now.has(row)) {
      suspect(row, "rows: missing");
    } else {
      compared.forEach(column -> cell(row, column));
    }
  }

  private void cell(String row, String column) {
    String first = before.value(row, column);
    String fresh = now.value(row, column);
    String second = after.value(row, column);
    boolean still = Cell.same(first, second, Tolerance.NONE);
    if (!still) {
      moved.add(row);
      noise.merge(column + ": value", 1L, Long::sum);
    }
    boolean fine =
        Cell.same(first, fresh, tolerance)
            || Cell.same(second, fresh, tolerance)
            || (!still && near(first, fresh, second));
    if (!fine) {
      suspect(row, column + ": " + Cell.difference(first, fresh));
    }
  }

  /** What is no number may have had any value in between. */
  private static boolean near(
      @Nullable String first, @Nullable String fresh, @Nullable String second) {
    BigDecimal one = Cell.number(first);
    BigDecimal other = Cell.number(second);
    BigDecimal number = Cell.number(fresh);
    if (one == null || other == null || number == null) {
      return true;
    }
    BigDecimal way = one.subtract(other).abs().multiply(FAR);
    return number.compareTo(one.min(other).subtract(way)) >= 0
        && number.compareTo(one.max(other).add(way)) <= 0;
  }

  /** The order of the rows that all three answers have. */
  private void order() {
    List<String> here = common(now);
    List<String> first = common(before);
    List<String> second = common(after);
    if (!first.equals(second)) {
      noise.merge("rows: order", 1L, Long::sum);
    } else if (!first.equals(here)) {
      suspect("", "rows: order");
    }
  }

  private List<String> common(Keyed answer) {
    return answer.names().stream()
        .filter(row -> before.has(row) && now.has(row) && after.has(row))
        .toList();
  }

  private void suspect(String row, String signature) {
    suspects.merge(new Suspect(row, signature), 1, Integer::sum);
  }

  Set<Suspect> suspects() {
    return suspects.keySet();
  }

  /** In how many rows the legacy stack differs from itself, by signature. */
  Map<String, Long> noise() {
    return noise;
  }

  /** Rows that the legacy stack changed between its two answers. */
  int moved() {
    return moved.size();
  }

  /** Rows that the legacy stack answered. */
  int rows() {
    return before.names().size();
  }
}
