package dev.crossfade.mapping.function;

import dev.cel.common.types.CelType;
import dev.crossfade.mapping.value.Reversibility;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Describes a function of the library, signature by signature. */
final class FunctionBuilder {

  private final String name;
  private final String what;
  private final List<Overload> overloads = new ArrayList<>();
  private final List<LiteralRule> literals = new ArrayList<>();
  private final List<Example> examples = new ArrayList<>();

  FunctionBuilder(String name, String what) {
    this.name = name;
    this.what = what;
  }

  /** A signature whose result is NULL when any argument is. */
  FunctionBuilder strict(CelType result, Overload.Body body, CelType... parameters) {
    return lenient(result, strict(body), parameters);
  }

  private static Overload.Body strict(Overload.Body body) {
    return arguments -> anyNull(arguments) ? null : body.apply(arguments);
  }

  /** A signature that sees NULL arguments. */
  FunctionBuilder lenient(CelType result, Overload.Body body, CelType... parameters) {
    String id = name + "_" + overloads.size();
    overloads.add(new Overload(id, List.of(parameters), result, body));
    return this;
  }

  /** A strict signature of one argument; the class has to fit the parameter type. */
  <A> FunctionBuilder unary(
      CelType parameter,
      Class<A> type,
      CelType result,
      Function<A, ? extends @Nullable Object> body) {
    return strict(result, arguments -> body.apply(type.cast(arguments[0])), parameter);
  }

  /** A strict signature of two texts. */
  FunctionBuilder texts(
      CelType result,
      BiFunction<String, String, ? extends @Nullable Object> body,
      CelType... parameters) {
    return strict(
        result, arguments -> body.apply((String) arguments[0], (String) arguments[1]), parameters);
  }

  /** A signature per type of columns, with so many arguments of that type. */
  FunctionBuilder also(Overload.Body body, int count) {
    for (CelType type : NullFunctions.EVERY) {
      lenient(type, body, Collections.nCopies(count, type).toArray(new CelType[0]));
    }
    return this;
  }

  /** Bodies of the strict signature just described for a literal argument. */
  FunctionBuilder bound(int argument, Function<String, Overload.Body> bodies) {
    return lenientlyBound(argument, literal -> strict(bodies.apply(literal)));
  }

  /** Bodies of the lenient signature just described for a literal argument. */
  FunctionBuilder lenientlyBound(int argument, Function<String, Overload.Body> bodies) {
    return last(of -> of.bound(new Overload.Binding(argument, bodies)));
  }

  /** How an argument of the signature just described is found from the result. */
  FunctionBuilder undo(Undo undo) {
    return last(of -> of.undone(undo));
  }

  /** The signature just described has one argument, found as it was. */
  FunctionBuilder exactly(UnaryOperator<Object> body) {
    return undo(Undo.of(Reversibility.INVERTIBLE, body));
  }

  /** The signature just described has one argument; one is found that gives the same result. */
  FunctionBuilder loosely(UnaryOperator<Object> body) {
    return undo(Undo.of(Reversibility.LOSSY, body));
  }

  /** Of all signatures so far: what was made by the function is left alone by it. */
  FunctionBuilder idempotent(int argument, Undo.Others others) {
    overloads.replaceAll(of -> of.undone(Undo.same(argument, others, Reversibility.LOSSY)));
    return this;
  }

  /** Of all signatures so far: the result is the first argument. */
  FunctionBuilder unchanged() {
    Undo undo = Undo.same(0, Undo.Others.IGNORED, Reversibility.INVERTIBLE);
    overloads.replaceAll(of -> of.undone(undo));
    return this;
  }

  private FunctionBuilder last(UnaryOperator<Overload> change) {
    int last = overloads.size() - 1;
    overloads.set(last, change.apply(overloads.get(last)));
    return this;
  }

  FunctionBuilder literal(int argument, String expected, Predicate<String> valid) {
    literals.add(new LiteralRule(argument, valid, expected));
    return this;
  }

  FunctionBuilder literal(int argument, Set<String> allowed) {
    String expected = "one of " + String.join(", ", allowed.stream().sorted().toList());
    return literal(argument, expected, allowed::contains);
  }

  FunctionBuilder example(String expression, String result) {
    examples.add(new Example(expression, result));
    return this;
  }

  LibraryFunction build() {
    return new LibraryFunction(name, what, overloads, literals, examples);
  }

  private static boolean anyNull(@Nullable Object[] arguments) {
    for (Object argument : arguments) {
      if (argument == null) {
        return true;
      }
    }
    return false;
  }
}
