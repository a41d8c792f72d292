package dev.crossfade.bench.verify;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.servers.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** reladiff over all columns, from PyPI. */
final class Reladiff implements Subject {

  private final Pair pair;
  private final Path output;

  Reladiff(Pair pair, Path output) {
    this.pair = pair;
    this.output = output;
  }

  private static String program() {
    String named = System.getenv("BENCH_RELADIFF");
    return named == null ? Shell.find("reladiff") : named;
  }

  @Override
  public String name() {
    return "reladiff";
  }

  @Override
  public String missing() {
    return program().isEmpty()
        ? "reladiff is not installed: python3 -m venv V; V/bin/pip install reladiff"
            + " psycopg2-binary; export BENCH_RELADIFF=V/bin/reladiff"
        : "";
  }

  @Override
  public void prepare() throws Exception {
    Files.deleteIfExists(output);
  }

  @Override
  public Done run() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                program(),
                pair.source().uri(),
                "contacts",
                pair.target().uri(),
                "marketing.contacts",
                "-k",
                "id",
                "-j",
                "2"));
    for (String column : COLUMNS) {
      command.addAll(List.of("-c", column));
    }
    new Shell(output).run(Map.of(), command.toArray(String[]::new));
    return Done.all(pair.rows(Table.CONTACTS));
  }

  private static final List<String> COLUMNS =
      List.of(
          "external_id",
          "email",
          "phone",
          "first_name",
          "last_name",
          "company",
          "job_title",
          "country",
          "region_text",
          "lead_score",
          "budget",
          "opted_in",
          "attributes",
          "registered_at",
          "created_at",
          "updated_at");

  @Override
  public void check() throws Exception {
    long found =
        Files.readAllLines(output).stream()
            .filter(line -> line.startsWith("+ ") || line.startsWith("- "))
            .count();
    if (found != 2 * Verification.DIFFERENCES.get()) {
      throw new IllegalStateException("reladiff found " + found + " lines of difference");
    }
  }
}
