package dev.crossfade.engine.preflight;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.engine.Pause;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.HeadRoom;
import dev.crossfade.spi.cutover.Readiness;
import dev.crossfade.spi.journal.JournalEntry;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.spi.traffic.RouteStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at before clients are moved. Whoever gives it closes it.
 *
 * @param spec of all entities
 * @param left entities that do not go ahead, and why
 * @param compiled the mappings of those that do
 * @param target of the migration
 * @param control what is decided, and by whom
 * @param stacks both stacks
 * @param routes where the record in force is
 * @param key by which route records are signed here; null when there is none
 * @param build version of Crossfade that looks
 * @param clock of this process
 * @param pause between two looks
 */
public record PreflightInputs(
    MigrationSpec spec,
    Map<String, String> left,
    CompiledMigration compiled,
    TargetDatabase target,
    Control control,
    Stacks stacks,
    RouteStore routes,
    @Nullable NoteKey key,
    String build,
    Clock clock,
    Pause pause) {

  public PreflightInputs {
    left = Map.copyOf(left);
  }

  /**
   * What is decided, and by whom.
   *
   * @param state as it is on record
   * @param demand who has to agree before a gate opens
   * @param owner who has the lease
   * @param journal everything that was decided
   */
  public record Control(
      Supplier<MigrationState> state,
      SignOffDemand demand,
      Supplier<Optional<String>> owner,
      Supplier<List<JournalEntry>> journal) {}

  /**
   * The databases of both stacks, sources by name.
   *
   * @param fences of sources
   * @param target fence of the target
   * @param ready what makes sources ready
   * @param targetReady what makes the target ready
   * @param legacy sources as they are written by the way back
   * @param mark writes a mark into the target's log, which changes no data
   * @param capture what keeps the target from being captured; changes nothing
   * @param rooms of all databases, that of the target under {@code target}
   */
  public record Stacks(
      Map<String, Fence> fences,
      Fence target,
      Map<String, Readiness> ready,
      Readiness targetReady,
      Map<String, LegacyDatabase> legacy,
      Supplier<Mark> mark,
      Supplier<List<Problem>> capture,
      Map<String, HeadRoom> rooms) {

    public Stacks {
      fences = Map.copyOf(fences);
      ready = Map.copyOf(ready);
      legacy = Map.copyOf(legacy);
      rooms = Map.copyOf(rooms);
    }
  }
}
