package dev.crossfade.server.wiring;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.replay.Corrections;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Takes altered tables as they are now. Begun again it goes on where it was.
 *
 * @param folder the specification
 * @param environment what references are resolved with
 * @param sources where the tables are
 * @param target where they are held
 * @param standing whether it may, asked before each effect
 */
record Acceptance(
    Path folder,
    Map<String, String> environment,
    Sources sources,
    TargetDatabase target,
    Standing standing) {

  /**
   * Makes the specification and the target what was proposed, and lets the tables go on.
   *
   * @param document the specification as proposed
   * @param decision by what it is done
   * @return what has to be told beside that it is done
   */
  List<String> of(
      List<HeldTable> decided,
      SpecDocument document,
      DriftProposal proposal,
      String decision,
      String reason) {
    standing.require("following tables that were made anew");
    List<HeldTable> tables = untold(proposal).told(decided);
    standing.require("altering the target");
    target.reshape(Shapes.of(document.spec()));
    standing.require("writing the folder");
    FolderTexts.write(folder, proposal.files());
    Returned returned = adopt(tables, reason);
    standing.require("asking for rows to be compared");
    List<String> notes = new ArrayList<>(returned.repaired(tables, reason));
    Set<String> files = written(document, tables, proposal.files().keySet());
    standing.require("committing the folder");
    notes.addAll(GitCommit.of(folder, files, message(tables, reason)));
    for (HeldTable each : tables) {
      String versions = returned.mappings().versions(each.source(), each.table());
      standing.require("letting a table go on");
      new Release(target, each).decided(decision, reason, versions);
    }
    return notes;
  }

  private Untold untold(DriftProposal proposal) {
    CompiledMigration then = Objects.requireNonNull(proposal.compiled());
    return new Untold(
        source -> Objects.requireNonNull(sources.databases().get(source), source).log(),
        target,
        Mappings.known(then, target.progress(), new Corrections()));
  }

  /** Lets mappings take the place of the old ones. */
  private Returned adopt(List<HeldTable> tables, String reason) {
    try (Replays replays = Replays.openAccepted(folder, environment, tables, standing)) {
      Set<String> renewed = new TreeSet<>();
      replays.changed().forEach(each -> renewed.add(each.mapping().entitySpec().name()));
      if (!renewed.isEmpty()) {
        standing.require("adopting mappings");
        replays.adopt(reason);
      }
      return new Returned(target, replays.compiled(), renewed);
    }
  }

  /** The files that say what is accepted: by whomever, and if somebody had begun to before. */
  private static Set<String> written(
      SpecDocument document, List<HeldTable> tables, Set<String> proposed) {
    Set<String> files = new TreeSet<>(proposed);
    for (String entity : DriftDesk.entities(document.spec(), tables)) {
      Location at = document.locations().at(Locations.path("entities", entity));
      if (at != null) {
        files.add(at.file());
      }
    }
    return files;
  }

  private static String message(List<HeldTable> tables, String reason) {
    return "Accept "
        + tables.stream().map(DriftDesk::label).collect(Collectors.joining(", "))
        + " as altered\n\n"
        + reason
        + "\n";
  }
}
