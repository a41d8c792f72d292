package dev.crossfade.core.shadow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * In what two bodies differ, as signatures: where in the document, without the places in lists, and
 * how. Never a value of it.
 */
public final class BodyDifferences {

  /** Signatures that are looked for; there may be more. */
  public static final int MOST = 64;

  private static final int LONGEST_PATH = 200;

  private final Set<String> found = new TreeSet<>();

  private BodyDifferences() {}

  /** Signatures such as {@code $.items[].amount: value}; empty when the bodies say the same. */
  public static Set<String> of(String left, String right) {
    if (left.equals(right)) {
      return Set.of();
    }
    Optional<Object> one = JsonValue.parse(left);
    Optional<Object> other = JsonValue.parse(right);
    if (one.isEmpty() || other.isEmpty()) {
      return Set.of(one.isEmpty() == other.isEmpty() ? "body: text" : "body: form");
    }
    BodyDifferences differences = new BodyDifferences();
    differences.compare("$", one.get(), other.get());
    return differences.found;
  }

  private void compare(String path, Object left, Object right) {
    if (found.size() >= MOST || left.equals(right)) {
      return;
    }
    if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> other) {
      members(path, one, other);
    } else if (left instanceof List<?> one && right instanceof List<?> other) {
      elements(path, one, other);
    } else {
      add(path, left.getClass() == right.getClass() ? "value" : "type");
    }
  }

  private void members(String path, Map<?, ?> left, Map<?, ?> right) {
    left.forEach(
        (name, value) -> {
          Object other = right.get(name);
          if (other == null) {
            add(path + "." + name, "missing");
          } else {
            compare(path + "." + name, value, other);
          }
        });
    right.forEach(
        (name, value) -> {
          if (!left.containsKey(name)) {
            add(path + "." + name, "extra");
          }
        });
  }

  private void elements(String path, List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      add(path + "[]", "size");
    } else if (counted(left).equals(counted(right))) {
      add(path + "[]", "order");
    } else {
      for (int i = 0; i < left.size(); i++) {
        compare(path + "[]", left.get(i), right.get(i));
      }
    }
  }

  private static Map<Object, Integer> counted(List<?> list) {
    Map<Object, Integer> counts = new HashMap<>();
    list.forEach(element -> counts.merge(element, 1, Integer::sum));
    return counts;
  }

  private void add(String path, String how) {
    String shown = path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
    found.add(shown + ": " + how);
  }
}
