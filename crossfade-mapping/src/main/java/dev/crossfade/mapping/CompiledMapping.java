package dev.crossfade.mapping;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.mapping.value.Reversibility;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One mapping, ready to run. Immutable and safe for any number of threads; calls neither block nor
 * do I/O. Source rows are arrays in the order of {@link #sourceTable()}, target rows in the order
 * of {@link #entity()}. Equal rows give equal results, today and after a restart.
 */
public interface CompiledMapping {

  /** What was written. */
  MappingSpec spec();

  /** The entity as written, with its checks and constraints. */
  EntitySpec entitySpec();

  /** Shape of the target rows; its key indexes are those of the entity's key. */
  TableSchema entity();

  /** Shape of the source rows. */
  TableSchema sourceTable();

  /** Name of the source. */
  String source();

  /** Hash of everything the result depends on: rules, types, taxonomies, checks, source shape. */
  String version();

  /** The versions of some mappings in one text, whatever their order. */
  static String versions(Collection<CompiledMapping> mappings) {
    return mappings.stream()
        .map(CompiledMapping::version)
        .sorted()
        .collect(Collectors.joining("+"));
  }

  /**
   * The same hash without the columns of the source table that it does not read, and without which
   * of them are NOT NULL: another shape of the table, with this unchanged, changes no row.
   */
  String essence();

  /** Whether what was kept some time ago is its essence, in the form of then or of now. */
  default boolean hasEssence(String kept) {
    return kept.equals(essence());
  }

  /**
   * A hash of all that decides under which key a source row is found in the entity: rules and types
   * of key columns, the source columns and taxonomies they read, and the source's key and time
   * zone.
   */
  String keyEssence();

  /** Whether the row belongs to the entity. Reads only {@link #whereDependencies()}. */
  Membership accepts(@Nullable Object[] sourceRow);

  /** The reason behind {@link Membership#REFUSED} for the same row. */
  Refusal whereRefusal(@Nullable Object[] sourceRow);

  /**
   * Computes the target row, including conformity and checks; does not look at the condition. A
   * target column that depends only on a source value that is {@code Unavailable} becomes {@code
   * Unavailable} itself (checks that read it are then not made). A row in which the source key, or
   * a value that a target column depends on, is {@code Unreadable} is refused.
   *
   * @param targetRow overwritten; undefined unless the result is {@link RowResult#MAPPED}
   */
  RowResult apply(@Nullable Object[] sourceRow, @Nullable Object[] targetRow);

  /**
   * Computes the target's key columns only, from a row in which only the source's key columns need
   * to be set. Other elements of {@code targetRow} are left alone.
   */
  RowResult applyKey(@Nullable Object[] sourceRow, @Nullable Object[] targetRow);

  /** The key of a target row that {@link #apply} or {@link #applyKey} filled in. */
  Key targetKey(@Nullable Object[] targetRow);

  /** Source columns the target column at this position is computed from. */
  Set<String> dependencies(int targetColumn);

  /** Source columns the condition reads; empty when there is none. */
  Set<String> whereDependencies();

  /** Whether the target column is the source column unchanged, apart from conformity. */
  boolean directCopy(int targetColumn);

  /** The way back: what rows of the source become of rows of the target. */
  ReverseMapping reverse();

  /** What the target column still says about the source. */
  Reversibility reversibility(int targetColumn);
}
