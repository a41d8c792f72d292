package dev.crossfade.engine.reverse;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.capture.CaptureWatch;
import dev.crossfade.engine.capture.IdentityGuard;
import dev.crossfade.engine.capture.LogWatch;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The log of the target and its capture, by the same means as those of a source. Slot, publication,
 * connector and topic are named after the migration and {@link #SOURCE}, so whoever comes after a
 * crash finds what there is. Thread-safe.
 */
public final class TargetLog {

  /** The target's name among the captured databases; no source of a specification has it. */
  public static final String SOURCE = "_target";

  /** What Crossfade adds to each row of production; it means nothing to a source. */
  private static final List<String> PROVENANCE = List.of("_cf_load bigint", "_cf_position text");

  private final ReturnInputs inputs;
  private final List<TableSchema> tables;
  private final IdentityGuard guard;
  private @Nullable CaptureRequest request;

  /** Whether it was removed: what has not heard of that yet must not make it again. */
  private boolean retired;

  TargetLog(ReturnInputs inputs, Heading heading) {
    this.inputs = inputs;
    this.tables = tables(inputs.compiled());
    this.guard =
        new IdentityGuard(
            SOURCE, inputs.target().log(), ids(tables), inputs.progress(), heading::returning);
  }

  private static List<TableSchema> tables(CompiledMigration compiled) {
    Map<TableId, TableSchema> tables = new TreeMap<>();
    for (CompiledMapping mapping : compiled.mappings()) {
      TableSchema entity = mapping.entity();
      tables.put(entity.id(), captured(entity));
    }
    return List.copyOf(tables.values());
  }

  private static TableSchema captured(TableSchema entity) {
    return new TableSchema(
        entity.id(),
        entity.columns(),
        entity.key(),
        entity.keyless() ? ReplicaIdentity.FULL : entity.replicaIdentity(),
        PROVENANCE,
        entity.estimatedRows(),
        entity.estimatedBytes());
  }

  private static Set<TableId> ids(List<TableSchema> tables) {
    Set<TableId> ids = new TreeSet<>();
    tables.forEach(table -> ids.add(table.id()));
    return ids;
  }

  /**
   * Refuses a target whose log cannot be read, or does not hold what the sources need.
   *
   * @throws ProblemException with everything that stands in the way
   */
  void check() {
    List<Problem> problems = hindrances(inputs.target(), tables);
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** What keeps a target from being captured for these mappings; changes nothing. */
  public static List<Problem> hindrances(SourceDatabase target, CompiledMigration compiled) {
    return hindrances(target, tables(compiled));
  }

  private static List<Problem> hindrances(SourceDatabase target, List<TableSchema> tables) {
    List<Problem> problems = new ArrayList<>();
    for (Problem problem : target.preflight(ids(tables))) {
      if (!"false".equals(problem.context().get("blocking"))) {
        problems.add(problem);
      }
    }
    Map<TableId, ReplicaIdentity> found = new TreeMap<>();
    target.catalog().forEach(each -> found.put(each.id(), each.replicaIdentity()));
    for (TableSchema table : tables) {
      ReplicaIdentity identity = found.get(table.id());
      if (table.keyless() && identity != null && identity != ReplicaIdentity.FULL) {
        problems.add(withoutOldRows(table.id()));
      }
    }
    return problems;
  }

  private static Problem withoutOldRows(TableId table) {
    return Problem.of(
            EngineProblem.TARGET_IDENTITY,
            "table " + table + " of the target has no key and no REPLICA IDENTITY FULL",
            "its log would not tell that rows are updated or deleted, so nobody would know that the"
                + " sources miss that",
            "ALTER TABLE " + table + " REPLICA IDENTITY FULL")
        .with("table", table);
  }

  /** Looks at everything again, though it was ensured before, or removed. */
  synchronized void ensureAgain() {
    retired = false;
    request = null;
    ensure();
  }

  /**
   * Prepares the log, or finds it the same as before, and lets capture run. Idempotent.
   *
   * @throws ProblemException of kind TRANSIENT once it was removed
   */
  synchronized CaptureRequest ensure() {
    if (retired) {
      throw EngineProblem.returnRetired();
    }
    CaptureRequest known = request;
    if (known == null) {
      LogIdentity log = guard.prepare(inputs.capture());
      known = inputs.requests().of(SOURCE, log, tables);
      inputs.capture().ensure(known);
      request = known;
    }
    return known;
  }

  /** Opens the stream of what was captured. */
  synchronized ChangeStream open() {
    ensure();
    return inputs.capture().openStream();
  }

  Mark mark() {
    return inputs.target().log().mark();
  }

  /** Removes all of it, whoever made it, until {@link #ensureAgain}. Idempotent. */
  synchronized void remove() {
    retired = true;
    request = null;
    inputs.capture().remove();
    inputs.target().log().remove();
    guard.forget();
  }

  /** What looks after log and capture. */
  List<Work> watches() {
    return List.of(
        new Late(
            "capture-" + SOURCE, () -> new CaptureWatch(SOURCE, inputs.capture(), ensure(), guard)),
        new LogWatch(SOURCE, guard));
  }
}
