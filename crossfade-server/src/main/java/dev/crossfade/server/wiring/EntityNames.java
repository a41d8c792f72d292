package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.server.ServerProblem;

/** Names of entities as users type them. */
final class EntityNames {
  private EntityNames() {}

  static void mustExist(MigrationSpec spec, String entity) {
    if (spec.entity(entity).isEmpty()) {
      String known = String.join(", ", spec.entities().stream().map(EntitySpec::name).toList());
      throw Problem.of(
              ServerProblem.ENTITY_UNKNOWN,
              "There is no entity " + entity + " in migration " + spec.name() + ".",
              "It has: " + known + ".",
              "Use one of these names.")
          .raise();
    }
  }
}
