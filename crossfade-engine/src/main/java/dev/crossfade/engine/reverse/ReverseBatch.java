package dev.crossfade.engine.reverse;

import dev.crossfade.core.change.Change;
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

/** Changes of whole transactions, sorted by the tables of one source they belong to. */
final class ReverseBatch {

  private final ReverseRoutes routes;
  private final Map<ReverseMapping, NetChanges> tables = new LinkedHashMap<>();
  private final List<Unrestored> unrestored = new ArrayList<>();

  ReverseBatch(ReverseRoutes routes) {
    this.routes = routes;
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
    return tables.computeIfAbsent(home.mapping(), mapping -> new NetChanges());
  }

  /** Writes everything; what could not be brought back. */
  List<Unrestored> bring(LegacySession session) {
    tables.forEach(
        (mapping, changes) -> unrestored.addAll(new TableReturn(mapping, session, changes).run()));
    return unrestored;
  }
}
