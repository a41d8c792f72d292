package dev.crossfade.server.run;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.plan.LeftOut;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.server.wiring.Connected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why nodes cannot be asked.
 *
 * @param entities why, by entity
 * @param references between entities
 */
record Unasked(Map<String, String> entities, List<ReferenceSpec> references) {

  Unasked {
    entities = Map.copyOf(entities);
    references = List.copyOf(references);
  }

  /**
   * Of entities that the plan leaves out, and of those whose sources are not followed.
   *
   * @param asked entities that could be asked as far as the plan goes
   * @param followed names of those whose sources are followed
   * @param stopped why others are not, each beginning with the name of the entity
   */
  static Unasked of(
      Connected connected, List<EntitySpec> asked, List<String> followed, List<String> stopped) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (LeftOut left : connected.plan().leftOut()) {
      reasons.putIfAbsent(left.entity(), left.entity() + " was left out: " + left.why().what());
    }
    for (EntitySpec entity : asked) {
      if (!followed.contains(entity.name())) {
        reasons.putIfAbsent(entity.name(), reason(entity.name(), stopped));
      }
    }
    return new Unasked(reasons, connected.whole().checks().references());
  }

  private static String reason(String entity, List<String> stopped) {
    return stopped.stream()
        .filter(each -> each.startsWith(entity + " "))
        .findFirst()
        .orElse("the sources of " + entity + " were not followed");
  }

  /** Why, by node. */
  Map<String, String> nodes(CheckGraph graph) {
    Map<String, String> nodes = new LinkedHashMap<>();
    for (Check check : graph.checks()) {
      String why = why(check);
      if (why != null) {
        nodes.put(check.id(), why);
      }
    }
    return nodes;
  }

  private @Nullable String why(Check check) {
    String why = entities.get(check.entity());
    if (why != null || check.kind() != CheckKind.REFERENCES) {
      return why;
    }
    return references.stream()
        .filter(each -> each.entity().equals(check.entity()) && entities.containsKey(each.to()))
        .map(each -> "it refers to " + each.to() + ": " + entities.get(each.to()))
        .findFirst()
        .orElse(null);
  }
}
