package dev.crossfade.engine.shadow;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.preflight.ShadowGate;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.core.spec.ShadowSpec;
import dev.crossfade.spi.check.ShadowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what was found by asking both stacks. */
public final class ShadowEvidence {

  private ShadowEvidence() {}

  /**
   * Whether both stacks answer alike, by the latest result of everything that was declared, and of
   * what gateways found if they were ever asked. A match may be as old as a verdict of the data.
   */
  public static Gate gate(MigrationSpec spec, ShadowStore store, Instant now) {
    Map<String, ShadowResult> latest = store.latest();
    Duration longest = Duration.ofMinutes(spec.cutover().verificationAgeMinutes());
    return ShadowGate.of(asked(spec.shadow(), latest), latest, now, longest);
  }

  /** What has to match, with what it means when it does not. */
  public static Map<String, Severity> asked(ShadowSpec spec, Map<String, ShadowResult> latest) {
    Map<String, Severity> asked = new LinkedHashMap<>();
    spec.workloads().forEach(each -> asked.put(each.name(), each.traits().severity()));
    if (!spec.logs().equals(ShadowSpec.LogsSpec.NONE)) {
      asked.put(ShadowResult.LOGS, spec.logs().severity());
    }
    if (latest.containsKey(ShadowResult.ROUTES)) {
      asked.put(ShadowResult.ROUTES, Severity.ERROR);
    }
    return asked;
  }
}
