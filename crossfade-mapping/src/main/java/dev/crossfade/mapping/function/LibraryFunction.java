package dev.crossfade.mapping.function;

import java.util.List;

/**
 * A function expressions may call.
 *
 * @param name as written
 * @param what one or two sentences for the manual
 * @param overloads signatures
 * @param literals arguments that have to be literals
 * @param examples at least one
 */
public record LibraryFunction(
    String name,
    String what,
    List<Overload> overloads,
    List<LiteralRule> literals,
    List<Example> examples) {

  public LibraryFunction {
    overloads = List.copyOf(overloads);
    literals = List.copyOf(literals);
    examples = List.copyOf(examples);
  }

  /** Whether its first argument, always a literal, names a taxonomy. */
  public boolean usesTaxonomy() {
    return name.startsWith("taxonomy");
  }

  static FunctionBuilder named(String name, String what) {
    return new FunctionBuilder(name, what);
  }
}
