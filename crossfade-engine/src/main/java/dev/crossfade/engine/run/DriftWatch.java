package dev.crossfade.engine.run;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Undoing;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.drift.Concern;
import dev.crossfade.engine.drift.Concerning;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether tables of sources and of production are what they were when this run
 * began to follow them, or were published. What is not is a fact of the target, for its status.
 */
final class DriftWatch implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final String OURS = "_cf_";

  private final RunInputs inputs;
  private final Mappings mappings;
  private final Map<String, TableSchema> published = new HashMap<>();
  private final MadeAnew anew;
  private Map<String, Instant> known = Map.of();
  private boolean written;

  DriftWatch(RunInputs inputs, Mappings mappings) {
    this.inputs = inputs;
    this.mappings = mappings;
    this.anew = new MadeAnew(mappings, inputs.target());
  }

  @Override
  public String name() {
    return "drift";
  }

  @Override
  public Duration step() {
    try {
      look();
    } catch (ProblemException e) {
      if (passes(e)) {
        throw e;
      }
      LOG.warn("tables not compared: code={}", e.problem().code().text(), e);
    }
    return INTERVAL;
  }

  /** A source that does not answer keeps nobody from looking at the others, and at production. */
  private void look() {
    List<String> found = new ArrayList<>();
    List<ProblemException> away = new ArrayList<>();
    inputs
        .sources()
        .forEach(
            (source, database) -> {
              List<String> ofSource = new ArrayList<>();
              try {
                look(source, database, ofSource);
              } catch (ProblemException e) {
                away.add(e);
                ofSource.addAll(notedBefore(source));
                LOG.warn("tables not compared: source={}", source, e);
              }
              ofSource.stream().distinct().forEach(found::add);
            });
    List<TableSchema> production = inputs.target().catalog().stream().map(this::whole).toList();
    remember(production);
    add(
        found,
        "target",
        published.values(),
        production,
        (table, drift) -> undoing(table, production, drift));
    note(found);
    away.stream().filter(DriftWatch::passes).findFirst().ifPresent(DriftWatch::raise);
  }

  private static boolean passes(ProblemException e) {
    return e.problem().code().kind() == Kind.TRANSIENT;
  }

  private static void raise(ProblemException e) {
    throw e;
  }

  private void look(String source, SourceDatabase database, List<String> found) {
    List<TableSchema> tables = tables(source);
    if (!tables.isEmpty()) {
      List<TableSchema> now = database.catalog();
      add(found, of(source), tables, now, (table, drift) -> "");
      tables.forEach(table -> hold(source, table.id(), now));
      anew.followed(source, database);
    }
  }

  private static String of(String source) {
    return "source " + source;
  }

  private List<String> notedBefore(String source) {
    return known.keySet().stream().filter(line -> line.startsWith(of(source) + ", ")).toList();
  }

  /** What the log does not show by itself, such as another type, shows in the catalog. */
  private void hold(String source, TableId table, List<TableSchema> now) {
    Concerning.of(Concern.of(mappings.from(source, table)), now)
        .forEach(drift -> inputs.target().holds().want(source, table, Alterations.of(drift)));
  }

  private List<TableSchema> tables(String source) {
    return mappings.all().stream()
        .filter(each -> each.source().equals(source))
        .map(each -> each.mapping().sourceTable())
        .distinct()
        .toList();
  }

  /** What production is like when it is seen first is what it should be, where it is as planned. */
  private void remember(List<TableSchema> production) {
    Map<String, EntityState> states = inputs.target().progress().entityStates();
    for (Numbered each : mappings.all()) {
      if (states.get(each.entity()) == EntityState.LIVE) {
        production.stream()
            .filter(table -> table.id().equals(each.mapping().entity().id()))
            .findFirst()
            .ifPresent(
                table ->
                    published.putIfAbsent(each.entity(), planned(each.mapping().entity(), table)));
      }
    }
  }

  /**
   * With the columns of types that no source could have, such as the enums that were made for it.
   */
  private TableSchema whole(TableSchema found) {
    List<Column> columns = new ArrayList<>(found.columns());
    for (Numbered each : mappings.all()) {
      TableSchema entity = each.mapping().entity();
      if (entity.id().equals(found.id())) {
        entity.columns().forEach(column -> other(column, found).ifPresent(columns::add));
      }
    }
    return TableSchema.of(found.id(), columns.stream().distinct().toList(), found.key());
  }

  /** A column as the catalog names those whose type it does not know: the name, then the type. */
  private static Optional<Column> other(Column planned, TableSchema found) {
    String start = planned.name() + " ";
    return found.unsupported().stream()
        .filter(other -> other.startsWith(start))
        .map(other -> other.substring(start.length()))
        .map(type -> new Column(planned.name(), planned.type(), true, type, false))
        .findFirst();
  }

  /** The columns that were planned, and our own, with the types that they have. */
  private static TableSchema planned(TableSchema entity, TableSchema found) {
    List<Column> columns = new ArrayList<>();
    for (Column column : entity.columns()) {
      int index = found.indexOf(column.name());
      columns.add(index < 0 ? column : found.columns().get(index));
    }
    found.columns().stream().filter(each -> each.name().startsWith(OURS)).forEach(columns::add);
    return TableSchema.of(found.id(), columns, found.key());
  }

  /**
   * @param cure what could be done about one, in words; empty for nothing
   */
  private static void add(
      List<String> found,
      String where,
      Collection<TableSchema> before,
      List<TableSchema> now,
      BiFunction<TableSchema, Drift, String> cure) {
    for (TableSchema table : before) {
      for (Drift drift : Drift.between(table, now)) {
        found.add(
            where + ", table " + drift.table() + ": " + drift.detail() + cure.apply(table, drift));
      }
    }
  }

  private static String undoing(TableSchema table, List<TableSchema> production, Drift drift) {
    String statements = String.join(" ", Undoing.statements(table, production, drift));
    return statements.isEmpty() ? "" : "; to undo it: " + statements;
  }

  private void note(List<String> found) {
    Map<String, Instant> now = new LinkedHashMap<>();
    Instant at = inputs.clock().instant();
    found.forEach(line -> now.put(line, known.getOrDefault(line, at)));
    if (written && now.keySet().equals(known.keySet())) {
      return;
    }
    List<String> lines = new ArrayList<>();
    now.forEach(
        (line, since) -> {
          lines.add(since + " " + EngineProblem.TABLE_ALTERED.text() + " " + line);
          if (!known.containsKey(line)) {
            LOG.warn("altered: {}", line);
          }
        });
    inputs.target().progress().remember(ProgressStore.DRIFT, String.join("\n", lines));
    known = now;
    written = true;
  }
}
