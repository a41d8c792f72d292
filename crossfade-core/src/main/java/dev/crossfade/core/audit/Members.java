package dev.crossfade.core.audit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes members out of a JSON object and says which one is not as it has to be. */
public final class Members {

  private Members() {}

  private static IllegalArgumentException wrong(String name) {
    return new IllegalArgumentException("missing or of another kind: " + name);
  }

  /** A text. */
  public static String text(Map<String, ? extends @Nullable Object> object, String name) {
    if (object.get(name) instanceof String text) {
      return text;
    }
    throw wrong(name);
  }

  /** A whole number. */
  public static long number(Map<String, ? extends @Nullable Object> object, String name) {
    if (object.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw wrong(name);
  }

  /** An object. */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> object(
      Map<String, ? extends @Nullable Object> object, String name) {
    if (object.get(name) instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw wrong(name);
  }

  /** A list of objects. */
  @SuppressWarnings("unchecked")
  public static List<Map<String, @Nullable Object>> objects(
      Map<String, ? extends @Nullable Object> object, String name) {
    if (object.get(name) instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
      return (List<Map<String, @Nullable Object>>) list;
    }
    throw wrong(name);
  }

  /** A list of texts. */
  @SuppressWarnings("unchecked")
  public static List<String> texts(Map<String, ? extends @Nullable Object> object, String name) {
    if (object.get(name) instanceof List<?> list
        && list.stream().allMatch(String.class::isInstance)) {
      return (List<String>) list;
    }
    throw wrong(name);
  }

  /** A list of hashes. */
  public static List<TreeHash> hashes(Map<String, ? extends @Nullable Object> object, String name) {
    return texts(object, name).stream().map(TreeHash::decode).toList();
  }
}
