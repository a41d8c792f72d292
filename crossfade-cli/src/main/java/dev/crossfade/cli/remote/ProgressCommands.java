package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.Refusal;
import dev.crossfade.core.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Where a migration is, how far it has come, and what was found. */
final class ProgressCommands {

  private static final Columns ENTITY =
      Columns.of(
          "entity",
          "state",
          "chunksDone=done",
          "chunks",
          "rows",
          "expectedRows=of",
          "refused",
          "verdict",
          "verifiedAt=verified");
  private static final Columns SHOWN =
      Columns.of(
          "name",
          "phase",
          "version",
          "owner/name=owner",
          "progress/history/rows=rows",
          "progress/history/expectedRows=of",
          "progress/quarantined=quarantined",
          "signOff/state=sign-off",
          "trouble",
          "actions");
  private static final Columns VERDICT =
      Columns.of(
          "entity",
          "verdict",
          "coverage",
          "rowsCompared=compared",
          "mismatches=differ",
          "unsettled",
          "parked",
          "refused",
          "finishedAt=finished");

  private ProgressCommands() {}

  /** Looks once, or again and again. */
  private abstract static class LookCommand extends RemoteCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    @Mixin private WatchOption watch = new WatchOption();

    private String said = "";

    LookCommand(Map<String, String> environment) {
      super(environment);
    }

    /** What is looked at, which holds how far the migration is. */
    abstract JsonNode look(Api api, String path);

    abstract JsonNode progress(JsonNode seen);

    abstract void print(JsonNode seen, Columns.Header header);

    @Override
    int run() {
      Api api = api();
      String path = MigrationCommands.path(name);
      JsonNode seen = look(api, path);
      if (!watch.watch()) {
        print(seen, Columns.Header.NAMES);
        return Ends.OK;
      }
      again(seen, Columns.Header.NAMES);
      Retries retries = new Retries();
      retries.well();
      while (watch.again(progress(seen).path("phase").asText())) {
        try {
          seen = look(api, path);
          retries.well();
        } catch (Refusal | ProblemException e) {
          retries.failed(e);
          note("the server cannot be reached; looking again");
          retries.rest();
          continue;
        }
        again(seen, Columns.Header.NONE);
      }
      return Ends.OK;
    }

    /** On no terminal, people get a line when something has changed. */
    private void again(JsonNode seen, Columns.Header header) {
      switch (shape()) {
        case JSON -> out().println(seen.toString());
        case YAML -> out().print("---\n" + Shape.yaml(seen));
        case CSV -> print(seen, header);
        case TABLE -> table(seen);
      }
      out().flush();
    }

    private void table(JsonNode seen) {
      if (System.console() != null) {
        out().print("\033[H\033[J");
        print(seen, Columns.Header.NAMES);
        return;
      }
      String line = ProgressLines.line(progress(seen));
      if (!line.equals(said)) {
        out().println(line);
        said = line;
      }
    }

    List<JsonNode> entities(JsonNode seen) {
      List<JsonNode> entities = new ArrayList<>();
      progress(seen).path("entities").forEach(entities::add);
      return entities;
    }
  }

  @Command(
      name = "show",
      description = "Shows where a migration is, how far it has come, and what may be asked of it.",
      mixinStandardHelpOptions = true)
  static final class ShowCommand extends LookCommand {
    ShowCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    JsonNode look(Api api, String path) {
      ObjectNode seen = (ObjectNode) api.get(path).json();
      seen.set("progress", api.get(path + "/progress").json());
      return seen;
    }

    @Override
    JsonNode progress(JsonNode seen) {
      return seen.path("progress");
    }

    @Override
    void print(JsonNode seen, Columns.Header header) {
      print(seen, List.of(seen), SHOWN, header);
      if (shape() == Shape.TABLE) {
        below(seen);
        seen.path("next_steps").forEach(step -> note("next: " + step.asText()));
      }
    }

    private void below(JsonNode seen) {
      if (!entities(seen).isEmpty()) {
        out().println();
        ENTITY.table(entities(seen), Columns.Header.NAMES).forEach(out()::println);
      }
      out().println();
      ProgressLines.below(progress(seen)).forEach(out()::println);
      out().flush();
    }
  }

  @Command(
      name = "progress",
      description = "Shows how far each entity of a migration is: rows, chunks, verdict.",
      mixinStandardHelpOptions = true)
  static final class ProgressCommand extends LookCommand {
    ProgressCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    JsonNode look(Api api, String path) {
      return api.get(path + "/progress").json();
    }

    @Override
    JsonNode progress(JsonNode seen) {
      return seen;
    }

    @Override
    void print(JsonNode seen, Columns.Header header) {
      print(seen, entities(seen), ENTITY, header);
      if (shape() == Shape.TABLE) {
        ProgressLines.below(seen).forEach(this::note);
      }
    }
  }

  @Command(
      name = "verdicts",
      description = "Shows what the latest comparison of each entity with its sources found.",
      mixinStandardHelpOptions = true)
  static final class VerdictsCommand extends RemoteCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    VerdictsCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      JsonNode found = api().get(MigrationCommands.path(name) + "/verdicts").json();
      List<JsonNode> verdicts = new ArrayList<>();
      found.path("verdicts").forEach(verdicts::add);
      print(found, verdicts, VERDICT);
      if (verdicts.stream().anyMatch(v -> v.path("mismatches").asLong() > 0)) {
        note("next: crossfade migration differences " + name);
      }
      boolean equal =
          !verdicts.isEmpty()
              && verdicts.stream().allMatch(v -> v.path("verdict").asText().equals("EQUAL"));
      return equal ? Ends.OK : Ends.NOT_DONE;
    }
  }

  @Command(
      name = "differences",
      description = "Shows which rows differ by the latest comparison, with their keys.",
      mixinStandardHelpOptions = true)
  static final class DifferencesCommand extends RemoteCommand {
    private static final Columns DIFFERENCE = Columns.of("entity", "kind", "key", "columns");

    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    DifferencesCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      JsonNode found = api().get(MigrationCommands.path(name) + "/differences").json();
      List<JsonNode> rows = new ArrayList<>();
      found.path("rows").forEach(rows::add);
      print(found, rows, DIFFERENCE);
      long more = found.path("mismatches").asLong() - rows.size();
      if (more > 0) {
        note(more + " more differ; verify again when these are mended");
      }
      found.path("checks").forEach(this::tell);
      return found.path("mismatches").asLong() == 0 ? Ends.OK : Ends.NOT_DONE;
    }

    private void tell(JsonNode check) {
      List<String> keys = new ArrayList<>();
      check.path("keys").forEach(key -> keys.add(key.asText()));
      note("check " + check.path("check").asText() + " found " + String.join("; ", keys));
    }
  }
}
