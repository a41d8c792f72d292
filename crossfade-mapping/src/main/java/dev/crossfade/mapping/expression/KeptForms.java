package dev.crossfade.mapping.expression;

import dev.cel.common.types.CelType;
import dev.crossfade.mapping.function.Overload;
import dev.crossfade.mapping.key.Letters;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Functions that give different values different results, by the type of their first argument. What
 * is not listed here is taken to fold values, hashes included.
 */
final class KeptForms {

  private static final Map<String, Set<CelType>> ONE_TO_ONE =
      Map.of(
          "decimal", Set.of(ValueTypes.INT, ValueTypes.UINT64, ValueTypes.DECIMAL),
          "toInt", Set.of(ValueTypes.DECIMAL, ValueTypes.UINT64),
          "uint64", Set.of(ValueTypes.INT),
          "epochMillis", Set.of(ValueTypes.INT),
          "epochSeconds", Set.of(ValueTypes.INT),
          "startOfDay", Set.of(ValueTypes.DATE));

  private static final Map<CelType, Letters> TEXTS =
      Map.of(
          ValueTypes.INT, Letters.SIGNED,
          ValueTypes.UINT64, Letters.UNSIGNED,
          ValueTypes.DECIMAL, Letters.DECIMAL,
          ValueTypes.BOOL, Letters.BOOL,
          ValueTypes.BYTES, Letters.HEXADECIMAL,
          ValueTypes.UUID, Letters.UUID,
          ValueTypes.DATE, Letters.TIME,
          ValueTypes.TIME, Letters.TIME,
          ValueTypes.LOCAL, Letters.TIME,
          ValueTypes.INSTANT, Letters.TIME);

  private KeptForms() {}

  /** Whether a call gives back its argument, or refuses the row. */
  static boolean same(String function) {
    return function.equals("require") || function.equals("nullable");
  }

  static boolean oneToOne(String function, Overload overload) {
    return ONE_TO_ONE.getOrDefault(function, Set.of()).contains(overload.parameters().get(0));
  }

  /** What {@code toText} writes; null where it may write two values the same way. */
  static @Nullable Letters text(String function, Overload overload) {
    return function.equals("toText") ? TEXTS.get(overload.parameters().get(0)) : null;
  }
}
