package dev.crossfade.server.view;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code discover} found in a source.
 *
 * @param url address of the source, without user and password
 * @param tables its tables
 * @param problems what stands in the way of migrating them
 */
public record CatalogView(String url, List<TableSchema> tables, List<Problem> problems)
    implements View {
  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>(table().lines());
    for (Problem problem : problems) {
      lines.add("");
      lines.add(console.paint(Ink.WARN, problem.code().text() + ": " + problem.what()));
      lines.add("  why: " + problem.why());
      lines.add("  fix: " + problem.fix());
    }
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("table", "key", "columns", "not carried", "rows (estimate)");
    for (TableSchema schema : tables) {
      table.row(
          schema.id(),
          schema.keyless() ? "none" : String.join(", ", schema.key()),
          schema.columns().size(),
          schema.unsupported().isEmpty() ? "-" : String.join(", ", schema.unsupported()),
          Math.max(schema.estimatedRows(), 0));
    }
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/catalog/v1");
    document.put("url", url);
    document.put("tables", tables.stream().map(CatalogView::table).toList());
    document.put("problems", problems.stream().map(Problems::map).toList());
    document.put("next_steps", nextSteps());
    return document;
  }

  private static Map<String, Object> table(TableSchema schema) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("table", schema.id().toString());
    map.put("key", schema.key());
    map.put("replicaIdentity", schema.replicaIdentity().name());
    map.put(
        "columns",
        schema.columns().stream()
            .map(
                column ->
                    Map.of(
                        "name", column.name(),
                        "type", column.nativeType(),
                        "nullable", column.nullable(),
                        "generated", column.generated()))
            .toList());
    map.put("unsupported", schema.unsupported());
    map.put("estimatedRows", schema.estimatedRows());
    map.put("estimatedBytes", schema.estimatedBytes());
    return map;
  }

  @Override
  public List<String> nextSteps() {
    return List.of("crossfade init --source " + url + " --target postgresql://HOST/DB DIR");
  }
}
