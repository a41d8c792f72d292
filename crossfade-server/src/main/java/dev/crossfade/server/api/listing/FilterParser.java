package dev.crossfade.server.api.listing;

import dev.crossfade.server.api.listing.Condition.Comparator;
import dev.crossfade.server.api.listing.Condition.Literal;
import dev.crossfade.server.api.listing.Condition.Question;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a filter, a small part of CEL:
 *
 * <pre>{@code
 * filter  = and { "||" and }
 * and     = term { "&&" term }
 * term    = "!" term | "(" filter ")" | field "." question "(" text ")"
 *         | field comparator literal | literal "in" field
 * }</pre>
 */
final class FilterParser {

  private static final int LONGEST = 1_000;
  private static final int DEEPEST = 20;
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<text>\"(?:[^\"\\\\]|\\\\[\"\\\\'])*\"|'(?:[^'\\\\]|\\\\[\"\\\\'])*')"
              + "|(?<number>-?[0-9]{1,18}(?:\\.[0-9]{1,9})?)"
              + "|(?<word>[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)"
              + "|(?<sign>\\|\\||&&|==|!=|<=|>=|<|>|!|\\(|\\)))");

  private final String text;
  private final Set<String> fields;
  private final List<Token> tokens = new ArrayList<>();
  private int next;
  private int depth;

  private record Token(Kind kind, String text, int at) {}

  private enum Kind {
    TEXT,
    NUMBER,
    WORD,
    SIGN,
    END
  }

  private FilterParser(String text, Set<String> fields) {
    this.text = text;
    this.fields = fields;
  }

  /**
   * What a filter demands.
   *
   * @param fields outermost fields that items have
   * @throws IllegalArgumentException with what is wrong, for people
   */
  static Condition parse(String text, Set<String> fields) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("It has more than " + LONGEST + " characters.");
    }
    FilterParser parser = new FilterParser(text, fields);
    parser.split();
    Condition condition = parser.any();
    parser.mustBe(Kind.END, "");
    return condition;
  }

  private void split() {
    Matcher token = TOKEN.matcher(text);
    int at = 0;
    while (token.region(at, text.length()).lookingAt()) {
      for (Kind kind : List.of(Kind.TEXT, Kind.NUMBER, Kind.WORD, Kind.SIGN)) {
        String found = token.group(kind.name().toLowerCase(java.util.Locale.ROOT));
        if (found != null) {
          tokens.add(new Token(kind, found, token.end() - found.length()));
        }
      }
      at = token.end();
    }
    if (!text.substring(at).isBlank()) {
      throw wrong("cannot be read", at);
    }
    tokens.add(new Token(Kind.END, "", text.length()));
  }

  private Condition any() {
    if (++depth > DEEPEST) {
      throw wrong("is nested too deeply", peek().at());
    }
    List<Condition> parts = new ArrayList<>(List.of(all()));
    while (took("||")) {
      parts.add(all());
    }
    depth--;
    return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
  }

  private Condition all() {
    List<Condition> parts = new ArrayList<>(List.of(term()));
    while (took("&&")) {
      parts.add(term());
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
  }

  private Condition term() {
    if (took("!")) {
      return new Condition.Not(nested());
    }
    if (took("(")) {
      Condition inner = any();
      mustBe(Kind.SIGN, ")");
      return inner;
    }
    Token first = peek();
    if (first.kind() == Kind.WORD && !constant(first.text())) {
      next++;
      return about(first);
    }
    Literal literal = literal();
    mustBe(Kind.WORD, "in");
    return new Condition.In(literal, field(taken(Kind.WORD)));
  }

  private Condition nested() {
    if (++depth > DEEPEST) {
      throw wrong("is nested too deeply", peek().at());
    }
    Condition inner = term();
    depth--;
    return inner;
  }

  private Condition about(Token word) {
    for (Question question : Question.values()) {
      String end = "." + question.word();
      if (word.text().endsWith(end) && took("(")) {
        String name = word.text().substring(0, word.text().length() - end.length());
        String part = unquoted(taken(Kind.TEXT).text());
        mustBe(Kind.SIGN, ")");
        return new Condition.Asked(field(new Token(Kind.WORD, name, word.at())), question, part);
      }
    }
    Field field = field(word);
    for (Comparator how : Comparator.values()) {
      if (took(how.sign())) {
        return new Condition.Compared(field, how, literal());
      }
    }
    throw wrong("has no comparison", peek().at());
  }

  private Field field(Token word) {
    Field field = Field.of(word.text());
    if (!fields.contains(field.path().get(0))) {
      throw wrong(
          "names no field of these items, which have " + String.join(", ", fields), word.at());
    }
    return field;
  }

  private static boolean constant(String word) {
    return word.equals("true") || word.equals("false") || word.equals("null");
  }

  private Literal literal() {
    Token token = peek();
    next++;
    if (token.kind() == Kind.TEXT) {
      return new Literal(Optional.of(unquoted(token.text())));
    } else if (token.kind() == Kind.NUMBER) {
      return new Literal(Optional.of(new BigDecimal(token.text())));
    } else if (token.kind() == Kind.WORD && constant(token.text())) {
      return new Literal(
          token.text().equals("null")
              ? Optional.empty()
              : Optional.of(Boolean.valueOf(token.text())));
    }
    throw wrong("has no literal", token.at());
  }

  private static String unquoted(String quoted) {
    return quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  private Token peek() {
    return tokens.get(Math.min(next, tokens.size() - 1));
  }

  private boolean took(String sign) {
    boolean there = peek().kind() == Kind.SIGN && peek().text().equals(sign);
    next += there ? 1 : 0;
    return there;
  }

  private Token taken(Kind kind) {
    Token token = peek();
    if (token.kind() != kind) {
      throw wrong("goes on otherwise than it may", token.at());
    }
    next++;
    return token;
  }

  private void mustBe(Kind kind, String wanted) {
    Token token = taken(kind);
    if (!token.text().equals(wanted)) {
      throw wrong("goes on otherwise than it may", token.at());
    }
  }

  private static IllegalArgumentException wrong(String what, int at) {
    return new IllegalArgumentException("At character " + (at + 1) + " it " + what + ".");
  }
}
