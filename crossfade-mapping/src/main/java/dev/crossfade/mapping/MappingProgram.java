package dev.crossfade.mapping;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.mapping.bytecode.RowCode;
import dev.crossfade.mapping.expression.Expression;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.RowFailure;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The compiled form of one mapping. Rows go through generated {@link RowCode}; what that leaves out
 * is computed here in general.
 */
final class MappingProgram implements CompiledMapping {

  private final MappingSpec spec;
  private final EntitySpec entitySpec;
  private final TableSchema sourceTable;
  private final TableSchema entity;
  private final @Nullable Expression where;
  private final int[] whereColumns;
  private final ReadableCheck whereReadable;
  private final ReadableCheck keyReadable;
  private final WaysBack waysBack;
  private final ZeroDateKeys zeroDateKeys;
  private final TargetColumn[] columns;
  private final ReadableCheck[] readable;
  private final RowCheck[] checks;
  private final RowCode code;
  private final int[] keyIndexes;
  private final MappingHashes hashes;

  MappingProgram(
      MappingSpec spec,
      EntitySpec entitySpec,
      TableSchema sourceTable,
      TableSchema entity,
      @Nullable Expression where,
      List<TargetColumn> columns,
      List<RowCheck> checks,
      WaysBack waysBack,
      ZeroDateKeys zeroDateKeys,
      RowCode code,
      MappingHashes hashes) {
    this.spec = spec;
    this.entitySpec = entitySpec;
    this.sourceTable = sourceTable;
    this.entity = entity;
    this.where = where;
    this.whereColumns = where == null ? new int[0] : where.columns();
    this.whereReadable = new ReadableCheck(sourceTable, "where", whereColumns);
    this.keyReadable = new ReadableCheck(sourceTable, "key", sourceTable.keyIndexes());
    this.waysBack = waysBack;
    this.zeroDateKeys = zeroDateKeys;
    this.columns = columns.toArray(new TargetColumn[0]);
    this.readable =
        columns.stream()
            .map(each -> new ReadableCheck(sourceTable, each.column().name(), each.sources()))
            .toArray(ReadableCheck[]::new);
    this.checks = checks.toArray(new RowCheck[0]);
    this.code = code;
    this.keyIndexes = entity.keyIndexes();
    this.hashes = hashes;
  }

  /** The same by CEL's interpreter alone: what generated code is held against. */
  MappingProgram interpreted() {
    return new MappingProgram(
        spec,
        entitySpec,
        sourceTable,
        entity,
        where == null ? null : where.asInterpreted(),
        Stream.of(columns).map(TargetColumn::interpreted).toList(),
        Stream.of(checks).map(RowCheck::interpreted).toList(),
        waysBack,
        zeroDateKeys,
        RowCode.NONE,
        hashes);
  }

  List<TargetColumn> columns() {
    return List.of(columns);
  }

  @Override
  public MappingSpec spec() {
    return spec;
  }

  @Override
  public EntitySpec entitySpec() {
    return entitySpec;
  }

  @Override
  public TableSchema entity() {
    return entity;
  }

  @Override
  public TableSchema sourceTable() {
    return sourceTable;
  }

  @Override
  public String source() {
    return spec.source();
  }

  @Override
  public String version() {
    return hashes.version();
  }

  @Override
  public String essence() {
    return hashes.essence();
  }

  @Override
  public boolean hasEssence(String kept) {
    return hashes.hasEssence(kept);
  }

  @Override
  public String keyEssence() {
    return hashes.keyEssence();
  }

  @Override
  public Membership accepts(@Nullable Object[] sourceRow) {
    if (where == null) {
      return Membership.IN;
    }
    if (whereReadable.refusal(sourceRow) != null) {
      return Membership.REFUSED;
    }
    for (int column : whereColumns) {
      if (sourceRow[column] == Unavailable.VALUE) {
        return Membership.NEEDS_RESELECT;
      }
    }
    try {
      return membership(code.where(sourceRow));
    } catch (RowFailure inGeneral) {
      return general(where, sourceRow);
    }
  }

  private static Membership general(Expression where, @Nullable Object[] sourceRow) {
    try {
      return membership(where.value(sourceRow));
    } catch (RowFailure e) {
      return Membership.REFUSED;
    }
  }

  private static Membership membership(@Nullable Object condition) {
    return Boolean.TRUE.equals(condition) ? Membership.IN : Membership.OUT;
  }

  @Override
  public Refusal whereRefusal(@Nullable Object[] sourceRow) {
    Refusal unreadable = whereReadable.refusal(sourceRow);
    if (unreadable != null) {
      return unreadable;
    }
    try {
      if (where != null) {
        where.value(sourceRow);
      }
    } catch (RowFailure e) {
      return new Refusal("where", e.code(), e.text());
    }
    throw new IllegalStateException("the condition did not fail on this row");
  }

  private @Nullable Refusal keyRefusal(@Nullable Object[] sourceRow) {
    Refusal unreadable = keyReadable.refusal(sourceRow);
    return unreadable == null ? zeroDateKeys.refusal(sourceRow) : unreadable;
  }

  @Override
  public ReverseMapping reverse() {
    return new ReverseMapping(this, waysBack);
  }

  @Override
  public RowResult apply(@Nullable Object[] sourceRow, @Nullable Object[] targetRow) {
    Refusal unreadable = keyRefusal(sourceRow);
    if (unreadable != null) {
      return unreadable;
    }
    RowResult result = fill(sourceRow, targetRow);
    return !result.equals(RowResult.MAPPED) || passes(targetRow) ? result : checked(targetRow);
  }

  /** Computes the target row without regard to key and checks. */
  RowResult fill(@Nullable Object[] sourceRow, @Nullable Object[] targetRow) {
    for (int i = 0; (i = code.fill(sourceRow, targetRow, i)) < columns.length; i++) {
      RowResult result = fill(i, sourceRow, targetRow);
      if (!result.equals(RowResult.MAPPED)) {
        return result;
      }
    }
    return RowResult.MAPPED;
  }

  private boolean passes(@Nullable Object[] targetRow) {
    try {
      return code.passes(targetRow);
    } catch (RowFailure inGeneral) {
      return false;
    }
  }

  private RowResult checked(@Nullable Object[] targetRow) {
    for (RowCheck check : checks) {
      Refusal refusal = check.refusal(targetRow);
      if (refusal != null) {
        return refusal;
      }
    }
    return RowResult.MAPPED;
  }

  @Override
  public RowResult applyKey(@Nullable Object[] sourceRow, @Nullable Object[] targetRow) {
    Refusal unreadable = keyRefusal(sourceRow);
    if (unreadable != null) {
      return unreadable;
    }
    for (int index : keyIndexes) {
      RowResult result = fill(index, sourceRow, targetRow);
      if (!result.equals(RowResult.MAPPED)) {
        return result;
      }
    }
    return RowResult.MAPPED;
  }

  /** In general: any value, any evaluator, and the words of a refusal. */
  @SuppressWarnings("ReferenceEquality") // the marker is one object
  RowResult fill(int i, @Nullable Object[] sourceRow, @Nullable Object[] targetRow) {
    Refusal unreadable = readable[i].refusal(sourceRow);
    if (unreadable != null) {
      return unreadable;
    }
    try {
      Object value = columns[i].value(sourceRow);
      if (value == TargetColumn.RESELECT) {
        return RowResult.NEEDS_RESELECT;
      }
      targetRow[i] = value;
      return RowResult.MAPPED;
    } catch (RowFailure e) {
      return new Refusal(columns[i].column().name(), e.code(), e.text());
    }
  }

  @Override
  public Key targetKey(@Nullable Object[] targetRow) {
    return Key.of(targetRow, keyIndexes);
  }

  @Override
  public Set<String> dependencies(int targetColumn) {
    return names(columns[targetColumn].sources());
  }

  @Override
  public Set<String> whereDependencies() {
    return names(whereColumns);
  }

  private Set<String> names(int[] sourceColumns) {
    Set<String> names = new TreeSet<>();
    for (int column : sourceColumns) {
      names.add(sourceTable.columns().get(column).name());
    }
    return names;
  }

  @Override
  public boolean directCopy(int targetColumn) {
    return columns[targetColumn].directCopy();
  }

  @Override
  public Reversibility reversibility(int targetColumn) {
    return columns[targetColumn].reversibility();
  }
}
