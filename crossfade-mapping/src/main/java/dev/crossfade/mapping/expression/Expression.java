package dev.crossfade.mapping.expression;

import dev.cel.common.types.CelType;
import dev.crossfade.mapping.bytecode.Code;
import dev.crossfade.mapping.key.Origin;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A checked expression over the rows of one table. Immutable and thread-safe. */
public final class Expression {

  private final CelType type;
  private final Facts facts;
  private final Node node;
  private final Node interpreted;

  Expression(CelType type, Facts facts, Node node, Node interpreted) {
    this.type = type;
    this.facts = facts;
    this.node = node;
    this.interpreted = interpreted;
  }

  public CelType type() {
    return type;
  }

  /** Positions of the columns it reads, ascending. */
  public int[] columns() {
    return facts.columns().clone();
  }

  /** The column the whole expression is, or -1. */
  public int directColumn() {
    return facts.directColumn();
  }

  /** How columns are found from the result; null when none can be. */
  public @Nullable Inversion inversion() {
    return facts.inversion();
  }

  /** What it keeps of the columns it reads, if they are NOT NULL. */
  public Origin origin() {
    return facts.origin();
  }

  /** Names of the taxonomies it uses. */
  public Set<String> taxonomies() {
    return facts.taxonomies();
  }

  /**
   * The value for a row, null for NULL, else of the class that belongs to {@link #type()}.
   *
   * @throws dev.crossfade.mapping.value.RowFailure to refuse the row
   */
  public @Nullable Object value(@Nullable Object[] row) {
    return node.value(row);
  }

  /** The same by CEL's own interpreter, slower; the two have to agree. */
  public @Nullable Object interpreted(@Nullable Object[] row) {
    return interpreted.value(row);
  }

  /** The same as {@link #interpreted} alone, for comparisons. */
  public Expression asInterpreted() {
    return new Expression(type, facts, interpreted, interpreted);
  }

  /**
   * Writes code that pushes the value for the row in local variable 0; it may also refuse a row
   * that {@link #value} does not refuse.
   */
  public void emit(Code code) {
    NodeEmitter.emit(node, code);
  }

  /** Whether CEL's own interpreter is what {@link #value} uses. */
  boolean interpretedOnly() {
    return node.equals(interpreted);
  }
}
