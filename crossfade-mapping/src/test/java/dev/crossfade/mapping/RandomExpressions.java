package dev.crossfade.mapping;

import dev.crossfade.core.spec.TaxonomySpec;
import dev.crossfade.mapping.function.FunctionLibrary;
import dev.crossfade.mapping.function.LibraryFunction;
import dev.crossfade.mapping.function.LiteralRule;
import dev.crossfade.mapping.function.Overload;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Well-typed expressions by chance: columns, literals, operators and every function there is. */
final class RandomExpressions {

  /** A function with one of its signatures. */
  record Signature(LibraryFunction function, Overload overload) {}

  private static final String[] LITERAL_TEXTS = {
    "region",
    "Europe/Berlin",
    "UTC",
    "source",
    "campaign",
    "a.b[0]",
    "dd.MM.yyyy",
    "yyyy-MM-dd HH:mm:ss",
    "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    "month",
    "day",
    "year",
    "week"
  };
  private static final Map<String, String[]> LITERALS =
      Map.of(
          "text", new String[] {"''", "'a'", "'Ada@x.ORG'", "' europe '", "'12.50'", "'DE'", "';'"},
          "int", new String[] {"0", "1", "2", "-7", "9223372036854775807"},
          "double", new String[] {"0.0", "1.5", "-1e10"},
          "bool", new String[] {"true", "false"},
          "decimal", new String[] {"decimal('2.50')", "decimal('-0.1')"},
          "uint64", new String[] {"uint64('5')"},
          "timestamptz", new String[] {"timestamp('2024-03-31T01:00:00Z')"},
          "date", new String[] {"date('2024-02-29')"},
          "list<text>", new String[] {"['a', 'b']", "[]", "['a', null]"});

  private final FunctionLibrary library;
  private final Map<String, List<Signature>> byResult;
  private final Random random;

  RandomExpressions(List<TaxonomySpec> taxonomies, Random random) {
    this.library = FunctionLibrary.of(taxonomies);
    this.random = random;
    this.byResult = signatures().stream().collect(Collectors.groupingBy(s -> name(s.overload())));
  }

  List<Signature> signatures() {
    List<Signature> all = new ArrayList<>();
    for (LibraryFunction function : library.functions().values()) {
      function.overloads().forEach(overload -> all.add(new Signature(function, overload)));
    }
    return all;
  }

  private static String name(Overload overload) {
    return kind(ValueTypes.name(overload.result()));
  }

  /** Lists of anything are tried as lists of text. */
  static String kind(String type) {
    return type.equals("list<any>") ? "list<text>" : type;
  }

  /** A call of this very signature. */
  String call(Signature signature, int depth) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < signature.overload().parameters().size(); i++) {
      String type = kind(ValueTypes.name(signature.overload().parameters().get(i)));
      arguments.add(argument(signature.function(), i, type, depth));
    }
    return signature.function().name() + "(" + String.join(", ", arguments) + ")";
  }

  private String argument(LibraryFunction function, int position, String type, int depth) {
    for (LiteralRule rule : function.literals()) {
      if (rule.argument() == position && type.equals("text")) {
        List<String> valid = List.of(LITERAL_TEXTS).stream().filter(rule.valid()).sorted().toList();
        return "'" + valid.get(random.nextInt(valid.size())) + "'";
      }
    }
    return of(type, depth - 1);
  }

  /** An expression of a type. */
  String of(String type, int depth) {
    if (type.equals("map")) {
      return "{'a': " + of("text", 0) + ", 'b': 1}";
    }
    if (depth <= 0) {
      return leaf(type);
    }
    return switch (random.nextInt(10)) {
      case 0 ->
          "(%s ? %s : %s)"
              .formatted(of("bool", depth - 1), of(type, depth - 1), of(type, depth - 1));
      case 1 -> "orElse(%s, %s)".formatted(of(type, depth - 1), of(type, depth - 1));
      case 2, 3, 4 -> function(type, depth);
      case 5 -> leaf(type);
      default -> operator(type, depth);
    };
  }

  private String function(String type, int depth) {
    List<Signature> known = byResult.getOrDefault(type, List.of());
    return known.isEmpty() ? leaf(type) : call(known.get(random.nextInt(known.size())), depth);
  }

  private String leaf(String type) {
    String[] literals = LITERALS.getOrDefault(type, new String[0]);
    if (literals.length > 0 && random.nextInt(4) == 0) {
      return literals[random.nextInt(literals.length)];
    }
    String column =
        switch (type) {
          case "int" -> "int64";
          case "double" -> "float64";
          case "list<text>" -> "array<text>";
          default -> type;
        };
    return random.nextBoolean() ? RandomRows.nullable(column) : RandomRows.present(column);
  }

  private String operator(String type, int depth) {
    return switch (type) {
      case "bool" -> condition(depth);
      case "int" ->
          switch (random.nextInt(6)) {
            case 0 -> "-(" + of("int", depth - 1) + ")";
            case 1 -> "size(" + of("text", depth - 1) + ")";
            case 2 -> "size(" + of("list<text>", depth - 1) + ")";
            case 3 -> binary("-", "date", "date", depth);
            default -> binary(pick("+", "-", "*", "/", "%"), "int", "int", depth);
          };
      case "double" -> binary(pick("+", "-", "*", "/"), "double", "double", depth);
      case "text" -> binary("+", "text", "text", depth);
      case "decimal" -> binary(pick("+", "-", "*", "/"), "decimal", pick("decimal", "int"), depth);
      case "uint64" -> binary(pick("+", "-", "*"), "uint64", "uint64", depth);
      case "date" -> binary(pick("+", "-"), "date", "int", depth);
      case "list<text>" -> "[" + of("text", depth - 1) + ", " + of("text", depth - 1) + "]";
      default -> function(type, depth);
    };
  }

  private String condition(int depth) {
    String any = pick(RandomRows.VALUES.keySet().toArray(new String[0]));
    String ordered =
        pick("int", "double", "text", "timestamptz", "decimal", "uint64", "date", "time");
    return switch (random.nextInt(9)) {
      case 0 -> "!(" + of("bool", depth - 1) + ")";
      case 1, 2 -> binary(pick("&&", "||"), "bool", "bool", depth);
      case 3 -> binary(pick("==", "!="), ordered, ordered, depth);
      case 4 -> binary(pick("<", "<=", ">", ">="), ordered, ordered, depth);
      case 5 -> RandomRows.nullable(any) + pick(" == ", " != ") + "null";
      case 6 -> "(" + of("text", depth - 1) + " in " + of("list<text>", depth - 1) + ")";
      case 7 -> RandomRows.present("array<text>") + ".exists(x, x == 'a')";
      default ->
          "(%s).%s('a')"
              .formatted(
                  of("text", depth - 1), pick("contains", "startsWith", "endsWith", "matches"));
    };
  }

  private String binary(String operator, String left, String right, int depth) {
    return "(" + of(left, depth - 1) + " " + operator + " " + of(right, depth - 1) + ")";
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }
}
