package dev.crossfade.core.check;

import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says of rows that differ what happened to each of them. Pure. */
public final class Diagnosis {

  private final TableSchema table;
  private final RowDigest digest;
  private final Map<String, List<Integer>> owners = new HashMap<>();
  private final List<RowPair> rows;

  private Diagnosis(TableSchema table, List<RowPair> rows) {
    this.table = table;
    this.digest = new RowDigest(table);
    this.rows = rows;
  }

  /**
   * One finding.
   *
   * @param name of the row
   * @param column the column; empty when it is about the whole row
   * @param damage what happened
   */
  public record Finding(String name, String column, Damage damage) {}

  /** What happened to these rows, which are all rows that differ as far as possible. */
  public static List<Finding> of(TableSchema table, List<RowPair> rows) {
    return new Diagnosis(table, rows).find();
  }

  private List<Finding> find() {
    for (int i = 0; i < rows.size(); i++) {
      RowPair pair = rows.get(i);
      if (pair.expected() != null && pair.observed() != null) {
        for (int column : differing(pair.expected(), pair.observed())) {
          owners
              .computeIfAbsent(
                  swap(column, pair.expected(), pair.observed()), any -> new ArrayList<>())
              .add(i);
        }
      }
    }
    List<Finding> findings = new ArrayList<>();
    rows.forEach(pair -> findings.addAll(of(pair)));
    return findings;
  }

  private List<Finding> of(RowPair pair) {
    @Nullable Object[] expected = pair.expected();
    @Nullable Object[] observed = pair.observed();
    if (expected == null || observed == null) {
      return List.of(
          new Finding(pair.name(), "", expected == null ? Damage.EXTRA : Damage.MISSING));
    }
    int[] columns = differing(expected, observed);
    boolean stale = stale(columns, expected, observed);
    List<Finding> findings = new ArrayList<>();
    for (int column : columns) {
      Damage damage =
          swapped(column, expected, observed) ? Damage.SWAPPED : one(column, expected, observed);
      boolean older = stale && damage != Damage.SWAPPED;
      findings.add(
          new Finding(
              pair.name(), table.columns().get(column).name(), older ? Damage.STALE : damage));
    }
    return findings;
  }

  private Damage one(int column, @Nullable Object[] expected, @Nullable Object[] observed) {
    return ValueDamage.of(table.columns().get(column).type(), expected[column], observed[column]);
  }

  /** A row of which a time is older, and not only in another zone, shows what it once was. */
  private boolean stale(int[] columns, @Nullable Object[] expected, @Nullable Object[] observed) {
    for (int column : columns) {
      LogicalType type = table.columns().get(column).type();
      boolean time =
          type instanceof LogicalType.Timestamp || type instanceof LogicalType.TimestampTz;
      if (time
          && expected[column] instanceof Long should
          && observed[column] instanceof Long is
          && is < should
          && one(column, expected, observed) == Damage.CHANGED) {
        return true;
      }
    }
    return false;
  }

  private boolean swapped(int column, @Nullable Object[] expected, @Nullable Object[] observed) {
    return owners.containsKey(swap(column, observed, expected));
  }

  /** What a row should have and has, so that its counterpart is found under the reverse. */
  private String swap(int column, @Nullable Object[] should, @Nullable Object[] has) {
    return column + ":" + digest.columns(should)[column] + ":" + digest.columns(has)[column];
  }

  private int[] differing(@Nullable Object[] expected, @Nullable Object[] observed) {
    return RowDigest.differences(digest.columns(expected), digest.columns(observed));
  }
}
