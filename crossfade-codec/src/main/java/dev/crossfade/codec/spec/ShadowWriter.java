package dev.crossfade.codec.spec;

import dev.crossfade.core.spec.Severity;
import dev.crossfade.core.spec.ShadowSpec;
import dev.crossfade.core.spec.Tolerance;
import dev.crossfade.core.spec.WorkloadSpec;
import dev.crossfade.core.spec.WorkloadSpec.Kind;
import dev.crossfade.core.spec.WorkloadSpec.Order;
import dev.crossfade.core.spec.WorkloadSpec.Script;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writes what both stacks are asked as a file that loads as the same value. */
final class ShadowWriter {

  private final Yaml yaml = SpecificationWriter.head("Shadow", "What both stacks are asked.");

  private ShadowWriter() {}

  static String text(ShadowSpec shadow) {
    ShadowWriter writer = new ShadowWriter();
    writer.list("queries", shadow, Kind.QUERY);
    writer.list("jobs", shadow, Kind.JOB);
    if (!shadow.logs().equals(ShadowSpec.LogsSpec.NONE)) {
      writer.yaml.line(0, "logs:");
      writer.yaml.raw(1, "legacy", Yaml.list(shadow.logs().legacy()));
      writer.yaml.raw(1, "new", Yaml.list(shadow.logs().fresh()));
      writer.yaml.raw(1, "severity", lower(shadow.logs().severity()));
    }
    return writer.yaml.toString();
  }

  private void list(String key, ShadowSpec shadow, Kind kind) {
    List<WorkloadSpec> all =
        shadow.workloads().stream().filter(each -> each.kind() == kind).toList();
    if (!all.isEmpty()) {
      yaml.line(0, key + ":");
      all.forEach(this::workload);
    }
  }

  private void workload(WorkloadSpec said) {
    yaml.line(1, "- name: " + Yaml.quoted(said.name()));
    yaml.pair(2, "description", said.traits().description());
    yaml.pair(2, "owner", said.traits().owner());
    yaml.raw(2, "severity", lower(said.traits().severity()));
    Duration every = said.traits().every();
    if (every != null) {
      yaml.raw(2, "every", Long.toString(every.toMinutes()));
    }
    yaml.pair(2, "source", said.source());
    script("legacy", said.legacy());
    script("target", said.target());
    yaml.raw(2, "entities", Yaml.list(said.entities()));
    yaml.raw(2, "key", Yaml.list(said.matching().key()));
    yaml.raw(2, "order", said.matching().order() == Order.SAME ? "same" : "any");
    yaml.raw(2, "ignore", Yaml.list(said.matching().ignored()));
    if (!said.tolerance().equals(Tolerance.NONE)) {
      yaml.line(2, "tolerance:");
      yaml.raw(3, "absolute", said.tolerance().absolute().toPlainString());
      yaml.raw(3, "relative", said.tolerance().relative().toPlainString());
    }
    yaml.raw(2, "slower", Integer.toString(said.slowerPercent()));
  }

  private void script(String key, Script script) {
    if (script.statements().isEmpty()) {
      yaml.pair(2, key, script.query());
      return;
    }
    yaml.line(2, key + ":");
    yaml.raw(3, "scratch", Yaml.list(script.statements()));
    yaml.pair(3, "query", script.query());
  }

  private static String lower(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
