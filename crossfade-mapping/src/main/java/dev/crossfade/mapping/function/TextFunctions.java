package dev.crossfade.mapping.function;

import static dev.crossfade.mapping.function.Arguments.arg;
import static dev.crossfade.mapping.function.Arguments.num;
import static dev.crossfade.mapping.function.Arguments.str;
import static dev.crossfade.mapping.value.ValueTypes.INT;
import static dev.crossfade.mapping.value.ValueTypes.TEXT;
import static dev.crossfade.mapping.value.ValueTypes.TEXTS;

import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.RowValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Functions on text. Positions and lengths count code points. */
final class TextFunctions {

  private TextFunctions() {}

  static FunctionGroup group() {
    return FunctionGroup.of(
        "Text",
        text("trim", "Removes white space (of any script) at both ends.", String::strip)
            .example("trim('  Ada ')", "'Ada'"),
        text("lower", "Small letters.", value -> value.toLowerCase(Locale.ROOT))
            .example("lower('ADA')", "'ada'"),
        text("upper", "Capital letters.", value -> value.toUpperCase(Locale.ROOT))
            .example("upper('straße')", "'STRASSE'"),
        LibraryFunction.named(
                "collapseSpaces", "Trims, and turns each run of white space into one space.")
            .unary(TEXT, String.class, TEXT, Texts::folded)
            .loosely(text -> Texts.unfolded(str(text)))
            .example("collapseSpaces(' Ada   Lovelace ')", "'Ada Lovelace'"),
        text("emptyToNull", "NULL for text that is empty or only white space.", Texts::emptyToNull)
            .example("emptyToNull('  ')", "null")
            .example("emptyToNull('x')", "'x'"),
        text("digits", "Only the digits 0 to 9.", Texts::digits)
            .example("digits('+49 (30) 1234')", "'49301234'"),
        text(
                "removeNul",
                "Removes the character U+0000, which PostgreSQL cannot store.",
                value -> value.indexOf('\0') < 0 ? value : value.replace("\0", ""))
            .example("removeNul('a\\u0000b')", "'ab'"),
        text(
                "fixLatin1",
                "Repairs UTF-8 that was read as Latin-1 or Windows-1252 and stored again; other text is left alone.",
                Mojibake::repaired)
            .example("fixLatin1('MÃ¼ller')", "'Müller'")
            .example("fixLatin1('Müller')", "'Müller'"),
        LibraryFunction.named("replace", "Replaces each occurrence of a text by another.")
            .strict(TEXT, a -> str(a[0]).replace(str(a[1]), str(a[2])), TEXT, TEXT, TEXT)
            .example("replace('a-b-c', '-', ':')", "'a:b:c'"),
        LibraryFunction.named(
                "substring",
                "Code points from one position (0-based) up to another or the end; positions beyond the end mean the end.")
            .strict(TEXT, a -> Texts.slice(str(a[0]), num(a[1]), Long.MAX_VALUE), TEXT, INT)
            .strict(TEXT, a -> Texts.slice(str(a[0]), num(a[1]), num(a[2])), TEXT, INT, INT)
            .example("substring('Crossfade', 5)", "'fade'")
            .example("substring('Crossfade', 0, 5)", "'Cross'"),
        LibraryFunction.named(
                "truncate",
                "At most so many code points from the start; says openly that the rest is lost.")
            .strict(TEXT, a -> Texts.slice(str(a[0]), 0, num(a[1])), TEXT, INT)
            .idempotent(0, Undo.Others.IGNORED)
            .example("truncate('Crossfade', 5)", "'Cross'"),
        LibraryFunction.named("split", "Parts between separators; empty text has no parts.")
            .texts(TEXTS, TextFunctions::split, TEXT, TEXT)
            .undo(
                new Undo(
                    0,
                    Undo.Others.CONSTANT,
                    Reversibility.INVERTIBLE,
                    (list, a) -> join((List<?>) list, str(a[1]))))
            .example("split('a;b', ';')", "['a', 'b']"),
        LibraryFunction.named(
                "join", "Elements with a separator in between; NULL elements are left out.")
            .strict(TEXT, a -> join((List<?>) arg(a[0]), str(a[1])), TEXTS, TEXT)
            .undo(
                new Undo(
                    0,
                    Undo.Others.CONSTANT,
                    Reversibility.LOSSY,
                    (text, a) -> split(str(text), str(a[1]))))
            .example("join(['a', 'b'], '; ')", "'a; b'"));
  }

  private static FunctionBuilder text(
      String name, String what, Function<String, ? extends @Nullable Object> body) {
    return LibraryFunction.named(name, what)
        .unary(TEXT, String.class, TEXT, body)
        .idempotent(0, Undo.Others.IGNORED);
  }

  private static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    if (text.isEmpty()) {
      return parts;
    }
    int start = 0;
    int next = separator.isEmpty() ? -1 : text.indexOf(separator);
    while (next >= 0) {
      parts.add(text.substring(start, next));
      start = next + separator.length();
      next = text.indexOf(separator, start);
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static String join(List<?> values, String separator) {
    StringJoiner joined = new StringJoiner(separator);
    for (Object value : values) {
      Object row = RowValues.row(value);
      if (row != null) {
        joined.add((String) row);
      }
    }
    return joined.toString();
  }
}
