package dev.crossfade.codec.spec;

import dev.crossfade.codec.form.Tree;
import dev.crossfade.core.problem.Location;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Lays what one environment has different over what all have in common. */
final class Overlay {

  private static final Set<String> HEAD = Set.of("apiVersion", "kind");

  private Overlay() {}

  /** The file of an environment. */
  static String file(String environment) {
    return "overlays/" + environment + ".yaml";
  }

  /** Maps are joined key by key; everything else takes the place of what was there. */
  static Tree over(Tree.Fields main, Tree.Fields overlay) {
    Map<String, Tree> values = new LinkedHashMap<>(overlay.values());
    values.keySet().removeAll(HEAD);
    return join(main, new Tree.Fields(values, overlay.keys(), overlay.place()));
  }

  private static Tree join(Tree below, Tree above) {
    if (!(below instanceof Tree.Fields lower) || !(above instanceof Tree.Fields upper)) {
      return above;
    }
    Map<String, Tree> values = new LinkedHashMap<>(lower.values());
    Map<String, Location> keys = new LinkedHashMap<>(lower.keys());
    upper
        .values()
        .forEach((key, value) -> values.merge(key, value, (was, becomes) -> join(was, becomes)));
    keys.putAll(upper.keys());
    return new Tree.Fields(values, keys, lower.place());
  }
}
