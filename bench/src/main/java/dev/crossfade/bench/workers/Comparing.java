package dev.crossfade.bench.workers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.bench.Options;
import dev.crossfade.bench.Subject;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.CrossfadeCommand;
import dev.crossfade.bench.crossfade.Specification;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A full comparison of the mapped contacts, which another command has published. */
final class Comparing implements Subject {

  private final Pair pair;
  private final Transport transport;
  private final Options options;
  private final Workplace workplace;
  private final int workers;

  Comparing(Pair pair, Transport transport, Options options, Workplace workplace, int workers) {
    this.pair = pair;
    this.transport = transport;
    this.options = options;
    this.workplace = workplace;
    this.workers = workers;
  }

  /** A command for the one migration of all of these, with so many workers. */
  static CrossfadeCommand command(
      Pair pair, Transport transport, Options options, Workplace workplace, int workers)
      throws IOException {
    Specification specification =
        new Specification(
                "compared",
                List.of("mapped/entities/contact.yaml", "mapped/taxonomies/region.yaml"),
                "postgresql",
                transport)
            .with(List.of("workers: " + workers));
    return CrossfadeCommand.in(options.root(), workplace.path("compared" + workers), specification)
        .between(pair.source(), pair.target());
  }

  @Override
  public String name() {
    return "Crossfade verify, workers: " + workers;
  }

  @Override
  public void prepare() {}

  @Override
  public Done run() throws Exception {
    long rows = pair.rows(Table.CONTACTS);
    JsonNode report = command(pair, transport, options, workplace, workers).verify(rows);
    return new Done(rows, report.path("verify").path("seconds").asDouble(), Map.of());
  }

  @Override
  public void check() {}
}
