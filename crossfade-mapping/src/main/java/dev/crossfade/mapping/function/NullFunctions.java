package dev.crossfade.mapping.function;

import static dev.crossfade.mapping.value.ValueTypes.BOOL;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.TypeParamType;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Functions that see NULL. */
final class NullFunctions {

  /** Every type a column can have, lists by their element. */
  static final List<CelType> EVERY =
      List.of(
          ValueTypes.TEXT,
          ValueTypes.INT,
          ValueTypes.DOUBLE,
          ValueTypes.BOOL,
          ValueTypes.BYTES,
          ValueTypes.INSTANT,
          ValueTypes.DECIMAL,
          ValueTypes.UINT64,
          ValueTypes.DATE,
          ValueTypes.TIME,
          ValueTypes.LOCAL,
          ValueTypes.INTERVAL,
          ValueTypes.UUID,
          ValueTypes.JSON,
          ListType.create(TypeParamType.create("A")));

  private NullFunctions() {}

  static FunctionGroup group() {
    return FunctionGroup.of(
        "NULL",
        two(
                "orElse",
                "The first argument, or the second when the first is NULL.",
                a -> a[0] != null ? a[0] : a[1])
            .idempotent(0, Undo.Others.CONSTANT)
            .example("orElse(email('?'), 'none')", "'none'"),
        two(
                "coalesce",
                "The first argument that is not NULL; takes two or three.",
                a -> a[0] != null ? a[0] : a[1])
            .also(a -> a[0] != null ? a[0] : a[1] != null ? a[1] : a[2], 3)
            .idempotent(0, Undo.Others.CONSTANT)
            .example("coalesce(emptyToNull(''), emptyToNull(' '), 'c')", "'c'"),
        two(
                "nullIf",
                "NULL when both arguments are equal, else the first.",
                a -> Objects.equals(a[0], a[1]) ? null : a[0])
            .idempotent(0, Undo.Others.CONSTANT)
            .example("nullIf('n/a', 'n/a')", "null")
            .example("nullIf('x', 'n/a')", "'x'"),
        isNull(),
        one("require", "The argument; NULL refuses the row.", NullFunctions::require)
            .unchanged()
            .example("require('x')", "'x'")
            .example("require(email('?'))", "refused: require() got NULL"),
        one("nullable", "The argument, allowed to stand beside null in a choice.", a -> a[0])
            .unchanged()
            .example("true ? nullable('a') : null", "'a'"));
  }

  private static Object require(@Nullable Object[] arguments) {
    Object value = arguments[0];
    if (value == null) {
      throw Failures.required("require() got NULL");
    }
    return value;
  }

  private static FunctionBuilder isNull() {
    FunctionBuilder builder =
        LibraryFunction.named("isNull", "Whether the argument is NULL; works for lists too.");
    EVERY.forEach(type -> builder.lenient(BOOL, a -> a[0] == null, type));
    return builder.example("isNull(email('?'))", "true");
  }

  private static FunctionBuilder one(String name, String what, Overload.Body body) {
    FunctionBuilder builder = LibraryFunction.named(name, what);
    EVERY.forEach(type -> builder.lenient(type, body, type));
    return builder;
  }

  private static FunctionBuilder two(String name, String what, Overload.Body body) {
    return LibraryFunction.named(name, what).also(body, 2);
  }
}
