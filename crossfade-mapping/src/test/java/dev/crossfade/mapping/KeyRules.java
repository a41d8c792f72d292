package dev.crossfade.mapping;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random rules for key columns, most of which type-check. */
final class KeyRules {

  private static final List<String> LITERALS =
      List.of("'-'", "':'", "'crm:'", "'ads:'", "'m:'", "''", "'a'", "'1'", "'-:'", "':-'", "'.'");

  /** Functions by the type of their argument: the form, and the type of the result. */
  private static final Map<String, List<String>> STEPS =
      Map.ofEntries(
          Map.entry(
              "text",
              List.of(
                  "lower(%s) text",
                  "trim(%s) text",
                  "uuid(%s) uuid",
                  "toInt(%s) int64",
                  "decimal(%s) decimal",
                  "truncate(%s,1) text",
                  "replace(%s,'-',':') text",
                  "removeNul(%s) text",
                  "fixLatin1(%s) text",
                  "taxonomy('region',%s) text",
                  "sha256(%s) text",
                  "orElse(%s,'a') text",
                  "require(%s) text")),
          Map.entry(
              "int64",
              List.of(
                  "toText(%s) text",
                  "toText(%s) text",
                  "decimal(%s) decimal",
                  "uint64(%s) uint64",
                  "epochMillis(%s) timestamptz",
                  "epochSeconds(%s) timestamptz",
                  "-%s int64",
                  "%s+1 int64",
                  "%s*2 int64",
                  "%s/2 int64",
                  "abs(%s) int64",
                  "toDouble(%s) float64",
                  "require(%s) int64")),
          Map.entry("uint64", List.of("toText(%s) text", "toInt(%s) int64", "decimal(%s) decimal")),
          Map.entry(
              "decimal",
              List.of(
                  "toText(%s) text",
                  "toText(%s) text",
                  "toInt(%s) int64",
                  "round(%s,1) decimal",
                  "abs(%s) decimal",
                  "toDouble(%s) float64",
                  "decimal(%s) decimal")),
          Map.entry("float64", List.of("toText(%s) text", "decimal(%s) decimal")),
          Map.entry("date", List.of("toText(%s) text", "startOfDay(%s) timestamp")),
          Map.entry(
              "timestamp",
              List.of(
                  "at(%s,'UTC') timestamptz",
                  "at(%s,'Europe/Berlin') timestamptz", "toText(%s) text", "date(%s) date")),
          Map.entry(
              "timestamptz",
              List.of(
                  "local(%s,'UTC') timestamp",
                  "local(%s,'Europe/Berlin') timestamp",
                  "toText(%s) text",
                  "date(%s,'UTC') date")));

  private static final Map<String, List<String>> FIT =
      Map.of(
          "text", List.of("text", "text", "text", "char(3)", "enum:a|b|1|-|c"),
          "int64", List.of("int64", "int16", "uint64", "decimal", "decimal(9,2)"),
          "uint64", List.of("uint64", "int64", "decimal"),
          "decimal", List.of("decimal", "decimal(9,2)"),
          "float64", List.of("float64", "float32"),
          "timestamp", List.of("timestamp", "timestamptz"));

  private final Random random;
  private final List<Typed> columns;

  /** An expression and the type of its result. */
  record Typed(String text, String type) {}

  KeyRules(Random random, List<Typed> columns) {
    this.random = random;
    this.columns = columns;
  }

  /** A column's name with the type its values have in expressions. */
  static Typed column(String name, String declared) {
    String type = declared.startsWith("decimal") ? "decimal" : declared;
    boolean text = type.startsWith("enum") || type.equals("char(3)");
    return new Typed(name, text ? "text" : type.equals("int16") ? "int64" : type);
  }

  Typed rule() {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return new Typed(pick(LITERALS), "text");
    }
    return kind < 5 ? joined() : one();
  }

  /** A rule that writes a name in front, as one should who joins sources. */
  Typed prefixed(String name) {
    return new Typed("'" + name + "' + " + ruleFor("text").text(), "text");
  }

  /** A type of column that takes the result. */
  String target(Typed rule) {
    return pick(FIT.getOrDefault(rule.type(), List.of(rule.type())));
  }

  Typed ruleFor(String target) {
    Typed rule = rule();
    while (!FIT.getOrDefault(rule.type(), List.of(rule.type())).contains(target)) {
      rule = rule();
    }
    return rule;
  }

  private Typed joined() {
    StringBuilder text = new StringBuilder(piece());
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(" + ").append(piece());
    }
    return new Typed(text.toString(), "text");
  }

  private String piece() {
    if (random.nextInt(2) == 0) {
      return pick(LITERALS);
    }
    Typed one = one();
    return one.type().equals("text") ? one.text() : "toText(" + one.text() + ")";
  }

  private Typed one() {
    Typed rule = pick(columns);
    for (int i = random.nextInt(8) / 3; i > 0 && STEPS.containsKey(rule.type()); i--) {
      String step = pick(STEPS.get(rule.type()));
      int space = step.lastIndexOf(' ');
      rule =
          new Typed(step.substring(0, space).replace("%s", rule.text()), step.substring(space + 1));
    }
    return rule;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
