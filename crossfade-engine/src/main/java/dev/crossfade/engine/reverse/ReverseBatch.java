package dev.crossfade.engine.reverse;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.apply.RowText;
import dev.crossfade.engine.reverse.ReverseRoutes.Home;
import dev.crossfade.mapping.ReverseMapping;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.Unrestored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of whole transactions or of one part, sorted by the tables of one source they belong to.
 */
final class ReverseBatch {

  private final ReverseRoutes routes;
  private final Map<ReverseMapping, WaitingRows> waiting;
  private final Map<ReverseMapping, NetChanges> tables = new LinkedHashMap<>();
  private final List<Unrestored> unrestored = new ArrayList<>();

  /**
   * @param waiting what earlier parts of the transaction left to be tried again
   */
  ReverseBatch(ReverseRoutes routes, Map<ReverseMapping, WaitingRows> waiting) {
    this.routes = routes;
    this.waiting = waiting;
  }

  /** Takes up everything that waits. Comes before any change. */
  void recallAll() {
    waiting.keySet().forEach(mapping -> net(mapping).recallAll());
  }

  void add(Change change) {
    @Nullable Object @Nullable [] after = change.after();
    @Nullable Object @Nullable [] before = change.before();
    Home from = before == null ? null : routes.home(change.table(), before);
    Home to = after == null ? null : routes.home(change.table(), after);
    if (after != null && to == null) {
      homeless(change, after);
    }
    Home either = to == null ? from : to;
    if (either == null) {
      return;
    }
    if (either.mapping().forward().sourceTable().keyless()) {
      append(change, either);
      return;
    }
    if (from != null && to != null && from.mapping().equals(to.mapping()) && after != null) {
      net(to).update(from.key(), to.key(), after, change.position());
      return;
    }
    if (from != null) {
      net(from).delete(from.key(), change.position());
    }
    if (to != null && after != null) {
      arrive(change, to, after);
    }
  }

  /** Where the log has no earlier image of a row, its key did not change. */
  private void arrive(Change change, Home to, @Nullable Object[] after) {
    if (change.op() == Op.UPDATE && change.before() == null) {
      net(to).update(to.key(), to.key(), after, change.position());
    } else {
      net(to).insert(to.key(), after, change.position());
    }
  }

  private void append(Change change, Home home) {
    @Nullable Object @Nullable [] after = change.after();
    if (change.before() == null && after != null) {
      net(home).append(after, change.position());
      return;
    }
    keep(
        change,
        home.mapping(),
        "",
        EngineProblem.KEYLESS_CHANGE,
        "a row without key was changed, and nobody knows which row of the source it is");
  }

  private void homeless(Change change, @Nullable Object[] row) {
    ReverseMapping first = routes.homeless(change.table(), row);
    if (first != null) {
      TableSchema entity = first.forward().entity();
      String key = RowText.key(entity, Key.of(row, entity.keyIndexes()));
      keep(
          change,
          first,
          key,
          EngineProblem.NO_SOURCE_ROW,
          "no table of the sources has rows that get this key");
    }
  }

  private void keep(
      Change change, ReverseMapping mapping, String key, EngineProblem code, String reason) {
    String entity = mapping.forward().entitySpec().name();
    unrestored.add(new Unrestored(entity, key, change.position(), code.text(), reason));
  }

  private NetChanges net(Home home) {
    return net(home.mapping());
  }

  private NetChanges net(ReverseMapping mapping) {
    return tables.computeIfAbsent(mapping, any -> new NetChanges(waiting(mapping)));
  }

  private WaitingRows waiting(ReverseMapping mapping) {
    return waiting.computeIfAbsent(mapping, any -> new WaitingRows());
  }

  /** Writes everything; what could not be brought back, and does not wait for a later part. */
  List<Unrestored> bring(LegacySession session, Extent extent) {
    tables.forEach(
        (mapping, changes) -> {
          WaitingRows rows = extent == Extent.PART ? waiting(mapping) : null;
          unrestored.addAll(new TableReturn(mapping, session, changes, rows).run());
        });
    return unrestored;
  }
}
