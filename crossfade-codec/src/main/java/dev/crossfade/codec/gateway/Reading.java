package dev.crossfade.codec.gateway;

import dev.crossfade.codec.form.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tree that is known to have its form.
 *
 * @param tree the value
 */
record Reading(Tree tree) {

  @Nullable Reading find(String key) {
    Tree value = ((Tree.Fields) tree).values().get(key);
    return value == null ? null : new Reading(value);
  }

  Reading get(String key) {
    Reading found = find(key);
    if (found == null) {
      throw new IllegalStateException("without " + key);
    }
    return found;
  }

  boolean isText() {
    return tree instanceof Tree.Scalar;
  }

  String text() {
    return ((Tree.Scalar) tree).text();
  }

  String text(String key, String otherwise) {
    Reading found = find(key);
    return found == null ? otherwise : found.text();
  }

  long number(String key, long otherwise) {
    Reading found = find(key);
    return found == null ? otherwise : Long.parseLong(found.text().replaceFirst("^[+]", ""));
  }

  List<Reading> items() {
    return ((Tree.Items) tree).items().stream().map(Reading::new).toList();
  }

  List<Reading> items(String key) {
    Reading found = find(key);
    return found == null ? List.of() : found.items();
  }

  List<String> texts(String key) {
    return items(key).stream().map(Reading::text).toList();
  }
}
