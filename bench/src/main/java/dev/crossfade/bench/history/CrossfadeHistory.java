package dev.crossfade.bench.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.bench.Options;
import dev.crossfade.bench.Subject;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.CrossfadeCommand;
import dev.crossfade.bench.crossfade.Records;
import dev.crossfade.bench.crossfade.Specification;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Copies;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Crossfade's own way: {@code crossfade run --until published}. */
public final class CrossfadeHistory implements Subject {

  private static final List<String> MAPPED =
      List.of("mapped/entities/contact.yaml", "mapped/taxonomies/region.yaml");
  private static final List<String> IDENTITY =
      List.of("identity/entities/contacts.yaml", "identity/entities/ad_events.yaml");

  private static final Map<String, List<String>> FILES =
      Map.of(
          "mapped",
          MAPPED,
          "identity",
          IDENTITY,
          "contacts",
          IDENTITY.subList(0, 1),
          "events",
          IDENTITY.subList(1, 2));

  private static int migrations;

  private final Pair pair;
  private final Transport transport;
  private final Options options;
  private final Workplace workplace;
  private final String mapping;
  private final String suffix;
  private final List<String> settings;
  private final Records records;
  private @Nullable CrossfadeCommand command;

  CrossfadeHistory(
      Pair pair, Transport transport, Options options, Workplace workplace, String mapping) {
    this(pair, transport, options, workplace, mapping, "", List.of(), Records.KEPT);
  }

  /** Contacts through the mapping, with or without the recording of rows. */
  public CrossfadeHistory(
      Pair pair, Transport transport, Options options, Workplace workplace, Records records) {
    this(pair, transport, options, workplace, "mapped", records.suffix(), List.of(), records);
  }

  /**
   * Crossfade with other settings than the defaults.
   *
   * @param mapping which specification
   * @param suffix what its name says about the settings
   * @param settings lines of the specification's section
   */
  public CrossfadeHistory(
      Pair pair,
      Transport transport,
      Options options,
      Workplace workplace,
      String mapping,
      String suffix,
      List<String> settings) {
    this(pair, transport, options, workplace, mapping, suffix, settings, Records.KEPT);
  }

  private CrossfadeHistory(
      Pair pair,
      Transport transport,
      Options options,
      Workplace workplace,
      String mapping,
      String suffix,
      List<String> settings,
      Records records) {
    this.pair = pair;
    this.transport = transport;
    this.options = options;
    this.workplace = workplace;
    this.mapping = mapping;
    this.suffix = suffix;
    this.settings = List.copyOf(settings);
    this.records = records;
  }

  @Override
  public String name() {
    return "Crossfade, " + mapping + suffix;
  }

  @Override
  public void prepare() throws Exception {
    pair.target().recreate();
    Specification specification =
        new Specification(
                "bench" + ++migrations,
                FILES.getOrDefault(mapping, List.of()),
                "postgresql",
                transport)
            .with(settings);
    command =
        CrossfadeCommand.in(options.root(), workplace.path("specification"), specification)
            .between(pair.source(), pair.target())
            .keeping(records);
  }

  @Override
  public Done run() throws Exception {
    return done(command().run("published"));
  }

  /** Figures of a report: until visible in production, and the loading alone. */
  static Done done(JsonNode report) {
    double loading = report.path("backfill").path("seconds").asDouble();
    double published = loading + report.path("seam").path("seconds").asDouble();
    Instant started = Instant.parse(report.path("startedAt").asText());
    Instant finished = Instant.parse(report.path("finishedAt").asText());
    return new Done(
        report.path("backfill").path("rows").asLong(),
        published,
        Map.of(
            "loading",
            loading,
            "whole command",
            Duration.between(started, finished).toMillis() / 1000.0));
  }

  @Override
  public void check() throws Exception {
    command().verify(pair.tables().stream().mapToLong(pair::rows).sum());
    if (!mapping.equals("mapped")) {
      for (Table table : pair.tables()) {
        Copies.mustEqual(pair.source(), table.table(), pair.target(), "marketing." + table.table());
      }
    }
  }

  @Override
  public void clean() throws Exception {
    command().keepLog(options.results().resolve(mapping + ".log"));
    transport.forget("cf.");
    pair.dropSlots();
  }

  private CrossfadeCommand command() {
    if (command == null) {
      throw new IllegalStateException("not prepared");
    }
    return command;
  }
}
