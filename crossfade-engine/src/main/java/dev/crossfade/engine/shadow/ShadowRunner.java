package dev.crossfade.engine.shadow;

import dev.crossfade.core.shadow.Pace;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import dev.crossfade.core.shadow.ShadowRun;
import dev.crossfade.core.spec.WorkloadSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Asks both stacks what was declared, one workload after the other, and keeps what it finds. */
public final class ShadowRunner {

  private final ShadowParties parties;

  public ShadowRunner(ShadowParties parties) {
    this.parties = parties;
  }

  /**
   * Runs and keeps the results.
   *
   * @param id of the run
   * @param mappingVersion version of the mappings in use
   * @param workloads that are asked
   * @param unasked why some of them cannot be asked; nothing is known of them then
   * @param others what was found elsewhere, which is kept with it
   * @param told each result as soon as it is there
   */
  public ShadowRun run(
      String id,
      String mappingVersion,
      List<WorkloadSpec> workloads,
      Map<String, String> unasked,
      List<ShadowResult> others,
      Consumer<ShadowResult> told)
      throws InterruptedException {
    Instant began = parties.clock().instant();
    Map<String, ShadowResult> latest = parties.target().shadows().latest();
    List<ShadowResult> results = new ArrayList<>();
    for (WorkloadSpec workload : workloads) {
      String why = unasked.get(workload.name());
      ShadowResult before = latest.get(workload.name());
      ShadowResult result =
          why == null
              ? new Comparison(parties, workload).result(before == null ? Pace.NONE : before.pace())
              : unasked(workload, why);
      results.add(result);
      told.accept(result);
    }
    results.addAll(others);
    others.forEach(told);
    ShadowRun run = new ShadowRun(id, mappingVersion, began, parties.clock().instant(), results);
    parties.target().shadows().record(run);
    return run;
  }

  private ShadowResult unasked(WorkloadSpec workload, String why) {
    return new ShadowResult(
        workload.name(),
        Outcome.UNKNOWN,
        List.of(),
        Pace.NONE,
        0,
        0,
        "not asked: " + why,
        List.of(),
        parties.clock().instant(),
        Duration.ZERO);
  }
}
