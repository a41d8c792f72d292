package dev.crossfade.codec.spec;

import dev.crossfade.codec.form.Tree;
import dev.crossfade.core.spec.Locations.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a tree that is known to have its form, and notes where each path was written. */
final class View {

  private final Tree tree;
  private final String path;
  private final Map<String, Place> places;

  private View(Tree tree, String path, Map<String, Place> places) {
    this.tree = tree;
    this.path = path;
    this.places = places;
    places.put(path, tree.place());
  }

  static View root(Tree tree, String path, Map<String, Place> places) {
    return new View(tree, path, places);
  }

  static Map<String, Place> noPlaces() {
    return new HashMap<>();
  }

  String path() {
    return path;
  }

  Tree tree() {
    return tree;
  }

  boolean isNull() {
    return tree instanceof Tree.Scalar scalar && scalar.style() == Tree.Style.NULL;
  }

  boolean isScalar() {
    return tree instanceof Tree.Scalar;
  }

  String text() {
    return ((Tree.Scalar) tree).text();
  }

  @Nullable View find(String key) {
    Tree value = ((Tree.Fields) tree).values().get(key);
    return value == null ? null : child(key, value);
  }

  View get(String key) {
    return Objects.requireNonNull(find(key), key);
  }

  String text(String key, String otherwise) {
    View found = find(key);
    return found == null ? otherwise : found.text();
  }

  long number(String key, long otherwise) {
    View found = find(key);
    return found == null ? otherwise : Long.parseLong(found.text().replaceFirst("^[+]", ""));
  }

  List<View> items(String key) {
    View found = find(key);
    return found == null ? List.of() : found.items();
  }

  List<View> items() {
    List<View> views = new ArrayList<>();
    List<Tree> items = ((Tree.Items) tree).items();
    for (int i = 0; i < items.size(); i++) {
      views.add(child(Integer.toString(i), items.get(i)));
    }
    return views;
  }

  List<String> texts() {
    return items().stream().map(View::text).toList();
  }

  /** Keys in the order written. */
  List<String> keys() {
    return List.copyOf(((Tree.Fields) tree).values().keySet());
  }

  private View child(String key, Tree value) {
    return new View(value, path + (path.isEmpty() ? "" : "/") + key.replace("/", "~1"), places);
  }
}
