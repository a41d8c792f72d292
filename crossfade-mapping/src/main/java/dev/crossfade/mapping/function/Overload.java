package dev.crossfade.mapping.function;

import dev.cel.common.types.CelType;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One signature of a function, and what it does.
 *
 * @param id unique in the library
 * @param parameters types of the arguments
 * @param result type of the result
 * @param body the computation; pure and thread-safe
 */
public record Overload(String id, List<CelType> parameters, CelType result, Body body) {

  public Overload {
    parameters = List.copyOf(parameters);
  }

  /** A computation on values of expressions; Java null is NULL. */
  @FunctionalInterface
  public interface Body {

    /**
     * Computes the result.
     *
     * @throws dev.crossfade.mapping.value.RowFailure to refuse the row
     */
    @Nullable Object apply(@Nullable Object[] arguments);
  }

  /** For example {@code (text, text) -> text}. */
  public String signature() {
    return parameters.stream().map(ValueTypes::name).collect(Collectors.joining(", ", "(", ")"))
        + " -> "
        + ValueTypes.name(result);
  }
}
