package dev.crossfade.server.run;

import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.spec.WorkloadSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When workloads are asked again. One thread. */
final class ShadowSchedule {

  /** Of a workload of which nothing is said. */
  static final Duration USUAL = Duration.ofMinutes(15);

  /** Of logs and gateways. */
  static final Duration OTHERS = Duration.ofMinutes(1);

  private final Map<String, Instant> asked = new HashMap<>();
  private Instant others = Instant.MIN;

  /** Goes on with what was asked before. */
  ShadowSchedule(Map<String, ShadowResult> latest) {
    latest.forEach((subject, result) -> asked.put(subject, result.startedAt()));
  }

  /** Workloads that are to be asked. */
  List<WorkloadSpec> due(List<WorkloadSpec> workloads, Instant now) {
    return workloads.stream().filter(each -> due(each, now)).toList();
  }

  private boolean due(WorkloadSpec workload, Instant now) {
    Instant last = asked.get(workload.name());
    Duration every = workload.traits().every();
    return last == null || !last.plus(every == null ? USUAL : every).isAfter(now);
  }

  /** Whether logs and gateways are to be asked again. */
  boolean othersDue(Instant now) {
    return others.equals(Instant.MIN) || !others.plus(OTHERS).isAfter(now);
  }

  /** These are asked now, and logs and gateways with them. */
  void asked(List<WorkloadSpec> workloads, Instant now) {
    workloads.forEach(each -> asked.put(each.name(), now));
    others = now;
  }
}
