package dev.crossfade.engine.replay;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.ValueText;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.engine.apply.RowText;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.ReverseMapping;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.spi.target.Correction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A mapping that tries a row which it refuses once more, with the values that somebody corrected.
 * What it accepts costs nothing more.
 */
final class CorrectedMapping implements CompiledMapping {

  private final CompiledMapping mapping;
  private final Supplier<Map<String, Map<String, Correction>>> corrections;

  /**
   * @param corrections of this mapping, by source key and column
   */
  CorrectedMapping(
      CompiledMapping mapping, Supplier<Map<String, Map<String, Correction>>> corrections) {
    this.mapping = mapping;
    this.corrections = corrections;
  }

  @Override
  public Membership accepts(@Nullable Object[] sourceRow) {
    Membership membership = mapping.accepts(sourceRow);
    if (membership == Membership.REFUSED) {
      @Nullable Object @Nullable [] corrected = corrected(sourceRow);
      if (corrected != null) {
        return mapping.accepts(corrected);
      }
    }
    return membership;
  }

  @Override
  public RowResult apply(@Nullable Object[] sourceRow, @Nullable Object[] targetRow) {
    RowResult result = mapping.apply(sourceRow, targetRow);
    if (result instanceof Refusal) {
      @Nullable Object @Nullable [] corrected = corrected(sourceRow);
      if (corrected != null && mapping.accepts(corrected) == Membership.IN) {
        return mapping.apply(corrected, targetRow);
      }
    }
    return result;
  }

  /** The row with its corrections; null when there are none for the values that it has. */
  private @Nullable Object @Nullable [] corrected(@Nullable Object[] row) {
    Map<String, Map<String, Correction>> all = corrections.get();
    if (all.isEmpty()) {
      return null;
    }
    TableSchema table = mapping.sourceTable();
    Key key = Key.of(row, table.keyIndexes());
    if (!key.readable()) {
      return null;
    }
    List<Correction> some = Corrections.of(all, RowText.key(table, key));
    @Nullable Object @Nullable [] corrected = null;
    for (Correction each : some) {
      int index = table.indexOf(each.column());
      if (index >= 0 && shows(table.columns().get(index), row[index], each)) {
        corrected = corrected == null ? row.clone() : corrected;
        corrected[index] = value(table.columns().get(index), each.after());
      }
    }
    return corrected;
  }

  private static boolean shows(Column column, @Nullable Object value, Correction correction) {
    if (value == Unavailable.VALUE) {
      return false;
    }
    Object plain = value instanceof Encoded encoded ? encoded.value() : value;
    return Objects.equals(Corrections.text(column.type(), plain), correction.before());
  }

  private static @Nullable Object value(Column column, @Nullable String text) {
    return text == null ? null : ValueText.parse(column.type(), text);
  }

  @Override
  public MappingSpec spec() {
    return mapping.spec();
  }

  @Override
  public EntitySpec entitySpec() {
    return mapping.entitySpec();
  }

  @Override
  public TableSchema entity() {
    return mapping.entity();
  }

  @Override
  public TableSchema sourceTable() {
    return mapping.sourceTable();
  }

  @Override
  public String source() {
    return mapping.source();
  }

  @Override
  public String version() {
    return mapping.version();
  }

  @Override
  public String essence() {
    return mapping.essence();
  }

  @Override
  public boolean hasEssence(String kept) {
    return mapping.hasEssence(kept);
  }

  @Override
  public String keyEssence() {
    return mapping.keyEssence();
  }

  @Override
  public Refusal whereRefusal(@Nullable Object[] sourceRow) {
    return mapping.whereRefusal(sourceRow);
  }

  @Override
  public RowResult applyKey(@Nullable Object[] sourceRow, @Nullable Object[] targetRow) {
    return mapping.applyKey(sourceRow, targetRow);
  }

  @Override
  public Key targetKey(@Nullable Object[] targetRow) {
    return mapping.targetKey(targetRow);
  }

  @Override
  public Set<String> dependencies(int targetColumn) {
    return mapping.dependencies(targetColumn);
  }

  @Override
  public Set<String> whereDependencies() {
    return mapping.whereDependencies();
  }

  @Override
  public boolean directCopy(int targetColumn) {
    return mapping.directCopy(targetColumn);
  }

  /** Corrected values are changes of the target: its way back writes them into the source. */
  @Override
  public ReverseMapping reverse() {
    return mapping.reverse();
  }

  @Override
  public Reversibility reversibility(int targetColumn) {
    return mapping.reversibility(targetColumn);
  }
}
