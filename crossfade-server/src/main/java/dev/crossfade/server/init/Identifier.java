package dev.crossfade.server.init;

import java.util.Set;
import java.util.regex.Pattern;

/** Whether a column's name can stand in an expression. */
final class Identifier {

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Words of the language, and names that already mean a type or a macro in it. */
  private static final Set<String> TAKEN =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while",
          "int",
          "uint",
          "double",
          "bool",
          "string",
          "bytes",
          "list",
          "map",
          "type",
          "dyn",
          "null_type",
          "timestamp",
          "duration",
          "has",
          "all",
          "exists",
          "exists_one",
          "filter",
          "size",
          "google",
          "cel",
          "optional");

  private Identifier() {}

  static boolean plain(String name) {
    return SHAPE.matcher(name).matches() && !TAKEN.contains(name) && !name.startsWith("__");
  }
}
