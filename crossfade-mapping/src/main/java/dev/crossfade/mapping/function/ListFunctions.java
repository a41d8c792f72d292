package dev.crossfade.mapping.function;

import static dev.crossfade.mapping.function.Arguments.arg;
import static dev.crossfade.mapping.value.ValueTypes.TEXT;
import static dev.crossfade.mapping.value.ValueTypes.TEXTS;

import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions on lists of text. */
final class ListFunctions {

  private ListFunctions() {}

  static FunctionGroup group() {
    return FunctionGroup.of(
        "Lists",
        LibraryFunction.named("first", "The first element; NULL when the list is empty.")
            .strict(TEXT, a -> at(list(a[0]), 0), TEXTS)
            .example("first(['a', 'b'])", "'a'"),
        LibraryFunction.named("last", "The last element; NULL when the list is empty.")
            .strict(TEXT, a -> at(list(a[0]), list(a[0]).size() - 1), TEXTS)
            .example("last(['a', 'b'])", "'b'"),
        LibraryFunction.named("distinct", "Each element once, in order of first appearance.")
            .strict(TEXTS, a -> new ArrayList<>(new LinkedHashSet<>(list(a[0]))), TEXTS)
            .idempotent(0, Undo.Others.IGNORED)
            .example("distinct(['b', 'a', 'b'])", "['b', 'a']"),
        LibraryFunction.named("sorted", "Elements by code, NULL elements left out.")
            .strict(TEXTS, a -> present(list(a[0])).stream().sorted().toList(), TEXTS)
            .idempotent(0, Undo.Others.IGNORED)
            .example("sorted(['b', 'a'])", "['a', 'b']"),
        LibraryFunction.named(
                "lowerAll",
                "Each element trimmed and in small letters; empty and NULL elements are left out.")
            .strict(TEXTS, a -> lowered(list(a[0])), TEXTS)
            .idempotent(0, Undo.Others.IGNORED)
            .example("lowerAll([' New ', ''])", "['new']"));
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) arg(value);
  }

  private static @Nullable Object at(List<?> list, int index) {
    Object value = list.isEmpty() ? null : list.get(index);
    return value instanceof NullValue ? null : value;
  }

  private static List<String> present(List<?> list) {
    List<String> texts = new ArrayList<>(list.size());
    for (Object value : list) {
      if (value instanceof String text) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static List<String> lowered(List<?> list) {
    return present(list).stream()
        .map(text -> text.strip().toLowerCase(Locale.ROOT))
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
