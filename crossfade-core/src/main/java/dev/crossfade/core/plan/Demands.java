package dev.crossfade.core.plan;

import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.spec.MigrationSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What people have to agree to before a gate of a migration opens. */
public final class Demands {

  private Demands() {}

  /**
   * That of a specification. Its steps are those of the plan as they follow from the specification
   * alone, so that everybody who knows it comes to the same.
   *
   * @param contentHash of the specification
   */
  public static SignOffDemand of(MigrationSpec spec, String contentHash) {
    if (spec.signOffs().required() == 0) {
      return SignOffDemand.NONE;
    }
    PlanFacts nothing = new PlanFacts(Map.of(), Map.of(), List.of());
    List<String> steps =
        Planner.plan(spec, nothing).steps().stream()
            .map(step -> step.kind() + " " + step.subject() + ": " + step.what())
            .toList();
    return new SignOffDemand(
        spec.signOffs().required(), Duration.ofHours(spec.signOffs().hours()), contentHash, steps);
  }
}
