package dev.crossfade.it.types;

import java.util.List;

/**
 * A column under torture.
 *
 * @param name of the column
 * @param type as declared in the source
 * @param form how its texts in source and production compare
 * @param literals values as SQL
 */
record Col(String name, String type, Form form, List<String> literals) {

  static Col exact(String name, String type, String... literals) {
    return new Col(name, type, Form.EXACT, List.of(literals));
  }

  static Col of(String name, String type, Form form, String... literals) {
    return new Col(name, type, form, List.of(literals));
  }

  String literal(int i) {
    return literals.get(i % literals.size());
  }
}
