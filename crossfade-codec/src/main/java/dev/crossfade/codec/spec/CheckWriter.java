package dev.crossfade.codec.spec;

import dev.crossfade.core.spec.CheckAdjustment;
import dev.crossfade.core.spec.CheckTraits;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.MetricSpec.Grain;
import dev.crossfade.core.spec.QuerySpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.core.spec.Tolerance;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes what is said about checks as a file that loads as the same value. */
final class CheckWriter {

  private final Yaml yaml =
      SpecificationWriter.head("Checks", "Checks of the data, beside those of every entity.");

  private CheckWriter() {}

  static String text(ChecksSpec checks) {
    CheckWriter writer = new CheckWriter();
    writer.list("references", checks.references(), writer::reference);
    writer.list("metrics", checks.metrics(), writer::metric);
    writer.list("queries", checks.queries(), writer::query);
    writer.list("adjust", checks.adjustments(), writer::adjustment);
    return writer.yaml.toString();
  }

  private <T> void list(String key, List<T> parts, Consumer<T> write) {
    if (!parts.isEmpty()) {
      yaml.line(0, key + ":");
      parts.forEach(write);
    }
  }

  private void reference(ReferenceSpec said) {
    yaml.line(1, "- entity: " + Yaml.quoted(said.entity()));
    yaml.raw(2, "columns", Yaml.list(said.columns()));
    yaml.pair(2, "to", said.to());
    if (!said.toColumns().isEmpty()) {
      yaml.raw(2, "toColumns", Yaml.list(said.toColumns()));
    }
  }

  private void metric(MetricSpec metric) {
    yaml.line(1, "- name: " + Yaml.quoted(metric.name()));
    traits(metric.traits());
    about(metric.entity());
    if (metric.figure() instanceof MetricSpec.Queries queries) {
      yaml.pair(2, "source", queries.source());
      yaml.pair(2, "legacy", queries.legacy()).pair(2, "target", queries.target());
    } else if (metric.figure() instanceof MetricSpec.Declared declared) {
      declared(declared);
    }
    tolerance(metric.tolerance());
  }

  private void declared(MetricSpec.Declared said) {
    String measure = lower(said.measure());
    yaml.pair(
        2, "measure", said.column().isEmpty() ? measure : measure + "(" + said.column() + ")");
    if (!said.by().isEmpty()) {
      boolean plain = said.grain() == Grain.VALUE;
      yaml.pair(2, "by", plain ? said.by() : lower(said.grain()) + "(" + said.by() + ")");
    }
    if (!said.where().isEmpty()) {
      yaml.line(2, "where:");
      said.where().forEach((column, values) -> yaml.raw(3, column, Yaml.list(values)));
    }
  }

  private void tolerance(Tolerance said) {
    if (!said.equals(Tolerance.NONE)) {
      yaml.line(2, "tolerance:");
      yaml.raw(3, "absolute", said.absolute().toPlainString());
      yaml.raw(3, "relative", said.relative().toPlainString());
      yaml.raw(3, "learned", Boolean.toString(said.learning() == Tolerance.Learning.ON));
    }
  }

  private void query(QuerySpec query) {
    yaml.line(1, "- name: " + Yaml.quoted(query.name()));
    traits(query.traits());
    about(query.entity());
    yaml.pair(2, "on", query.on()).pair(2, "sql", query.sql());
    if (query.expectation() instanceof QuerySpec.Within within) {
      bound("least", within.least());
      bound("most", within.most());
    } else {
      yaml.raw(2, "expect", "no rows");
    }
  }

  private void bound(String key, @Nullable BigDecimal bound) {
    if (bound != null) {
      yaml.raw(2, key, bound.toPlainString());
    }
  }

  private void about(String entity) {
    if (!entity.isEmpty()) {
      yaml.pair(2, "entity", entity);
    }
  }

  private void traits(CheckTraits traits) {
    yaml.raw(2, "severity", lower(traits.severity()));
    yaml.pair(2, "owner", traits.owner()).pair(2, "description", traits.description());
    every(traits.every());
  }

  private void every(@Nullable Duration every) {
    if (every != null) {
      yaml.raw(2, "every", Long.toString(every.toMinutes()));
    }
  }

  private void adjustment(CheckAdjustment said) {
    yaml.line(1, Yaml.quoted(said.check()) + ":");
    yaml.raw(2, "skip", Boolean.toString(said.use() == CheckAdjustment.Use.LEAVE_OUT));
    Severity severity = said.severity();
    if (severity != null) {
      yaml.raw(2, "severity", lower(severity));
    }
    String owner = said.owner();
    if (owner != null) {
      yaml.pair(2, "owner", owner);
    }
    every(said.every());
    if (!said.parameters().isEmpty()) {
      yaml.line(2, "parameters:");
      said.parameters().forEach((name, value) -> yaml.raw(3, name, value));
    }
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
