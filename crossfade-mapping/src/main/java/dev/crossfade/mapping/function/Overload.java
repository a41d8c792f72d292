package dev.crossfade.mapping.function;

import static java.util.Comparator.naturalOrder;

import dev.cel.common.types.CelType;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.ArrayList;
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
 * @param undos how arguments are found from the result; empty when none can be
 */
public record Overload(
    String id,
    List<CelType> parameters,
    CelType result,
    Body body,
    @Nullable Binding binding,
    List<Undo> undos) {

  public Overload {
    parameters = List.copyOf(parameters);
    undos = List.copyOf(undos);
  }

  public Overload(String id, List<CelType> parameters, CelType result, Body body) {
    this(id, parameters, result, body, null, List.of());
  }

  Overload bound(Binding bodies) {
    return new Overload(id, parameters, result, body, bodies, undos);
  }

  /** The same, of which an argument can be found from the result. */
  public Overload undone(Undo undo) {
    List<Undo> all = new ArrayList<>(undos);
    all.add(undo);
    return new Overload(id, parameters, result, body, binding, all);
  }

  /** What the result says about an argument, at best. */
  public Reversibility reversibility() {
    return undos.stream().map(Undo::keeps).min(naturalOrder()).orElse(Reversibility.ONE_WAY);
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
