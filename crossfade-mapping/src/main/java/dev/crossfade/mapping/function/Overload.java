package dev.crossfade.mapping.function;

import dev.cel.common.types.CelType;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One signature of a function, and what it does.
 *
 * @param id unique in the library
 * @param parameters types of the arguments
 * @param result type of the result
 * @param body the computation; pure and thread-safe
 * @param binding bodies that know one argument beforehand; null when that would not pay
 */
public record Overload(
    String id, List<CelType> parameters, CelType result, Body body, @Nullable Binding binding) {

  public Overload {
    parameters = List.copyOf(parameters);
  }

  public Overload(String id, List<CelType> parameters, CelType result, Body body) {
    this(id, parameters, result, body, null);
  }

  /**
   * Makes bodies for a literal argument: what depends only on it is looked up once, not per row.
   *
   * @param argument position of the argument
   * @param bodies from the literal to a body that gives the same results; it gets all arguments
   */
  public record Binding(int argument, Function<String, Body> bodies) {}

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
