package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.audit.AuditKeeping;
import dev.crossfade.server.audit.MigrationAudit;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Opens the audit log of a migration, which is in its target. */
public final class Audits implements AutoCloseable {

  private final MigrationSpec spec;
  private final TargetDatabase target;
  private final MigrationAudit audit;

  private Audits(MigrationSpec spec, TargetDatabase target, MigrationAudit audit) {
    this.spec = spec;
    this.target = target;
    this.audit = audit;
  }

  /**
   * Keeps the audit log of a run.
   *
   * @param data folder in which key and checkpoints are
   * @param ours whether this process has moved the migration on; before, its loads may be others'
   */
  public static AuditKeeping keep(Connected connected, Path data, BooleanSupplier ours) {
    return keep(connected, data, null, connected.openControl(), ours);
  }

  /**
   * The same in the audit log of another control store.
   *
   * @param key file of the key; null for the one in the folder
   * @param store is closed with what is returned
   */
  public static AuditKeeping keep(
      Connected connected,
      Path data,
      @Nullable Path key,
      ControlStore store,
      BooleanSupplier ours) {
    TargetDatabase target = connected.target();
    return AuditKeeping.start(
        new MigrationAudit(connected.spec().name(), store, target, data, key),
        () -> ours.getAsBoolean() && !target.progress().entityStates().isEmpty());
  }

  /**
   * Loads the folder and opens its target.
   *
   * @param data folder in which key and checkpoints are
   * @param key file of the key; null for the one in that folder
   */
  public static Audits open(
      Path folder, Path data, @Nullable Path key, Map<String, String> environment) {
    Specification specification = Specification.load(folder, environment);
    MigrationSpec spec = specification.spec();
    TargetDatabase target = Targets.open(spec, specification.secrets());
    try {
      if (target.progress().entityStates().isEmpty()) {
        throw Problem.of(
                ServerProblem.NOT_PUBLISHED,
                "Nothing was done yet for migration " + spec.name() + ".",
                "Its target holds no record of a run.",
                "Begin with crossfade run " + folder)
            .raise();
      }
      ControlStore store = Controls.open(spec, specification.secrets());
      try {
        store.prepare();
        ControlPlace.require(store, target, spec.name());
        return new Audits(spec, target, new MigrationAudit(spec.name(), store, target, data, key));
      } catch (RuntimeException e) {
        store.close();
        throw e;
      }
    } catch (RuntimeException e) {
      target.close();
      throw e;
    }
  }

  public MigrationAudit audit() {
    return audit;
  }

  /** Name of the migration. */
  public String migration() {
    return spec.name();
  }

  /** The shape of an entity that has a key. */
  public EntityShape keyed(String entity) {
    return RowKeys.keyed(spec, entity);
  }

  @Override
  public void close() {
    audit.close();
    target.close();
  }
}
