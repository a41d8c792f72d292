package dev.crossfade.engine.replay;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.RowText;
import dev.crossfade.spi.target.Correction;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineStore;
import dev.crossfade.spi.target.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what somebody wants values to be into corrections of parked rows. One thread. */
public final class Fixes {

  private static final int ITEMS = 500;
  private static final int MOST = 10_000;

  private final Mappings mappings;
  private final QuarantineStore quarantine;
  private final List<Correction> corrections = new ArrayList<>();
  private long last;
  private long left;

  public Fixes(Mappings mappings, QuarantineStore quarantine) {
    this.mappings = mappings;
    this.quarantine = quarantine;
  }

  /**
   * Corrects the rows that are meant.
   *
   * @param values by source column; null for NULL
   * @throws IllegalArgumentException with a sentence about what is wrong with a value
   */
  public void correct(Selection what, Map<String, Optional<String>> values) {
    long cursor = -1;
    while (cursor != last) {
      cursor = last;
      quarantine.page(
          what,
          cursor,
          ITEMS,
          item -> {
            last = item.id();
            correct(item.change(), values);
          });
      if (corrections.size() > MOST) {
        throw new IllegalArgumentException(
            "that would be more than " + MOST + " values, which is what a rule is for");
      }
    }
  }

  private void correct(ParkedChange change, Map<String, Optional<String>> values) {
    Numbered numbered = mappings.find(change.mapping()).orElse(null);
    if (numbered == null || numbered.appendOnly() || change.sourceKeyText().isEmpty()) {
      left++;
      return;
    }
    TableSchema table = numbered.mapping().sourceTable();
    Optional<@Nullable Object[]> row = RowText.sourceRow(table, change.payload());
    List<Correction> made = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          Column column = column(table, name);
          check(column, value);
          Object before = row.map(each -> each[table.indexOf(name)]).orElse(Unavailable.VALUE);
          if (row.isPresent() && before != Unavailable.VALUE) {
            made.add(
                new Correction(
                    change.mapping(),
                    change.sourceKeyText(),
                    name,
                    Corrections.text(column.type(), value(row.get(), table.indexOf(name))),
                    value.orElse(null)));
          }
        });
    if (made.size() == values.size()) {
      corrections.addAll(made);
    } else {
      left++;
    }
  }

  private static @Nullable Object value(@Nullable Object[] row, int index) {
    return row[index];
  }

  private static Column column(TableSchema table, String name) {
    int index = table.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          table.id() + " has no column " + name + "; it has " + table.columnNames());
    }
    if (table.key().contains(name)) {
      throw new IllegalArgumentException(
          name + " is part of the key of " + table.id() + ", by which its rows are found");
    }
    return table.columns().get(index);
  }

  private static void check(Column column, Optional<String> value) {
    if (value.isPresent() && !GivenText.exact(column.type(), value.get())) {
      throw new IllegalArgumentException(
          "the value for " + column.name() + " is none of type " + column.type());
    }
  }

  /** What was made so far. */
  public List<Correction> corrections() {
    return List.copyOf(corrections);
  }

  /**
   * Rows that cannot be corrected: without key, or parked as mapped rows, which the target refused.
   */
  public long left() {
    return left;
  }
}
