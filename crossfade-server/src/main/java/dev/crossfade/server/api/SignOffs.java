package dev.crossfade.server.api;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.SignOff;
import dev.crossfade.core.phase.SignOffStanding;
import dev.crossfade.server.api.SignOffDocument.Act;
import dev.crossfade.server.api.SignOffDocument.State;
import dev.crossfade.spi.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All sign-offs of a migration, read from its journal. Used once. */
final class SignOffs {

  private final Clerk.Filed filed;
  private final List<One> all = new ArrayList<>();

  private SignOffs(Clerk.Filed filed) {
    this.filed = filed;
  }

  private static final class One {
    private final Event.SignOffRequested request;
    private final Instant at;
    private final List<Act> approvals = new ArrayList<>();
    private State state = State.VOID;
    private @Nullable Act ended;

    One(Event.SignOffRequested request, Instant at) {
      this.request = request;
      this.at = at;
    }
  }

  /** Those of a migration, the latest first. */
  static List<SignOffDocument> of(Clerk.Filed filed, List<JournalEntry> journal) {
    SignOffs signOffs = new SignOffs(filed);
    journal.forEach(signOffs::take);
    List<SignOffDocument> documents = new ArrayList<>();
    signOffs.all.forEach(one -> documents.add(0, signOffs.document(one)));
    return documents;
  }

  private void take(JournalEntry entry) {
    Event event = EventText.parse(entry.event());
    if (event instanceof Event.SignOffRequested e) {
      last(State.VOID).ifPresent(one -> one.state = State.REPLACED);
      all.add(new One(e, entry.at()));
    } else if (event instanceof Event.SignOffApproved e) {
      last(State.VOID).ifPresent(one -> one.approvals.add(new Act(e.by(), e.reason(), entry.at())));
    } else if (event instanceof Event.SignOffRevoked e) {
      last(State.VOID).ifPresent(one -> revoke(one, new Act(e.by(), e.reason(), entry.at())));
    } else if (event instanceof Event.Entered e) {
      last(State.VOID)
          .filter(one -> one.request.gate() == e.phase())
          .ifPresent(one -> one.state = State.USED);
    }
  }

  private static void revoke(One one, Act act) {
    one.state = State.REVOKED;
    one.ended = act;
  }

  private Optional<One> last(State state) {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(all.get(all.size() - 1)).filter(one -> one.state == state);
  }

  private SignOffDocument document(One one) {
    Event.SignOffRequested request = one.request;
    Optional<SignOffStanding> standing =
        filed
            .signOff()
            .filter(now -> now.request().map(SignOff::id).equals(Optional.of(request.id())));
    return new SignOffDocument(
        SignOffDocument.API_VERSION,
        request.id(),
        filed.document().name(),
        request.gate(),
        standing.map(now -> State.valueOf(now.state().name())).orElse(one.state),
        request.by(),
        request.reason(),
        one.at,
        request.until(),
        request.basis(),
        List.copyOf(one.approvals),
        standing.map(now -> SignOffDocument.About.of(now.basis())).orElse(null),
        one.ended);
  }
}
