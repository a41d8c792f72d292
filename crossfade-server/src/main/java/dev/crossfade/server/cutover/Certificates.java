package dev.crossfade.server.cutover;

import dev.crossfade.core.audit.JsonText;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.cutover.Certificate;
import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.audit.MigrationAudit;
import dev.crossfade.server.wiring.Crossings;
import dev.crossfade.spi.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what the latest crossing that moved clients rested on. Positions and verdicts are
 * those that the journal has of the switch, however much later it is signed; what is looked up when
 * it is signed says so by its name.
 */
public final class Certificates {

  private final Crossings crossings;

  /** For one migration. */
  public Certificates(Crossings crossings) {
    this.crossings = crossings;
  }

  /**
   * That of the latest crossing that moved clients, signed.
   *
   * @throws dev.crossfade.core.problem.ProblemException when nobody was moved yet
   */
  public SignedNote sign(MigrationAudit audit, Instant now) {
    Moved latest =
        moves(crossings.journal()).stream()
            .reduce((earlier, later) -> later)
            .orElseThrow(this::none);
    return sign(latest, audit, now);
  }

  /** That of a move, signed. */
  public SignedNote sign(Moved moved, MigrationAudit audit, Instant now) {
    List<JournalEntry> journal = crossings.journal();
    return audit.certify(checkpoint -> Certificate.text(content(moved, journal, checkpoint, now)));
  }

  /**
   * A crossing that moved clients.
   *
   * @param version of the journal that has it
   * @param at when it was recorded
   */
  public record Moved(long version, Instant at, CrossingReport crossing) {}

  /** All crossings that moved clients, in order; attempts that went back are steps not done. */
  public static List<Moved> moves(List<JournalEntry> journal) {
    List<Moved> moves = new ArrayList<>();
    for (JournalEntry entry : journal) {
      if (EventText.parse(entry.event()) instanceof Event.Done done
          && (done.step() == StepKind.CROSS || done.step() == StepKind.CROSS_BACK)) {
        moves.add(new Moved(entry.version(), entry.at(), CrossingReport.parse(done.result())));
      }
    }
    return moves;
  }

  private RuntimeException none() {
    return Problem.of(
            ServerProblem.NO_CERTIFICATE,
            "There is no certificate of " + crossings.migration() + ".",
            "Nobody has moved its clients yet.",
            "crossfade cutover execute")
        .raise();
  }

  private Map<String, @Nullable Object> content(
      Moved moved, List<JournalEntry> journal, String checkpoint, Instant now) {
    Map<String, @Nullable Object> content = new TreeMap<>();
    content.put("migration", crossings.migration());
    content.put("madeAt", now.toString());
    // it may have rested on others
    content.put("specificationWhenSigned", crossings.specification());
    content.put("mappingsWhenSigned", crossings.mappings());
    content.put("crossing", JsonText.object(moved.crossing().text()));
    content.put("recordWhenSigned", crossings.routes().read(crossings.group()).orElse(""));
    content.put("checksWhenSigned", checks());
    content.put("decisions", decisions(journal));
    content.put("checkpoint", checkpoint);
    return content;
  }

  private List<Object> checks() {
    List<Object> checks = new ArrayList<>();
    new TreeMap<>(crossings.target().checks().latest())
        .forEach((id, found) -> checks.add(check(found.by(crossings.mappings()))));
    return checks;
  }

  private static Map<String, Object> check(CheckResult result) {
    return Map.of(
        "check", result.check(),
        "state", result.state().name(),
        "observed", result.observed(),
        "expected", result.expected(),
        "at", result.startedAt().toString());
  }

  /** Everything that is in the journal: who asked, who agreed, what was done. */
  private static List<Object> decisions(List<JournalEntry> journal) {
    List<Object> decisions = new ArrayList<>();
    for (JournalEntry entry : journal) {
      decisions.add(
          Map.of(
              "version", entry.version(),
              "at", entry.at().toString(),
              "actor", entry.actor(),
              "event", entry.event()));
    }
    return decisions;
  }
}
