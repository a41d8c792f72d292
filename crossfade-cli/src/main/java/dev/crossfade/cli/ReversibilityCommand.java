package dev.crossfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.cli.remote.Columns;
import dev.crossfade.codec.catalog.CatalogLock;
import dev.crossfade.codec.problem.ProblemRenderer;
import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.mapping.SourceColumn;
import dev.crossfade.mapping.WayBack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what of the target can become rows of the sources again, column by column. */
@Command(
    name = "reversibility",
    description =
        "Says what a rollback would bring back to the sources, column by column; needs catalog.lock.",
    mixinStandardHelpOptions = true)
final class ReversibilityCommand implements Callable<Integer> {

  private static final Columns COLUMNS = Columns.of("entity", "mapping", "name", "way", "from");

  @Mixin private FolderOptions options = new FolderOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    try {
      List<WayBack> ways = WayBack.of(compiled());
      ObjectNode json = json(ways);
      options
          .output()
          .print(
              line.getOut(),
              json,
              rows(json),
              COLUMNS,
              () -> ways.stream().flatMap(way -> text(way).stream()).toList());
      return 0;
    } catch (ProblemException e) {
      line.getErr().print(new ProblemRenderer(options.folder()).render(e.problems()));
      line.getErr().flush();
      return Failures.INVALID;
    }
  }

  private CompiledMigration compiled() {
    SpecDocument document = SpecificationLoader.load(options.folder(), options.environment());
    return MappingCompiler.compile(
        document.spec(), CatalogLock.read(options.folder()).orElse(Map.of()), document.locations());
  }

  /** A line for each column, as spreadsheets want them. */
  private static List<JsonNode> rows(ObjectNode json) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode mapping : json.path("mappings")) {
      for (JsonNode column : mapping.path("columns")) {
        ObjectNode row = column.deepCopy();
        row.set("entity", mapping.path("entity"));
        row.set("mapping", mapping.path("mapping"));
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<String> text(WayBack way) {
    List<String> lines = new ArrayList<>();
    lines.add(way.entity() + " to " + way.mapping());
    int width = way.columns().stream().mapToInt(each -> each.name().length()).max().orElse(0);
    for (SourceColumn column : way.columns()) {
      String from = column.from().isEmpty() ? "" : " from " + String.join(", ", column.from());
      lines.add(
          "  "
              + column.name()
              + " ".repeat(width - column.name().length())
              + "  "
              + words(column.way())
              + from);
    }
    if (!way.lost().isEmpty()) {
      lines.add("  lost: nothing comes back from " + String.join(", ", way.lost()));
    }
    if (!way.needDefaults().isEmpty()) {
      lines.add("  new rows need a default of " + String.join(", ", way.needDefaults()));
    }
    for (Problem refusal : way.refusals()) {
      lines.add("  no rollback: " + refusal.why());
      lines.add("         fix: " + refusal.fix());
    }
    return lines;
  }

  private static String words(SourceColumn.Way way) {
    return switch (way) {
      case EXACT -> "as it was";
      case SAME_RESULT -> "a value that means the same";
      case DECLARED -> "as declared";
      case KEPT -> "kept; in new rows the default";
      case COMPUTED -> "computed by the source";
    };
  }

  private static ObjectNode json(List<WayBack> ways) {
    ObjectNode json = Json.document("Reversibility");
    ArrayNode mappings = json.putArray("mappings");
    for (WayBack way : ways) {
      ObjectNode mapping = mappings.addObject();
      mapping.put("entity", way.entity());
      mapping.put("mapping", way.mapping());
      ArrayNode columns = mapping.putArray("columns");
      for (SourceColumn column : way.columns()) {
        ObjectNode node = columns.addObject();
        node.put("name", column.name());
        node.put("way", column.way().name().toLowerCase(Locale.ROOT));
        column.from().forEach(node.putArray("from")::add);
      }
      way.lost().forEach(mapping.putArray("lost")::add);
      way.needDefaults().forEach(mapping.putArray("needDefaults")::add);
      Json.problems(mapping, way.refusals());
    }
    Json.next(json, List.of());
    return json;
  }
}
