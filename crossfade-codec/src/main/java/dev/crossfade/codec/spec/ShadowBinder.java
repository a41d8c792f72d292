package dev.crossfade.codec.spec;

import dev.crossfade.core.spec.CheckTraits;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.core.spec.ShadowSpec;
import dev.crossfade.core.spec.ShadowSpec.LogsSpec;
import dev.crossfade.core.spec.Tolerance;
import dev.crossfade.core.spec.WorkloadSpec;
import dev.crossfade.core.spec.WorkloadSpec.Kind;
import dev.crossfade.core.spec.WorkloadSpec.Matching;
import dev.crossfade.core.spec.WorkloadSpec.Order;
import dev.crossfade.core.spec.WorkloadSpec.Script;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns files of kind Shadow into one value, and remembers where its parts were written. */
final class ShadowBinder {

  private final List<WorkloadSpec> workloads = new ArrayList<>();
  private final List<String> legacyLogs = new ArrayList<>();
  private final List<String> freshLogs = new ArrayList<>();
  private Severity severity = Severity.WARN;
  private final Map<WorkloadSpec, String> paths = new IdentityHashMap<>();

  /** Adds a file. */
  void add(View view) {
    String owner = view.text("owner", "");
    view.items("queries").forEach(each -> keep(workload(Kind.QUERY, each, owner), each));
    view.items("jobs").forEach(each -> keep(workload(Kind.JOB, each, owner), each));
    View logs = view.find("logs");
    if (logs != null) {
      legacyLogs.addAll(texts(logs.find("legacy")));
      freshLogs.addAll(texts(logs.find("new")));
      severity = severity(logs, severity);
    }
  }

  ShadowSpec shadow() {
    return new ShadowSpec(workloads, new LogsSpec(legacyLogs, freshLogs, severity));
  }

  /** Where a workload was written. */
  String path(WorkloadSpec workload) {
    return paths.getOrDefault(workload, "");
  }

  private void keep(WorkloadSpec workload, View view) {
    workloads.add(workload);
    paths.put(workload, view.path());
  }

  private static WorkloadSpec workload(Kind kind, View view, String owner) {
    long minutes = view.number("every", 0);
    CheckTraits traits =
        new CheckTraits(
            severity(view, Severity.ERROR),
            view.text("owner", owner),
            view.text("description", ""),
            minutes == 0 ? null : Duration.ofMinutes(minutes));
    return new WorkloadSpec(
        view.get("name").text(),
        kind,
        view.get("source").text(),
        script(view.get("legacy")),
        script(view.get("target")),
        texts(view.find("entities")),
        new Matching(
            texts(view.find("key")),
            view.text("order", "any").equals("same") ? Order.SAME : Order.ANY,
            texts(view.find("ignore"))),
        tolerance(view.find("tolerance")),
        (int) view.number("slower", WorkloadSpec.SLOWER),
        traits);
  }

  private static Script script(View view) {
    return view.isScalar()
        ? new Script(List.of(), view.text())
        : new Script(view.get("scratch").texts(), view.get("query").text());
  }

  private static Severity severity(View view, Severity otherwise) {
    View said = view.find("severity");
    if (said == null) {
      return otherwise;
    }
    return said.text().equals("warn") ? Severity.WARN : Severity.ERROR;
  }

  private static Tolerance tolerance(@Nullable View view) {
    return view == null
        ? Tolerance.NONE
        : new Tolerance(
            new BigDecimal(view.text("absolute", "0")),
            new BigDecimal(view.text("relative", "0")),
            Tolerance.Learning.OFF);
  }

  private static List<String> texts(@Nullable View view) {
    return view == null ? List.of() : view.texts();
  }
}
