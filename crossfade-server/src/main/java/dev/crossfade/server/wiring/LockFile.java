package dev.crossfade.server.wiring;

import dev.crossfade.codec.catalog.CatalogLock;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.view.LockView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a folder knows of the tables of its sources when no database is asked. */
public final class LockFile {
  private LockFile() {}

  /** Looks at the sources of a specification, and writes {@code catalog.lock} anew. */
  public static LockView write(Path folder, Map<String, String> environment) {
    Specification specification = Specification.load(folder, environment);
    Map<String, List<TableSchema>> before = known(folder);
    try (Sources sources = Sources.open(specification.spec(), specification.secrets())) {
      Map<String, List<TableSchema>> now = sources.catalogs();
      CatalogLock.write(folder, now);
      Map<String, Integer> tables = new TreeMap<>();
      now.forEach((source, all) -> tables.put(source, all.size()));
      return new LockView(folder.toString(), tables, changes(before, now));
    } catch (IOException e) {
      throw Problem.of(
              ServerProblem.FILE_NOT_WRITABLE,
              "The folder " + folder + " cannot be written.",
              String.valueOf(e.getMessage()),
              "Name a folder you may write to.")
          .raise(e);
    }
  }

  /** What was known before; of a file that cannot be understood nothing was. */
  static Map<String, List<TableSchema>> known(Path folder) {
    try {
      return CatalogLock.read(folder).orElse(Map.of());
    } catch (ProblemException e) {
      return Map.of();
    }
  }

  private static Map<String, List<LockView.Change>> changes(
      Map<String, List<TableSchema>> before, Map<String, List<TableSchema>> now) {
    Map<String, List<LockView.Change>> changes = new TreeMap<>();
    before.forEach(
        (source, tables) -> {
          List<TableSchema> present = now.getOrDefault(source, List.of());
          List<LockView.Change> some = new ArrayList<>();
          tables.forEach(
              table ->
                  Drift.between(table, present)
                      .forEach(each -> some.add(LockView.Change.of(each))));
          List<TableId> known = tables.stream().map(TableSchema::id).toList();
          present.stream()
              .map(TableSchema::id)
              .filter(id -> !known.contains(id))
              .forEach(id -> some.add(new LockView.Change(id.toString(), "the table is new")));
          if (!some.isEmpty()) {
            changes.put(source, some);
          }
        });
    return changes;
  }
}
