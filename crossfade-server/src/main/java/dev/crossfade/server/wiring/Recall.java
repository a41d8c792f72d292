package dev.crossfade.server.wiring;

import dev.crossfade.core.plan.Demands;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.jdbc.source.FenceScope;
import dev.crossfade.jdbc.source.Fences;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * By what a move of clients is taken back. No database of a stack is connected before somebody
 * looks at its fence, and no catalog is read: that one of them hangs may be why it is taken back.
 * One thread.
 */
public final class Recall extends CrossingRecords {

  private final Specification specification;
  private final Map<Side, List<Fence>> fences = new EnumMap<>(Side.class);
  private final Runnable closing;

  private Recall(
      Specification specification, Path key, Records records, String actor, Runnable closing) {
    super(
        specification.spec(),
        Demands.of(specification.spec(), specification.document().contentHash()),
        key,
        records,
        actor);
    this.specification = specification;
    this.closing = closing;
  }

  /**
   * That of a folder, whose journal is in its target.
   *
   * @param data folder in which the key is
   * @param key file of the key that signs route records; null for the one in that folder
   */
  public static Recall open(
      Path folder, Path data, @Nullable Path key, Map<String, String> environment) {
    Specification specification = Specification.load(folder, environment);
    MigrationSpec spec = specification.spec();
    Secrets secrets = specification.secrets();
    ControlStore control = Controls.open(spec, secrets);
    Records records = new Records(control, Controls.routes(spec, secrets));
    Recall recall =
        new Recall(
            specification, RouteSigning.file(data, key), records, Processes.user(), control::close);
    try (TargetDatabase target = Targets.open(spec, secrets)) {
      ControlPlace.require(control, target, spec.name());
      return recall;
    } catch (RuntimeException e) {
      recall.close();
      throw e;
    }
  }

  /**
   * What is to be taken back, as a server has it.
   *
   * @param folder of a specification
   * @param environment what its references are resolved with
   * @param files reads the files of secrets, as far as they are released
   */
  public record Meant(
      Path folder, Map<String, String> environment, Function<String, @Nullable String> files) {
    public Meant {
      environment = Map.copyOf(environment);
    }
  }

  /**
   * That of a server's migration.
   *
   * @param control the server's store, which is not closed with it
   * @param routes of that store, which are
   * @param key file of the key that signs route records
   * @param actor who asks
   */
  public static Recall ofServer(
      Meant meant, ControlStore control, RouteStore routes, Path key, String actor) {
    Specification specification =
        Specification.load(meant.folder(), meant.environment(), meant.files());
    return new Recall(specification, key, new Records(control, routes), actor, () -> {});
  }

  @Override
  public Collection<Fence> fences(Side side) {
    return fences.computeIfAbsent(side, this::open);
  }

  private List<Fence> open(Side side) {
    MigrationSpec spec = spec();
    List<Fence> open = new ArrayList<>();
    if (side == Side.NEW) {
      List<TableId> production = Shapes.tables(spec);
      open.add(
          Fences.open(
              TargetSource.settings(spec, specification.secrets()), new FenceScope(production)));
      return open;
    }
    for (SourceSpec source : spec.sources()) {
      List<TableId> tables = Sources.tables(spec, source.name());
      if (!tables.isEmpty()) {
        open.add(
            Fences.open(
                Sources.settings(spec.name(), source, specification.secrets()),
                new FenceScope(tables)));
      }
    }
    return open;
  }

  @Override
  public void close() {
    try {
      fences.values().forEach(each -> each.forEach(Fence::close));
    } finally {
      try {
        super.close();
      } finally {
        closing.run();
      }
    }
  }
}
