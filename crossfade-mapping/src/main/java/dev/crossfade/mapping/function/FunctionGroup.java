package dev.crossfade.mapping.function;

import java.util.List;

/**
 * A chapter of the library.
 *
 * @param title heading in the manual
 * @param functions in the order of the manual
 */
public record FunctionGroup(String title, List<LibraryFunction> functions) {

  public FunctionGroup {
    functions = List.copyOf(functions);
  }

  static FunctionGroup of(String title, FunctionBuilder... functions) {
    return new FunctionGroup(
        title, List.of(functions).stream().map(FunctionBuilder::build).toList());
  }
}
