package dev.crossfade.codec.spec;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.ChangeWindow;
import dev.crossfade.core.spec.CutoverSpec;
import dev.crossfade.core.spec.KafkaSpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.TaxonomySpec;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules between the parts of a specification that need no catalog. */
final class SpecificationRules {

  private final MigrationSpec spec;
  private final Report report;

  SpecificationRules(MigrationSpec spec, Locations locations, List<Problem> problems) {
    this.spec = spec;
    this.report = new Report(locations, problems);
  }

  void check() {
    Connections connections = new Connections(report);
    spec.sources().forEach(source -> connections.source(source, spec.target()));
    connections.target(spec.target());
    KafkaSpec kafka = spec.kafka();
    if (kafka != null) {
      connections.kafka(kafka);
    }
    spec.sources()
        .forEach(
            source ->
                zone(Locations.path("sources", source.name(), "timeZone"), source.timeZone()));
    ChangeWindow window = spec.cutover().changeWindow();
    if (window != null) {
      zone(Locations.path("cutover", "changeWindow", "zone"), window.zone());
    }
    canaries();
    something();
    entities();
    taxonomies();
  }

  private void canaries() {
    if (spec.cutover().canaries() == CutoverSpec.Canaries.REQUIRED
        && spec.traffic().gateways() == null) {
      report.add(
          Locations.path("cutover", "canary"),
          SpecProblem.BAD_VALUE,
          "a canary is required, and there are no gateways",
          "gateways give readers their share of the new stack, and count what becomes of it",
          "name their group in traffic.gateways, or leave canary out");
    }
  }

  private void something() {
    if (spec.sources().isEmpty()) {
      report.add(
          "sources",
          SpecProblem.NOTHING_TO_DO,
          "there is no source",
          "a migration needs at least one",
          "add a source");
    }
    if (spec.entities().isEmpty() && report.nothingYet()) {
      report.add(
          "",
          SpecProblem.NOTHING_TO_DO,
          "there is no entity",
          "no file of kind Entity was included",
          "add a file such as entities/contact.yaml, or check `include`");
    }
  }

  private void zone(String path, @Nullable String zone) {
    try {
      if (zone != null) {
        ZoneId.of(zone);
      }
    } catch (DateTimeException e) {
      report.add(
          path,
          SpecProblem.BAD_ZONE,
          "there is no time zone '" + zone + "'",
          "zones have IANA names",
          "write for example Europe/Berlin or UTC");
    }
  }

  private void entities() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < spec.entities().size(); i++) {
      var entity = spec.entities().get(i);
      boolean first = names.add(entity.name());
      String path =
          first
              ? Locations.path("entities", entity.name())
              : Locations.path("entities", entity.name() + "#" + i);
      if (!first) {
        duplicate(path, "entity", entity.name());
      }
      new EntityRules(spec, entity, path, report).check();
    }
  }

  private void duplicate(String path, String kind, String name) {
    report.add(
        path + "/name",
        SpecProblem.DUPLICATE_NAME,
        "there are two of kind %s named '%s'".formatted(kind, name),
        "names have to be distinct",
        "rename one; a second mapping goes into `from` of the same entity");
  }

  private void taxonomies() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < spec.taxonomies().size(); i++) {
      TaxonomySpec taxonomy = spec.taxonomies().get(i);
      boolean first = names.add(taxonomy.name());
      String name = first ? taxonomy.name() : taxonomy.name() + "#" + i;
      String path = Locations.path("taxonomies", name);
      if (!first) {
        duplicate(path, "taxonomy", taxonomy.name());
      }
      spellings(taxonomy, path);
    }
  }

  private void spellings(TaxonomySpec taxonomy, String path) {
    Map<String, String> seen = new HashMap<>();
    taxonomy.values().keySet().forEach(value -> seen.put(normal(taxonomy, value), value));
    taxonomy
        .values()
        .forEach(
            (value, spellings) -> {
              for (int i = 0; i < spellings.size(); i++) {
                String other = seen.putIfAbsent(normal(taxonomy, spellings.get(i)), value);
                if (other != null && !other.equals(value)) {
                  ambiguous(
                      path + "/" + Locations.path("values", value, i),
                      spellings.get(i),
                      other,
                      value);
                }
              }
            });
  }

  private void ambiguous(String path, String spelling, String one, String two) {
    report.add(
        path,
        SpecProblem.AMBIGUOUS_SPELLING,
        "'%s' is a spelling of both '%s' and '%s'".formatted(spelling, one, two),
        "a spelling means one value",
        "remove it from one of them");
  }

  private static String normal(TaxonomySpec taxonomy, String text) {
    String folded = text.strip().replaceAll("[\\s\\u00a0]+", " ");
    return taxonomy.caseSensitive() ? folded : folded.toLowerCase(Locale.ROOT);
  }
}
