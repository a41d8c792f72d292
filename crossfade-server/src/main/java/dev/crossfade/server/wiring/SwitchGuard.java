package dev.crossfade.server.wiring;

import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.cutover.Neighbour;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.TrafficSpec;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.store.Documents;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.store.StoreReading;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Journal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the migration that says which side takes the writes of a group of gateways. */
public final class SwitchGuard {

  private final Journal journal;
  private final Optional<Documents> documents;

  private SwitchGuard(Journal journal, Optional<Documents> documents) {
    this.journal = journal;
    this.documents = documents;
  }

  /** Why writes of a group are not to be switched by hand, if a migration of the store moves it. */
  public static Optional<Problem> objection(ControlSettings settings, String group) {
    try (ControlStore control = ControlStores.open(settings)) {
      return control.prepared()
          ? StoreReading.read(
              () -> new SwitchGuard(control.journal(), Documents.kept(settings)).objection(group))
          : Optional.empty();
    } catch (StoreReading.Failed e) {
      return Optional.of(unknown(group, e));
    }
  }

  private static Problem unknown(String group, StoreReading.Failed failure) {
    return Problem.of(
        ServerProblem.NOT_BY_HAND,
        "Nobody knows whether a migration moves the clients of group " + group + ".",
        "The specifications that servers keep in the control store cannot be read: "
            + failure.getMessage(),
        "Let the account read crossfade.migration. --force switches without looking.");
  }

  private Optional<Problem> objection(String group) {
    return journal.migrations().stream()
        .map(this::state)
        .map(state -> Neighbour.of(state, traffic(state.migration())))
        .filter(neighbour -> neighbour.moves(group))
        .findFirst()
        .map(neighbour -> problem(neighbour, group));
  }

  private MigrationState state(String migration) {
    MigrationState state = MigrationState.draft(migration);
    return state.after(
        journal.read(migration, 0).stream().map(each -> EventText.parse(each.event())).toList());
  }

  private @Nullable TrafficSpec traffic(String migration) {
    return documents.flatMap(all -> all.find(migration)).map(SwitchGuard::traffic).orElse(null);
  }

  /** What a newer version wrote in another way is not known here. */
  private static @Nullable TrafficSpec traffic(Document document) {
    try {
      return SpecificationLoader.load(document.files(), document.environment()).spec().traffic();
    } catch (ProblemException e) {
      return null;
    }
  }

  private static Problem problem(Neighbour neighbour, String group) {
    String verb = neighbour.traffic() == null ? "may move" : "moves";
    return Problem.of(
        ServerProblem.NOT_BY_HAND,
        "Writes of the group " + group + " are not switched by hand.",
        "Migration %s of this control store %s them, and is in phase %s: the database of the other side refuses writes until the migration opens it."
            .formatted(neighbour.migration(), verb, neighbour.phase()),
        (neighbour.moved() ? "crossfade rollback execute" : "crossfade cutover execute")
            + "; --force switches all the same, if that migration moves other gateways.");
  }
}
