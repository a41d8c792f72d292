package dev.crossfade.server.wiring;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.preflight.PreflightInputs.Stacks;
import dev.crossfade.engine.reverse.TargetLog;
import dev.crossfade.jdbc.source.FenceScope;
import dev.crossfade.jdbc.source.Fences;
import dev.crossfade.jdbc.source.Readying;
import dev.crossfade.jdbc.source.Rooms;
import dev.crossfade.jdbc.source.SourceDatabases;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.reverse.LegacyDatabases;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.HeadRoom;
import dev.crossfade.spi.cutover.Readiness;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The databases of both stacks, as they are fenced, made ready, and written by the way back.
 * Nothing is connected before it is used.
 */
public final class BothStacks implements AutoCloseable {

  private final Map<String, Fence> fences = new LinkedHashMap<>();
  private final Map<String, Readiness> ready = new LinkedHashMap<>();
  private final Map<String, LegacyDatabase> legacy = new LinkedHashMap<>();
  private final Map<String, HeadRoom> rooms = new LinkedHashMap<>();
  private final Fence target;
  private final Readiness targetReady;
  private final SourceDatabase log;
  private final CompiledMigration compiled;

  private BothStacks(Connected connected) {
    for (String source : connected.sources().keySet()) {
      List<TableId> tables = Sources.tables(connected.spec(), source);
      if (!tables.isEmpty()) {
        SourceSettings login = connected.login(source);
        fences.put(source, Fences.open(login, new FenceScope(tables)));
        ready.put(source, Readying.open(login, tables));
        legacy.put(source, LegacyDatabases.open(login));
        rooms.put(source, Rooms.open(login));
      }
    }
    List<TableId> production = Shapes.tables(connected.spec());
    SourceSettings login = connected.login(TargetLog.SOURCE);
    this.compiled = connected.compiled();
    this.log = SourceDatabases.open(login);
    this.target = Fences.open(login, new FenceScope(production));
    this.targetReady = Readying.open(login, production);
    rooms.put("target", Rooms.open(login));
  }

  /** Those of a migration. */
  public static BothStacks open(Connected connected) {
    return new BothStacks(connected);
  }

  public Stacks stacks() {
    return new Stacks(
        fences,
        target,
        ready,
        targetReady,
        legacy,
        () -> log.log().mark(),
        () -> TargetLog.hindrances(log, compiled),
        rooms);
  }

  @Override
  public void close() {
    List<AutoCloseable> all = new ArrayList<>(fences.values());
    all.addAll(ready.values());
    all.addAll(legacy.values());
    all.addAll(rooms.values());
    all.add(target);
    all.add(targetReady);
    all.add(log);
    for (AutoCloseable each : all) {
      closeQuietly(each);
    }
  }

  private static void closeQuietly(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      org.slf4j.LoggerFactory.getLogger(BothStacks.class).debug("did not close cleanly", e);
    }
  }
}
