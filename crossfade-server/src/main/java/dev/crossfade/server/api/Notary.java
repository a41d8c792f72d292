package dev.crossfade.server.api;

import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.audit.MigrationAudit;
import dev.crossfade.server.audit.StoreAudit;
import dev.crossfade.server.cutover.Certificates;
import dev.crossfade.server.cutover.Certificates.Moved;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.Crossings;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/** Signs what moves of clients rested on. Thread-safe. */
final class Notary {

  private final Clerk clerk;
  private final Looks looks;
  private final ControlStore control;
  private final CrossingMeans means;
  private final StoreAudit audit;
  private final Clock clock;

  Notary(
      Clerk clerk,
      Looks looks,
      ControlStore control,
      CrossingMeans means,
      StoreAudit audit,
      Clock clock) {
    this.clerk = clerk;
    this.looks = looks;
    this.control = control;
    this.means = means;
    this.audit = audit;
    this.clock = clock;
  }

  /** All moves that came across, the latest first. */
  List<Moved> moves(String migration) {
    return Certificates.moves(clerk.journal().read(migration, 0)).stream()
        .sorted(Comparator.comparingLong(Moved::version).reversed())
        .toList();
  }

  /**
   * The certificate of a move, made and signed now.
   *
   * @param version of the journal that has the move
   */
  SignedNote sign(Document document, long version, String actor) {
    Moved moved =
        moves(document.name()).stream()
            .filter(each -> each.version() == version)
            .findFirst()
            .orElseThrow(() -> Flaws.notFound("move of clients in this version of the journal"));
    return looks.connected(
        Looks.Kind.CERTIFICATES, document, connected -> sign(connected, moved, actor));
  }

  /** The log is the server's, and stays open. */
  private SignedNote sign(Connected connected, Moved moved, String actor) {
    MigrationAudit log =
        new MigrationAudit(connected.spec().name(), control, connected.target(), audit);
    try (Crossings crossings = means.crossings(connected, control, actor)) {
      return new Certificates(crossings).sign(moved, log, clock.instant());
    }
  }
}
