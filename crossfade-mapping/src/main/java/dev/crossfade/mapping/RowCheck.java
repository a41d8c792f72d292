package dev.crossfade.mapping;

import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.mapping.bytecode.Code;
import dev.crossfade.mapping.expression.Expression;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.RowFailure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A condition on target rows. Immutable and thread-safe. */
final class RowCheck {

  private final String name;
  private final Expression condition;
  private final int[] columns;

  RowCheck(String name, Expression condition) {
    this.name = name;
    this.condition = condition;
    this.columns = condition.columns();
  }

  Set<String> taxonomies() {
    return condition.taxonomies();
  }

  /** The same by CEL's interpreter. */
  RowCheck interpreted() {
    return new RowCheck(name, condition.asInterpreted());
  }

  int[] columns() {
    return columns;
  }

  void emit(Code code) {
    condition.emit(code);
  }

  /** Null when the row passes, or when a value it reads is not known and so did not change. */
  @Nullable Refusal refusal(@Nullable Object[] targetRow) {
    for (int column : columns) {
      if (targetRow[column] == Unavailable.VALUE) {
        return null;
      }
    }
    try {
      return Boolean.TRUE.equals(condition.value(targetRow)) ? null : failed();
    } catch (RowFailure e) {
      return new Refusal("check:" + name, e.code(), e.text());
    }
  }

  private Refusal failed() {
    return new Refusal(
        "check:" + name, MappingProblem.CHECK_FAILED, "check '" + name + "' is not fulfilled");
  }
}
